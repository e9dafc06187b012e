# Make .venv hold exactly what one lock says: sh portal/setup/install.sh requirements.txt
set -eu
echo "Installing $1 …"
pip() { .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$1"; }
if pip requirements-bootstrap.txt && .venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes "$1"; then
    exit
fi
echo "uv is not to be had here; plain pip does the same, slower."
pip "$1"
