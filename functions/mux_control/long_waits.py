"""How many requests of one token's holder may wait for long at the same time.

Counted in the process, like the rate limits and for the same reason. What waits no longer than a second is not counted:
most commands have ended by then.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from functions.shared.observations import count

# A page waits for a command or two; so many more are somebody who holds connections.
AT_ONCE = 8
SHORT_SECONDS = 1.0

Holder = tuple[str, str]

_waiting: Counter[Holder] = Counter()


@contextmanager
def long_wait(holder: Holder) -> Iterator[bool]:
    """Say whether one more may wait; a preference that cannot be granted in full is granted in part."""
    if _waiting[holder] >= AT_ONCE:
        count("WaitCutShort")
        yield False
        return
    _waiting[holder] += 1
    try:
        yield True
    finally:
        _waiting[holder] -= 1
        if not _waiting[holder]:
            del _waiting[holder]
