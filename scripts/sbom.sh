#!/bin/sh
# Writes var/sbom.json: every package of the environment with its version and licence, in CycloneDX; then asks for known vulnerabilities.
# Both tools run from an environment of their own (var/tools/sbom). Where the vulnerability service can't be reached that is said.
set -eu

cd "$(dirname "$0")/.."
. scripts/common.sh

tools="var/tools/sbom"
if [ ! -x "$tools/bin/cyclonedx-py" ]; then
    find_uv || install_uv || fail "uv is niet gevonden." "Draai eerst: make install"
    say "gereedschap voor de lijst ophalen"
    "$uv" venv --quiet --python .venv/bin/python "$tools"
    "$uv" pip install --quiet --python "$tools/bin/python" cyclonedx-bom==7.5.0 pip-audit==2.10.1 ||
        fail "Het gereedschap kon niet worden opgehaald." "Controleer de verbinding met PyPI."
fi
"$tools/bin/cyclonedx-py" environment --output-format JSON --output-file var/sbom.json .venv/bin/python
say "var/sbom.json heeft $(.venv/bin/python -c 'import json; print(len(json.load(open("var/sbom.json"))["components"]))') onderdelen"
"$tools/bin/pip-audit" --requirement requirements/bot.txt --no-deps --disable-pip --progress-spinner off >var/audit.txt 2>&1 || true
skipped="$(grep -c 'could not be audited' var/audit.txt || true)"
if grep -q "vulnerabilit.* found\|known vulnerabilit" var/audit.txt && ! grep -q "^No known" var/audit.txt; then
    say "bekende kwetsbaarheden (var/audit.txt); zie docs/threat-model.md:"
    cat var/audit.txt
elif [ "$skipped" -gt 0 ] || ! grep -q "^No known" var/audit.txt; then
    say "de lijst van bekende kwetsbaarheden is niet bereikbaar: $skipped pakketten zijn niet nagekeken (var/audit.txt)"
else
    say "geen bekende kwetsbaarheden (var/audit.txt)"
fi
