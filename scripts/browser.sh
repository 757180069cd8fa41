#!/bin/sh
# Gets Chromium for the browser tests, where that may be done without asking: Debian or Ubuntu, as root. Says loudly when it can't.
set -u

for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "browser: Chromium ophalen voor de browsertests" >&2
    log="$(mktemp)"
    if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >"$log" 2>&1 \
        && command -v chromium >/dev/null 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
fi

cat >&2 <<'END'
#######################################################################################
#  Chromium is er niet en kon niet worden opgehaald: de browsertests kunnen niet       #
#  draaien en zullen FALEN. Installeer het (apt-get install chromium), of noem het     #
#  in de omgeving: CHROMIUM=/pad/naar/chromium make test                               #
#######################################################################################
END
exit 0
