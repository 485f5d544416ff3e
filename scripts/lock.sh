#!/bin/sh
# Writes requirements.lock and requirements-dev.lock: exact versions with hashes, for every
# platform and every Python from 3.11 on. Where they are fetched from is the installer's business
# and stands in no file.
set -eu

uv=.tools/bin/uv
[ -x "$uv" ] || uv=uv

compile() {
    "$uv" pip compile setup.cfg --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

compile --output-file requirements.lock
compile --extra dev --constraint requirements.lock --output-file requirements-dev.lock
