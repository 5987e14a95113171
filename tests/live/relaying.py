"""A node's row, as a relay leaves it: `python -m tests.live.relaying fs2`, with the environment of a stack."""

import sys
import time

from functions.shared.tables.leases import take_lease

# Longer than any test.
SECONDS = 3600.0


def main() -> None:
    # Ahead by as much: a row that nobody writes again is a lost node's after 20 s.
    now = time.time() + SECONDS
    take_lease(sys.argv[1], owner="a test", now=now, seconds=SECONDS, queue_url="none", switch_up=True)


if __name__ == "__main__":
    main()
