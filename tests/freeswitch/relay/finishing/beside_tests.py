"""Finishing as it is, but not at the lowest priority: tests run side by side and leave nothing over for it."""

import sys

from freeswitch.relay.children.child_life import live
from freeswitch.relay.finishing.__main__ import work

MODULE = "tests.freeswitch.relay.finishing.beside_tests"


if __name__ == "__main__":
    sys.exit(live(sys.argv, work, urgent=True))
