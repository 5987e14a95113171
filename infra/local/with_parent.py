"""Becomes another program that gets TERM when its parent ends, however that ends."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, program, *arguments = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        # It may have ended before we asked.
        if os.getppid() != int(parent):
            sys.exit(1)
    os.execv(program, [program, *arguments])  # noqa: S606  # the arguments are the local stack's own


if __name__ == "__main__":
    main()
