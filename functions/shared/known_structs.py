"""Makes every struct known to msgspec before threads use it.

msgspec 0.22 notes what a struct's fields are at its first use, and another thread that comes meanwhile finds them half
noted: the process dies (SIGSEGV). So whoever reads with threads of its own calls this first.
"""

from collections.abc import Iterator

import msgspec


def know_structs() -> int:
    """Have msgspec look at every struct that is imported; gives how many can be read."""
    known = 0
    for kind in set(_all_of(msgspec.Struct)):
        try:
            msgspec.json.Decoder(kind)
        except TypeError:
            # One that is only written: nobody reads it, in whatever thread.
            continue
        known += 1
    return known


def _all_of(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for one in kind.__subclasses__():
        yield one
        yield from _all_of(one)
