#!/bin/sh
# Makes the Python environment in .venv: ./scripts/install.sh [bot|dev]
#
# Needs a POSIX shell and one of: a working uv, or any Python from 3.8. The packages are those of requirements/<set>.txt, by hash.
# Running it again costs nothing when nothing changed; an environment that was only half made is made again.
# SIGNAALWIJZER_SPACY_MODEL=off leaves the optional spaCy model out.
set -eu

cd "$(dirname "$0")/.."

wanted="${1:-bot}"
venv=".venv"
state="$venv/.signaalwijzer-set"        # "<set> <hash of its lock>": only written when the environment is complete
building="$venv/.signaalwijzer-building" # there while it is being made
model_stamp="$venv/.signaalwijzer-model" # the optional model was tried for this environment
model_url="https://github.com/explosion/spacy-models/releases/download/nl_core_news_sm-3.7.0/nl_core_news_sm-3.7.0-py3-none-any.whl"

. scripts/common.sh

case "$wanted" in
    bot | dev) ;;
    *) fail "onbekende verzameling '$wanted'." "Kies bot of dev." ;;
esac

lock_hash() { cksum <"requirements/$1.txt" | tr ' ' '-'; }

is_right_python() {
    "$1" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$python_version')" >/dev/null 2>&1
}

# Prints the path of a Python of the right version: the system's, pyenv's, or one that uv fetches.
find_python() {
    if python_candidates | while IFS= read -r python; do
        if is_right_python "$python"; then
            "$python" -c 'import sys; print(sys.executable)'
            exit 9
        fi
    done; then :; else return 0; fi
    "$uv" python find "$python_version" 2>/dev/null && return 0
    say "Python $python_version is er niet; uv haalt het op"
    "$uv" python install "$python_version" >&2 || return 1
    "$uv" python find "$python_version"
}

install_model() {
    [ "${SIGNAALWIJZER_SPACY_MODEL:-on}" != "off" ] || return 0
    [ ! -e "$model_stamp" ] || return 0
    say "optioneel spaCy-model nl_core_news_sm proberen"
    if UV_HTTP_TIMEOUT=10 UV_HTTP_RETRIES=0 "$uv" pip install --quiet --no-deps --python "$venv/bin/python" "nl_core_news_sm @ $model_url" >/dev/null 2>&1; then
        say "nl_core_news_sm is geinstalleerd"
        echo installed >"$model_stamp"
    else
        say "nl_core_news_sm is niet bereikbaar; de ingebouwde Nederlandse pijplijn (spaCy leeg + simplemma) wordt gebruikt"
        echo unavailable >"$model_stamp"
    fi
}

# What is there already, and is it whole?
have=""
have_hash=""
if [ -e "$building" ]; then
    say "een eerdere installatie is afgebroken; de omgeving wordt opnieuw gemaakt"
    rm -rf "$venv"
elif [ -d "$venv" ] && ! is_right_python "$venv/bin/python"; then
    say "de omgeving in $venv werkt niet (meer); zij wordt opnieuw gemaakt"
    rm -rf "$venv"
elif [ -r "$state" ]; then
    read -r have have_hash <"$state" || true
fi

# dev holds all that bot holds: an environment with more is kept, never stripped.
if [ "$have" = "dev" ]; then wanted="dev"; fi

up_to_date=""
existed=""
if [ "$have" = "$wanted" ] && [ "$have_hash" = "$(lock_hash "$wanted")" ]; then up_to_date="yes"; fi

if [ -n "$up_to_date" ] && { [ -e "$model_stamp" ] || [ "${SIGNAALWIJZER_SPACY_MODEL:-on}" = "off" ]; }; then
    exit 0
fi

find_uv || install_uv || fail "uv kon niet worden opgehaald." \
    "Nodig is: een Python vanaf 3.8 met pip en toegang tot PyPI, of uv zelf." \
    "uv installeren: https://docs.astral.sh/uv/getting-started/installation/ ; draai daarna dit commando opnieuw."

if [ -z "$up_to_date" ]; then
    if [ ! -d "$venv" ]; then
        python="$(find_python)" || fail "Python $python_version is niet gevonden en kon niet worden opgehaald." \
            "Rasa 3.6 draait niet op een nieuwere Python. Installeer $python_version op een van deze manieren en draai dit commando opnieuw:" \
            "  pyenv install 3.10    of    uv python install 3.10    of    het pakket python3.10 van uw systeem (met python3.10-venv)"
        say "omgeving maken in $venv met $python"
        "$uv" venv --quiet --python "$python" "$venv" || fail "de omgeving $venv kon niet worden gemaakt."
    else
        existed="yes"
    fi
    : >"$building"
    rm -f "$state" "$model_stamp"
    say "pakketten installeren volgens requirements/$wanted.txt (eerste keer: enkele minuten, ongeveer 2,7 GB)"
    if ! "$uv" pip sync --quiet --require-hashes --python "$venv/bin/python" "requirements/$wanted.txt"; then
        # uv fetches everything before it changes anything: what was there is still whole, only not up to date.
        [ -z "$existed" ] || rm -f "$building"
        fail "niet alle pakketten konden worden geinstalleerd." \
            "Controleer de verbinding met PyPI en de schijfruimte; draai daarna dit commando opnieuw."
    fi
    rm -f "$building"
    printf '%s %s\n' "$wanted" "$(lock_hash "$wanted")" >"$state"
fi

install_model
say "klaar"
