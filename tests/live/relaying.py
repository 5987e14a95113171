"""A node's row, as a relay leaves it: `python -m tests.live.relaying fs2`, with the environment of a stack.

With a number behind it the relay was last there so many seconds ago; without one the row lasts longer than any test.
"""

import sys
import time

from functions.shared.tables.leases import take_lease

# Longer than any test.
SECONDS = 3600.0


def main() -> None:
    # Ahead by as much: a row that nobody writes again is a lost node's after 20 s.
    now = time.time() + (-float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS)
    take_lease(sys.argv[1], owner="a test", now=now, seconds=SECONDS, queue_url="none", switch_up=True)


if __name__ == "__main__":
    main()
