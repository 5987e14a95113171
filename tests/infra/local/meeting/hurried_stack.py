"""`make demo` at speed."""

import sys

from infra.local_stack import main

if __name__ == "__main__":
    sys.exit(main(meeting="tests.infra.local.meeting.hurried"))
