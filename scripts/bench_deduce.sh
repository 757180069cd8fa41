#!/bin/sh
# Makes the environment in which deduce is compared with the privacy filter (var/tools/deduce). It is LGPL and needs 1 GB of memory:
# only the benchmark uses it. When it can't be fetched the benchmark goes on without it, and says so.
set -eu

cd "$(dirname "$0")/.."
. scripts/common.sh

folder="var/tools/deduce"
[ ! -x "$folder/bin/python" ] || exit 0
find_uv || install_uv || { say "uv is niet gevonden; de vergelijking met deduce vervalt"; exit 0; }
say "deduce ophalen (alleen voor de vergelijking; de eerste keer enkele minuten)"
if ! { "$uv" venv --quiet --python .venv/bin/python "$folder" && "$uv" pip install --quiet --python "$folder/bin/python" deduce==3.0.6; }; then
    rm -rf "$folder"
    say "deduce kon niet worden opgehaald; de vergelijking vervalt"
fi
