"""Gives memory back that nobody uses and that would stay for long all the same.

A film's container and its streams refer to each other: some 6 MB outside of Python, so nothing urges Python to look for
them. And each thread that painted a canvas leaves 5 MB in an arena of its own.
"""

import ctypes
import gc
import sys

# mallopt's name for the number of arenas, and how many are enough where threads take turns.
M_ARENA_MAX, ARENAS = -8, 2


def few_arenas() -> None:
    """Let threads share glibc's arenas: each of up to eight a processor keeps 5 MB once a canvas was painted in it."""
    if sys.platform == "linux":
        set_option = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_option is not None:
            set_option(M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Collect what is over; glibc is asked for the rest, other systems keep what they keep."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
