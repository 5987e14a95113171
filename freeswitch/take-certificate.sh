#!/bin/bash
# Has FreeSWITCH take the certificate that lies in TLS_DIR, without ending a call: it reads it when a SIP profile starts, and
# a restart of a profile ends the profile's calls. So each profile is restarted at a moment when it has none, and new calls
# begin, in or out, only after the seconds that this takes. Nothing is done where FreeSWITCH shows it already.
#
#   take-certificate.sh [SECONDS]    how long to wait for such a moment, a day unless said; status 1 if there was none
#
# docs/runbooks/certificate.md says when, and what else can be done on a node that is never quiet.
set -euo pipefail
# shellcheck source=freeswitch/event-socket.sh
. "$(dirname "$0")/event-socket.sh"

wait_seconds=${1:-86400}
folder=${TLS_DIR:-${STATE_DIR:-/var/lib/freeswitch}/tls}
# `sofia xmlstatus` of a profile with many calls, and a restart that waits for its threads, take longer than a health check.
ANSWER_SECONDS=20
deadline=$((SECONDS + wait_seconds))

say() { printf '%s\n' "$*"; }
refuse() { printf '%s\n' "$*" >&2; exit 1; }
fingerprint() { openssl x509 -noout -fingerprint -sha256 2>/dev/null || true; }

# is_quiet PROFILE: whether it has no call. What is not told to its end is no answer, and many calls are a long one.
is_quiet() {
    local told
    told=$(ask 'show channels')
    grep -Eq '^[0-9]+ total\.' <<< "$told" && ! grep -q "sofia/$1/" <<< "$told"
}

# shown PROFILE: the fingerprint of what each of its listeners shows, one a line; nothing while it does not run.
shown() {
    ask "sofia xmlstatus profile $1" | sed -nE 's/.*<(wss|tls)-bind-url>[^@]*@([^;<]*).*/\2/p' | while read -r place; do
        timeout 10 openssl s_client -connect "$place" </dev/null 2>/dev/null | fingerprint
    done
}

# is_taken PROFILE FILE: whether every listener shows what is in the file.
is_taken() {
    local told
    told=$(shown "$1" | sort -u)
    [ -n "$told" ] && [ "$told" = "$(fingerprint < "$2")" ]
}

# What cannot be right is not taken: the profile would come back without TLS.
check() {
    local of_certificate of_key
    of_certificate=$(openssl x509 -in "$1" -noout -pubkey 2>/dev/null) || refuse "$1 has no certificate"
    of_key=$(openssl pkey -in "$1" -pubout -passin pass: 2>/dev/null) || refuse "$1 has no key, or one with a password"
    [ "$of_certificate" = "$of_key" ] || refuse "the key in $1 is not its certificate's"
    openssl x509 -in "$1" -noout -checkend 0 >/dev/null || refuse "the certificate in $1 has ended"
}

resume() { ask 'fsctl resume' >/dev/null || say 'could not let calls begin again: fs_cli -x "fsctl resume"' >&2; }

# restart PROFILE FILE: status 1 if a call came first.
restart() {
    local began=$SECONDS
    trap resume EXIT
    ask 'fsctl pause' >/dev/null
    if ! is_quiet "$1"; then resume; trap - EXIT; return 1; fi
    # A profile that has run for less than ten seconds is not restarted.
    until ! grep -q 'Please wait' <<< "$(ask "sofia profile $1 restart")"; do
        [ $((SECONDS - began)) -lt 15 ] || break
        sleep 1
    done
    until is_taken "$1" "$2"; do
        [ $((SECONDS - began)) -lt 60 ] || refuse "profile $1 does not show it a minute after its restart: see the log"
        sleep 0.5
    done
    resume
    trap - EXIT
    say "profile $1 shows the certificate in $2; new calls were refused for $((SECONDS - began)) s"
}

check "$folder/agent.pem"
check "$folder/wss.pem"
cmp -s "$folder/agent.pem" "$folder/wss.pem" || refuse "$folder/agent.pem and wss.pem differ: write the same into both"
# The trunk shows the same one, in a folder of its own because it believes others.
if [ -d "$folder/trunk" ]; then cp -f "$folder/agent.pem" "$folder/trunk/agent.pem"; fi

for profile in internal external; do
    file=$folder/agent.pem
    [ $profile = internal ] || file=$folder/trunk/agent.pem
    if is_taken $profile "$file"; then say "profile $profile shows it already"; continue; fi
    until is_quiet $profile && restart $profile "$file"; do
        [ $SECONDS -lt $deadline ] || refuse "profile $profile had no moment without a call in $wait_seconds s: it shows the one before"
        sleep $((wait_seconds < 60 ? 1 : 5))
    done
done
