#!/bin/sh
# Firefox, that says where the relay between it and Playwright listens (`relay.ts`) where it says where it listens itself.
"$FIREFOX_PROGRAM" "$@" 2>&1 | sed -u -E "s#(BiDi listening on ws://127\.0\.0\.1):([0-9]+)#\1:$RELAY_PORT/\2#"
