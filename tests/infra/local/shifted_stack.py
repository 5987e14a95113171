"""`make run` with a relay whose machine's clock is wrong; the arguments are those of the relay's runner."""

import sys

from infra.local_stack import main

if __name__ == "__main__":
    sys.exit(main(("tests.freeswitch.relay.runner", *sys.argv[1:])))
