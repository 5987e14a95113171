#!/bin/bash
# Asks FreeSWITCH on its event socket, for healthy.sh and take-certificate.sh, which read it. The password is in no
# argument list. By itself: event-socket.sh sofia status

# ask COMMAND: prints the answer of one command, heads and all. A switch in trouble may accept the connection and never
# answer; a health check itself gives up after five seconds.
ask() {
    local password
    password=$(< "${RUN_DIR:-/run/freeswitch}/esl-password")
    exec 3<> "/dev/tcp/127.0.0.1/${ESL_PORT:-8021}" || return
    printf 'auth %s\n\napi %s\n\nexit\n\n' "$password" "$1" >&3
    timeout "${ANSWER_SECONDS:-4}" cat <&3
    exec 3>&-
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -euo pipefail
    ask "$*"
fi
