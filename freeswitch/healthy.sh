#!/bin/bash
# Says whether FreeSWITCH answers its event socket and both SIP profiles run. The password is in no argument list.
set -euo pipefail

port=${ESL_PORT:-8021}
password=$(< "${RUN_DIR:-/run/freeswitch}/esl-password")

# A switch in trouble may accept the connection and never answer; the health check itself gives up after five seconds.
ask() {
    exec 3<> "/dev/tcp/127.0.0.1/$port" || return
    printf 'auth %s\n\napi sofia status\n\nexit\n\n' "$password" >&3
    timeout 4 cat <&3
}

running=$(ask | grep -Ec '^ *(internal|external)[[:space:]]+profile[[:space:]].*RUNNING' || true)
[ "$running" -ge 2 ] || { printf 'of the profiles internal and external, %s run\n' "$running" >&2; exit 1; }
