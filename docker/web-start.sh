#!/bin/sh
# Fills in which pages may embed the widget, and starts nginx; refuses what is no list of origins, which could end or widen the policy.
set -eu

origins="${SIGNAALWIJZER_EMBED_ORIGINS:-}"
case "$origins" in
    *[!A-Za-z0-9:/.*\ -]*)
        echo "SIGNAALWIJZER_EMBED_ORIGINS: schrijf herkomsten zoals https://intranet.praktijk.nl, met spaties ertussen" >&2
        exit 1
        ;;
esac
export SIGNAALWIJZER_EMBED_ORIGINS="$origins"
envsubst '${SIGNAALWIJZER_EMBED_ORIGINS}' <"${NGINX_TEMPLATE:-/etc/nginx/nginx.conf.template}" >/tmp/nginx.conf
exec nginx -c /tmp/nginx.conf -g "daemon off;"
