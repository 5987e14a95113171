"""Gives memory back that nobody uses and that would stay for long all the same.

A film's container and its streams refer to each other: some 6 MB outside of Python, so nothing urges Python to look for
them. And each thread that painted a canvas leaves 5 MB in an arena of its own.
"""

import ctypes
import gc
import sys


def give_back() -> None:
    """Collect what is over; glibc is asked for the rest, other systems keep what they keep."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
