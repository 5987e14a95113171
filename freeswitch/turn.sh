#!/bin/sh
# Starts coturn for browsers by link: with the secret that their credentials are made of, which comes out of a file and is
# on no command line, and with a way to the media of our own nodes (TURN_PEERS) and to nothing else. The variables are
# those of compose.turn.yaml. `turn.sh --check` only writes the configuration.
set -eu
umask 077
faults=

wrong() { printf '%s\n' "$1" >&2; faults=1; }
check() { # name, extended regular expression, what it must be; empty is as good as none
    eval "value=\${$1-}"
    [ -z "$value" ] || printf '%s' "$value" | tr '\n' ' ' | grep -Eq "^($2)\$" || wrong "$1 must be $3"
}
need() { # name, meaning
    eval "value=\${$1-}"
    [ -n "$value" ] || wrong "set the environment variable $1: $2"
}

octet='(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
ip="$octet(\.$octet){3}"
need TURN_SECRET_FILE "a file with the secret that the functions have as TURN_SECRET"
need TURN_PEERS "IPv4 addresses of the nodes' media"
need TURN_REALM "name of this server"
check TURN_PEERS "$ip(,$ip)*" "IPv4 addresses such as 203.0.113.5,203.0.113.6"
check TURN_REALM '[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?' "a name such as turn.example.com"
check TURN_LISTEN_IP "$ip" "an IPv4 address of this host"
check TURN_EXTERNAL_IP "$ip" "the IPv4 address that others see"
for name in TURN_PORT TURN_TLS_PORT TURN_FIRST_PORT TURN_LAST_PORT; do check $name '[1-9][0-9]{0,4}' "a port number"; done
for file in "${TURN_SECRET_FILE-}" "${TURN_CERTIFICATE_FILE-}"; do
    [ -z "$file" ] || { [ -s "$file" ] && [ -r "$file" ]; } || wrong "nothing that user $(id -u) may read is in $file"
done
# This host, a cloud's metadata, multicast: never, whoever writes them.
for peer in $(printf '%s' "${TURN_PEERS-}" | tr ',' ' '); do
    case $peer in 0.*|127.*|169.254.*|22[4-9].*|23[0-9].*|24[0-9].*|25[0-5].*) wrong "TURN_PEERS has $peer, which is no address of a node" ;; esac
done
[ -z "$faults" ] || exit 64
secrets=$(cat "$TURN_SECRET_FILE")
# While it is rotated there are two, each a line; coturn takes credentials of either.
printf '%s' "$secrets" | tr '\n' ' ' | grep -Eq '^[A-Za-z0-9_.~+/=-]{16,256}(,[A-Za-z0-9_.~+/=-]{16,256})?$' || {
    printf '%s\n' "what is in $TURN_SECRET_FILE must be 16 to 256 of A-Z a-z 0-9 _ . ~ + / = -; or two, comma separated" >&2
    exit 64
}

dir=${RUN_DIR:-/run/turn}
lines() { # what each begins with, values with commas
    printf '%s' "$2" | tr ',' '\n' | while IFS= read -r value || [ -n "$value" ]; do printf '%s=%s\n' "$1" "$value"; done
}
{
    printf 'use-auth-secret\n'
    lines static-auth-secret "$secrets"
    printf 'realm=%s\nlistening-port=%s\ntls-listening-port=%s\n' "$TURN_REALM" "${TURN_PORT:-3478}" "${TURN_TLS_PORT:-5349}"
    printf 'min-port=%s\nmax-port=%s\n' "${TURN_FIRST_PORT:-49152}" "${TURN_LAST_PORT:-65535}"
    [ -z "${TURN_LISTEN_IP-}" ] || printf 'listening-ip=%s\nrelay-ip=%s\n' "$TURN_LISTEN_IP" "$TURN_LISTEN_IP"
    [ -z "${TURN_EXTERNAL_IP-}" ] || printf 'external-ip=%s\n' "$TURN_EXTERNAL_IP"
    # Allowed ones are looked for first.
    printf 'denied-peer-ip=0.0.0.0-255.255.255.255\ndenied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff\n'
    lines allowed-peer-ip "$TURN_PEERS"
    if [ -n "${TURN_CERTIFICATE_FILE-}" ]; then
        printf 'cert=%s\npkey=%s\nno-dtls\n' "$TURN_CERTIFICATE_FILE" "$TURN_CERTIFICATE_FILE"
    else
        printf 'no-tls\nno-dtls\n'
    fi
    # A browser asks for one relay for each of its connections and ways: a call and a screen are two of up to three.
    printf 'user-quota=12\nstale-nonce=600\nfingerprint\nno-tcp-relay\nno-multicast-peers\nno-cli\n'
    printf 'log-file=stdout\nsimple-log\nuserdb=%s/turn.db\npidfile=%s/turn.pid\n' "$dir" "$dir"
} > "$dir/turnserver.conf"
[ "${1-}" != --check ] || exit 0
exec "${TURNSERVER:-turnserver}" -c "$dir/turnserver.conf"
