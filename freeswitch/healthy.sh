#!/bin/bash
# Says whether FreeSWITCH answers its event socket and both SIP profiles run.
set -euo pipefail
# shellcheck source=freeswitch/event-socket.sh
. "$(dirname "$0")/event-socket.sh"

running=$(ask 'sofia status' | grep -Ec '^ *(internal|external)[[:space:]]+profile[[:space:]].*RUNNING' || true)
[ "$running" -ge 2 ] || { printf 'of the profiles internal and external, %s run\n' "$running" >&2; exit 1; }
