# Make .venv hold exactly what one lock says: sh portal/setup/install.sh requirements.txt
set -eu
echo "Installing $1 …"
pip() { .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$1"; }
# Compiled now, since services may not write there and would compile at each start.
sync() { .venv/bin/uv pip sync --quiet --compile-bytecode --python .venv/bin/python --require-hashes "$1"; }
if pip requirements-bootstrap.txt && sync "$1"; then
    exit
fi
echo "uv is not to be had here; plain pip does the same, slower."
pip "$1"
