# Make .venv with the newest Python the portal supports: sh portal/setup/venv.sh [PYTHON]
suits='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'
for python in ${1:-python3.13 python3.12 python3.11 python3}; do
    if "$python" -c "$suits" 2>/dev/null; then
        exec "$python" -m venv .venv
    fi
done
echo "The portal needs Python 3.11, 3.12 or 3.13 with its venv module: install it (Debian: apt install python3 python3-venv) or name it with make PYTHON=/path/to/python3." >&2
exit 1
