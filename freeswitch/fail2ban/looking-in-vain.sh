#!/bin/sh
# fail2ban's ignorecommand: 0 while look-ups fail. FreeSWITCH answers and logs a user whom it could not look up like one
# with a wrong password (docs/freeswitch.md, "Directory"), so nobody is banned then.
# Usage: looking-in-vain.sh LOGFILE
set -eu
# Anchored: what a caller sends stands behind the file and the line, and a line that a caller broke begins with a blank.
error='^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+ [0-9.]+% \[ERR\] mod_xml_curl\.c:[0-9]+ Received HTTP error'
tail -n 300 "$1" | grep -Eq "$error"
