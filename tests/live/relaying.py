"""A node's row, as a relay leaves it: `python -m tests.live.relaying fs2`, with the environment of a stack.

With a number behind it the relay was last there so many seconds ago; without one the row lasts longer than any test.
With users after it, such as 1001@example.com, also that these are registered there.
"""

import sys
import time

from functions.shared.tables.fleet.leases import take_lease
from functions.shared.tables.fleet.registrations import say_registered

# Longer than any test.
SECONDS = 3600.0


def main() -> None:
    ago = [float(word) for word in sys.argv[2:] if "@" not in word]
    # Ahead by as much: a row that nobody writes again is a lost node's after 20 s.
    now = time.time() + (-ago[0] if ago else SECONDS)
    take_lease(sys.argv[1], owner="a test", now=now, seconds=SECONDS, queue_url="none", switch_up=True)
    for address in sys.argv[2:]:
        if "@" in address:
            say_registered(address, sys.argv[1], now=time.time())


if __name__ == "__main__":
    main()
