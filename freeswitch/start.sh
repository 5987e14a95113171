#!/bin/sh
# Starts FreeSWITCH with freeswitch/conf: checks the environment, makes what is missing (folders, event socket password,
# certificate), and becomes FreeSWITCH. README.md beside this file lists the variables. `start.sh --check` only checks.
set -eu
umask 077
faults=

# Everything that is wrong is told before the start is refused.
wrong() { printf '%s\n' "$1" >&2; faults=1; }
refuse() { wrong "$1"; exit 64; }

# The values end in XML and in dial strings, so each has its own alphabet: nothing here needs quotes, < & or $.
check() { # name, extended regular expression, what it must be
    eval "value=\${$1-}"
    if [ -z "$value" ]; then unset "$1"; return 0; fi
    case $value in *"
"*) wrong "$1 must be one line: $3"; return 0 ;; esac
    printf '%s' "$value" | grep -Eq "^($2)\$" || wrong "$1 must be $3"
    export "${1?}"
}
need() { # name, meaning
    eval "value=\${$1-}"
    [ -n "$value" ] || wrong "set the environment variable $1: $2"
}
default() { # name, value
    eval "value=\${$1-}"
    [ -n "$value" ] || eval "$1=\$2"
}

# A secret may be in a file: NAME_FILE instead of NAME.
for name in ESL_PASSWORD XML_CURL_PASSWORD TRUNK_PASSWORD TRUNK_PASSWORD_2 TRUNK_PASSWORD_3; do
    eval "value=\${$name-} file=\${${name}_FILE-}"
    [ -z "$value" ] && [ -n "$file" ] || continue
    if [ ! -s "$file" ]; then wrong "${name}_FILE is $file, where nothing is"
    elif [ ! -r "$file" ]; then wrong "${name}_FILE is $file, which user $(id -u) may not read"
    else export "$name=$(cat "$file")"; fi
done

need SIP_DOMAIN "the domain of your users, as in 1000@example.com"
need XML_CURL_URL "where the functions are, such as https://abc.execute-api.eu-central-1.amazonaws.com"
need XML_CURL_PASSWORD "the password of this node, of which the functions know the SHA-256 (nodes: in provisioning)"

port='([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])'
octet='(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
ip="$octet(\.$octet){3}"
ip6='[0-9A-Fa-f:]{2,39}'
network="($ip/([12]?[0-9]|3[0-2])|$ip6/(1[01][0-9]|12[0-8]|[1-9]?[0-9]))"
url='https://[A-Za-z0-9.:_/-]+|http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?(/[A-Za-z0-9._/-]*)?'
# To a realm Example.com is another domain than example.com, which is what the functions know it by.
SIP_DOMAIN=$(printf '%s' "${SIP_DOMAIN-}" | tr '[:upper:]' '[:lower:]')
check SIP_DOMAIN '[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?' "a domain name"
check NODE_NAME '[A-Za-z0-9_.-]{1,64}' "letters, digits, _ . and -"
check XML_CURL_URL "$url" "an https:// address, or http:// on this very host (a lookup holds password digests)"
check XML_CURL_URL_2 "$url" "an https:// address, or http:// on this very host (a lookup holds password digests)"
XML_CURL_PASSWORD=${XML_CURL_PASSWORD-}
XML_CURL_PASSWORD=${XML_CURL_PASSWORD%%,*} # while rotating there are two; we send the first
check XML_CURL_USER '[A-Za-z0-9_.-]{1,64}' "letters, digits, _ . and -"
check XML_CURL_PASSWORD '[A-Za-z0-9_.~!@%^*()+=/-]{1,128}' "without spaces, quotes, colons and \$ & < > #"
check STILLS_ROOT '/[A-Za-z0-9_./-]+' "a path"
check XML_CURL_CA_FILE '/[A-Za-z0-9_./-]+' "a path"
check LISTEN_IP "$ip" "an IPv4 address of this host"
check EXTERNAL_IP "$ip" "the IPv4 address that others see"
check STUN_SERVER '[A-Za-z0-9.-]+(:[0-9]+)?' "host or host:port"
for name in SIP_PORT SIP_TLS_PORT TRUNK_PORT TRUNK_TLS_PORT NODES_PORT RTP_START_PORT RTP_END_PORT ESL_PORT; do check $name "$port" "a port number"; done
check WS_BINDING "($ip)?:$port" "address:port or :port"
check WSS_BINDING "($ip)?:$port" "address:port or :port"
check TRUNK_NETWORKS "$network(,$network)*" "networks such as 203.0.113.0/28,198.51.100.7/32,2001:db8::/48"
check NODES_NETWORKS "$network(,$network)*" "networks of the other nodes, such as 10.0.0.0/28"
check TRUNK_LISTEN_IP6 "$ip6" "an IPv6 address of this host"
check TRUNK_TLS_VERIFY 'subjects_out|out|none' "subjects_out, out or none"
check TRUNK_CA_FILE '/[A-Za-z0-9_./-]+' "a path"
check CANDIDATE_ACL '[A-Za-z0-9_.]+' "the name of a list, such as candidates"
check ESL_PASSWORD '[A-Za-z0-9_.~-]{20,128}' "20 characters or more of A-Z a-z 0-9 _ . ~ -"
for name in MAX_SESSIONS SESSIONS_PER_SECOND MAX_MEMBERS; do check $name '[1-9][0-9]{0,6}' "a whole number from 1"; done
for name in BROWSER_MEDIA_TIMEOUT_MS MEDIA_TIMEOUT_MS; do check $name '[1-9][0-9]{3,7}' "milliseconds, 1000 or more"; done
check LOG_LEVEL 'crit|err|warning|notice|info|debug' "crit, err, warning, notice, info or debug"
check CANVAS_SIZE '[1-9][0-9]{2,3}x[1-9][0-9]{2,3}' "width x height, such as 1280x720"
check CANVAS_FPS '[1-9][0-9]?' "1 to 99"
check CANVAS_BANDWIDTH 'auto|[1-9][0-9]*(kb|mb)' "auto or such as 2mb"
for name in TRUNK_PASSWORD TRUNK_PASSWORD_2 TRUNK_PASSWORD_3; do
    check $name '[A-Za-z0-9_.~!@%^*()+=:,/-]{1,128}' "without spaces, quotes and \$ & < > #"
