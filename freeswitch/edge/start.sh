#!/bin/sh
# Starts nginx on loopback in front of the functions. README.md lists the variables; `start.sh --check` only checks.
set -eu

refuse() { printf '%s\n' "$1" >&2; exit 64; }

[ -n "${FUNCTIONS_URL-}" ] || refuse "set the environment variable FUNCTIONS_URL: where the functions are, https://…"
second=${FUNCTIONS_URL_2-}
listen=127.0.0.1:${EDGE_PORT:-3080}
dir=${EDGE_DIR:-/run/edge}
ca_file=${EDGE_CA_FILE:-/etc/ssl/certs/ca-certificates.crt}
client_cert=${EDGE_CLIENT_CERT-}
client_key=${EDGE_CLIENT_KEY-}
resolve=${EDGE_RESOLVE_SECONDS:-300}
nginx=${NGINX:-nginx}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

# The values end in nginx's configuration, so each has its own alphabet: nothing here can end a directive.
is() { case $1 in *"
"*) return 1 ;; esac; printf '%s' "$1" | grep -Eq "^($2)\$"; }
url='https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._-]+)*/?'
is "$FUNCTIONS_URL" "$url" || refuse "FUNCTIONS_URL must be an https:// address without query"
[ -z "$second" ] || is "$second" "$url" || refuse "FUNCTIONS_URL_2 must be an https:// address without query"
is "$listen" '127\.0\.0\.1:[1-9][0-9]{0,4}' || refuse "EDGE_PORT must be a port number"
is "$dir" '/[A-Za-z0-9_./-]+' || refuse "EDGE_DIR must be a path"
is "$ca_file" '/[A-Za-z0-9_./-]+' || refuse "EDGE_CA_FILE must be a path"
is "$resolve" '[1-9][0-9]{0,5}' || refuse "EDGE_RESOLVE_SECONDS must be a whole number from 1"
[ -r "$ca_file" ] || refuse "EDGE_CA_FILE is $ca_file, which cannot be read"
client=
if [ -n "$client_cert$client_key" ]; then
    is "$client_cert" '/[A-Za-z0-9_./-]+' || refuse "EDGE_CLIENT_CERT must be a path, as EDGE_CLIENT_KEY"
    is "$client_key" '/[A-Za-z0-9_./-]+' || refuse "EDGE_CLIENT_KEY must be a path, as EDGE_CLIENT_CERT"
    [ -r "$client_cert" ] || refuse "EDGE_CLIENT_CERT is $client_cert, which cannot be read"
    [ -r "$client_key" ] || refuse "EDGE_CLIENT_KEY is $client_key, which cannot be read"
    client="proxy_ssl_certificate $client_cert; proxy_ssl_certificate_key $client_key;"
fi

fill() { # template, file, then NAME=value …
    template=$1 file=$2
    shift 2
    set -- "DIR=$dir" "CA_FILE=$ca_file" "CLIENT=$client" "$@"
    script=
    for pair in "$@"; do script="$script;s|@${pair%%=*}@|${pair#*=}|g"; done
    sed "$script" "$here/$template" > "$file"
}
region() { # number, url, what to listen on
    rest=${2#https://}
    host_header=${rest%%/*}
    path=${rest#"$host_header"}
    host=${host_header%%:*}
    port=${host_header#"$host"}
    fill region.conf.in "$dir/conf/region-$1.conf" "NUMBER=$1" "HOST=$host" "HOST_HEADER=$host_header" \
        "PORT=$(printf '%s' "${port:-:443}" | tr -d :)" "PATH=${path%/}" "LISTEN=$3"
}

mkdir -p "$dir/conf"
# Started by root, nginx works as another user, who has to reach the sockets in here.
chmod 711 "$dir"
rm -f "$dir"/conf/*.conf "$dir"/region-*.sock
fill nginx.conf.in "$dir/nginx.conf"
if [ -n "$second" ]; then
    region 1 "$FUNCTIONS_URL" "unix:$dir/region-1.sock"
    region 2 "$second" "unix:$dir/region-2.sock"
    fill both.conf.in "$dir/conf/both.conf" "LISTEN=$listen"
else
    region 1 "$FUNCTIONS_URL" "$listen"
fi
if [ "${1-}" = --check ]; then
    "$nginx" -q -t -e stderr -p "$dir" -c "$dir/nginx.conf"
    printf 'the configuration is complete\n'
    exit 0
fi

"$nginx" -e stderr -p "$dir" -c "$dir/nginx.conf" &
server=$!
trap 'kill -TERM "$server" 2>/dev/null || :' TERM INT
# nginx looks a name up once, when it reads its configuration; the functions' addresses change. A reload that finds no
# address keeps the old ones.
(
    trap 'kill "$nap" 2>/dev/null; exit 0' TERM
    while sleep "$resolve" & nap=$!; wait "$nap"; do kill -HUP "$server" 2>/dev/null || exit 0; done
) &
reloader=$!
status=0
wait "$server" || status=$?
# A signal ends the first wait before nginx has ended.
kill -0 "$server" 2>/dev/null && { status=0; wait "$server" || status=$?; }
kill "$reloader" 2>/dev/null || :
exit "$status"
