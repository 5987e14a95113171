"""`python -m freeswitch.relay.redact_log < LOG`: FreeSWITCH's log without stream keys, passwords and PINs."""

import re
import sys
from collections.abc import Iterable, Iterator

from functions.shared.commands import redact

# What FreeSWITCH logs of a request that failed: digests, and names of secrets that its own texts have.
_DIGEST = re.compile(r"\b((?:sip_auth_\w+|nonce|cnonce|response|auth_password|auth_username)=)[^&\s,]+", re.IGNORECASE)
_OPTION = re.compile(r"\b(auth_username|auth_password|pubUser|pubPasswd)([= ])[^\s,}]+")


def lines(log: Iterable[str]) -> Iterator[str]:
    """Each line without its secrets, as it comes: this runs at the end of a pipe that never ends."""
    for line in log:
        body = line.rstrip("\n")
        yield redact(_OPTION.sub(r"\1\2…", _DIGEST.sub(r"\1…", body))) + "\n"


def main() -> int:
    reader = open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115  # not ours to close
    for line in lines(reader):
        sys.stdout.write(line)
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