done
check DIAL_IN_LANGUAGES '[0-9]+=[a-z]+(,[0-9]+=[a-z]+)*' "country code = language, such as 49=de,44=en"
check VIDEO_CODECS '(VP8|H264)(,(VP8|H264))?' "VP8, H264 or both with a comma"
[ -z "$faults" ] || exit 64
[ -n "${EXTERNAL_IP-}" ] || [ -z "${STUN_SERVER-}" ] || EXTERNAL_IP="stun:$STUN_SERVER"
[ -z "${XML_CURL_URL_2-}" ] || LOOKUPS=two
[ -z "${TRUNK_LISTEN_IP6-}" ] || export TRUNK_IPV6=on
[ -z "${NODES_NETWORKS-}" ] || export NODES_PROFILE=on
[ -z "${EXTERNAL_IP-}" ] || export EXTERNAL_IP
[ -z "${LOOKUPS-}" ] || export LOOKUPS

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
default FREESWITCH freeswitch
default CONF_DIR "$here/conf"
default SCRIPTS_DIR "$here/scripts"
default STATE_DIR /var/lib/freeswitch
default RUN_DIR /run/freeswitch
default LOG_DIR /var/log/freeswitch
default RECORDINGS_DIR "$STATE_DIR/recordings"
default SOUNDS_DIR "$STATE_DIR/sounds"
default PROMPTS_DIR "$here/prompts"
default TLS_DIR "$STATE_DIR/tls"
default STILLS_ROOT /dev/shm/freeswitch-stills
default TRUNK_CA_FILE /etc/ssl/certs/ca-certificates.crt
[ "${1-}" != --check ] || { printf 'the environment is complete\n'; exit 0; }
command -v "$FREESWITCH" >/dev/null || refuse "FREESWITCH is $FREESWITCH, which is not a program on this host"

export PROMPTS_DIR
mkdir -p "$RUN_DIR/db" "$RUN_DIR/temp" "$RUN_DIR/cache" "$LOG_DIR" "$RECORDINGS_DIR" "$TLS_DIR" "$STATE_DIR/storage"

# Pictures of the canvas, in memory, for this user and the relay, which is to run as the same one.
[ -d "$STILLS_ROOT" ] || mkdir -p "$STILLS_ROOT" # 0700, by the mask above

# The relay reads the password here when nobody chose one.
if [ -z "${ESL_PASSWORD-}" ]; then
    ESL_PASSWORD=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
fi
printf '%s' "$ESL_PASSWORD" > "$RUN_DIR/esl-password"
export ESL_PASSWORD

# Browsers take a certificate of their own making only by hand: put a real one here as wss.pem and agent.pem.
if [ ! -s "$TLS_DIR/wss.pem" ]; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj "/CN=$SIP_DOMAIN" -addext "subjectAltName=DNS:$SIP_DOMAIN" \
        -keyout "$TLS_DIR/key.pem" -out "$TLS_DIR/cert.pem" 2>/dev/null
    cat "$TLS_DIR/cert.pem" "$TLS_DIR/key.pem" > "$TLS_DIR/wss.pem"
    printf '%s\n' "made a certificate for $SIP_DOMAIN that nobody knows: for a trial only, see $TLS_DIR/wss.pem"
fi
[ -s "$TLS_DIR/agent.pem" ] || cp "$TLS_DIR/wss.pem" "$TLS_DIR/agent.pem"
[ -s "$TLS_DIR/cafile.pem" ] || cp "$TLS_DIR/wss.pem" "$TLS_DIR/cafile.pem"
# The trunk shows the same certificate, and believes the authorities of its own: those of this host.
# -f: what was copied the last time may be ours to read only, as a key should be.
mkdir -p "$TLS_DIR/trunk"
cp -f "$TLS_DIR/agent.pem" "$TLS_DIR/trunk/agent.pem"
if [ -s "$TRUNK_CA_FILE" ]; then cp -f "$TRUNK_CA_FILE" "$TLS_DIR/trunk/cafile.pem"; else
    printf '%s\n' "TRUNK_CA_FILE is $TRUNK_CA_FILE, where nothing is: no carrier is believed over TLS"
    cp -f "$TLS_DIR/agent.pem" "$TLS_DIR/trunk/cafile.pem"
fi

# Not -nc: the log goes to standard output, too. Further options of FreeSWITCH may follow start.sh, such as -np.
exec "$FREESWITCH" -nonat -nf "$@" \
    -conf "$CONF_DIR" -log "$LOG_DIR" -run "$RUN_DIR" -db "$RUN_DIR/db" -temp "$RUN_DIR/temp" -cache "$RUN_DIR/cache" \
    -scripts "$SCRIPTS_DIR" -sounds "$SOUNDS_DIR" -recordings "$RECORDINGS_DIR" -certs "$TLS_DIR" -storage "$STATE_DIR/storage"
