#!/bin/sh
# For each variable NAME_FILE: puts the file's content into NAME, unless NAME is set already; then becomes the program.
set -eu
for name in ESL_PASSWORD XML_CURL_PASSWORD STREAM_KEY_SECRET TURN_SECRET; do
    eval "value=\${$name-} file=\${${name}_FILE-}"
    if [ -z "$value" ] && [ -n "$file" ]; then
        [ -s "$file" ] || { printf '%s\n' "${name}_FILE is $file, where nothing is" >&2; exit 64; }
        [ -r "$file" ] || { printf '%s\n' "${name}_FILE is $file, which user $(id -u) may not read" >&2; exit 64; }
        export "$name=$(cat "$file")"
    fi
done
exec "$@"
