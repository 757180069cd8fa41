#!/bin/sh
# Makes an environment of its own for a peer that a benchmark compares with: ./scripts/peer.sh NAME VERSION (var/tools/NAME).
#
# clinlp needs another spaCy than the bot; deduce is LGPL and needs 1 GB of memory. Nothing here is needed to run the assistant: without it
# the comparison is left out.
set -eu

cd "$(dirname "$0")/.."
. scripts/common.sh

name="$1"
version="$2"
folder="var/tools/$name"
[ ! -x "$folder/bin/python" ] || exit 0
find_uv || install_uv || { say "uv is niet gevonden; de vergelijking met $name vervalt"; exit 0; }
say "$name ophalen (alleen voor de vergelijking; de eerste keer enkele minuten)"
if ! { "$uv" venv --quiet --python .venv/bin/python "$folder" && "$uv" pip install --quiet --python "$folder/bin/python" "$name==$version"; }; then
    rm -rf "$folder"
    say "$name kon niet worden opgehaald; de vergelijking vervalt"
fi
