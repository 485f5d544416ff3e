#!/bin/sh
# Builds .venv from a lock file. Needs Python 3.11+ with pip; needs neither root nor a
# compiler; for the developers' environment test_tools.py installs a compiler or says what is missing.
#
# Usage: scripts/build_environment.sh requirements.lock
#
# Debian ships pip without the venv module and forbids `pip install` into the system, so we let
# pip put uv into .tools/ (allowed) and let uv make the environment. Where that is impossible we
# fall back to `python3 -m venv`.
set -eu

lock=$1
python=${PYTHON:-python3}
venv=.venv/bin/python

stop() {
    echo "setup: $*" >&2
    exit 1
}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    stop "needs Python 3.11 or newer as '$python' (say which: make setup PYTHON=/path/to/python3)"

# Only the developers' environment holds a library that comes as source.
if grep -q '^python-ldap==' "$lock"; then
    "$python" -m scripts.test_tools --build
fi

find_uv() {
    [ -x .tools/bin/uv ] && echo .tools/bin/uv && return
    command -v uv && return
    "$python" -m pip install --quiet --target .tools uv >&2 2>&1 && echo .tools/bin/uv
}

if uv=$(find_uv); then
    export UV_PYTHON_DOWNLOADS=never
    [ -x "$venv" ] || "$uv" venv --quiet --python "$python" .venv
    "$uv" pip install --quiet --compile-bytecode --python "$venv" --require-hashes -r "$lock"
    "$uv" pip install --quiet --python "$venv" --no-deps --editable .
elif [ -x "$venv" ] || "$python" -m venv .venv 2>/dev/null; then
    "$venv" -m pip install --quiet --require-hashes -r "$lock"
    "$venv" -m pip install --quiet --no-deps --editable .
else
    stop "cannot install uv with '$python -m pip' and '$python -m venv' does not work either." \
        "Install one of them (Debian: apt-get install python3-pip)"
fi
