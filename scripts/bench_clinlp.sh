#!/bin/sh
# Makes the environment in which clinlp's context rules are compared with ours (var/tools/clinlp). It needs another spaCy than the bot:
# only the benchmark uses it. When it can't be fetched the benchmark goes on without it, and says so.
set -eu

cd "$(dirname "$0")/.."
. scripts/common.sh

folder="var/tools/clinlp"
[ ! -x "$folder/bin/python" ] || exit 0
find_uv || install_uv || { say "uv is niet gevonden; de vergelijking met clinlp vervalt"; exit 0; }
say "clinlp ophalen (alleen voor de vergelijking; de eerste keer enkele minuten)"
if ! { "$uv" venv --quiet --python .venv/bin/python "$folder" && "$uv" pip install --quiet --python "$folder/bin/python" clinlp==0.6.6; }; then
    rm -rf "$folder"
    say "clinlp kon niet worden opgehaald; de vergelijking vervalt"
fi
