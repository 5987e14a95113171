#!/bin/sh
# Makes the passwords that the parts of one host share, once: one file each in the folder given, for their owner only.
set -eu
umask 077
for name in esl-password xml-curl-password; do
    [ -s "$1/$name" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$1/$name"
done
