"""Observers: who watches a room's picture and is nobody in it, and how a switch and its relay know one again.

On the switch an observer is a `ghost` (in no layout, no count, no recording) that is muted and sends no picture. Events
say who is a ghost, `json_list` does not; and somebody may provision ghosts for reasons of their own. So an observer's
call shows a number that is made here, and both together make an observer.
"""

from typing import Final

# Of the member, at the join.
FLAGS: Final = ("ghost", "mute", "vmute")
# Keys that do nothing: the usual ones would take the mute away.
NO_KEYS: Final = "none"
# What the number that an observer's call shows begins with; the rest says which call it is.
_NUMBER: Final = "observer-"
_LENGTH: Final = 16
# Within so many seconds the call must come; then nobody comes by it any more.
TO_COME: Final = 60
# The longest that one call watches: the page makes the next one.
LONGEST: Final = 2 * 3600
# Of one conference: each costs FreeSWITCH a picture of its own, and who is in it reads all their names.
MOST_OBSERVERS: Final = 20


def number_of(user: str) -> str:
    """The number that an observer's call shows: another for each user."""
    return _NUMBER + user[-_LENGTH:]


def is_observers(number: str) -> bool:
    """Whether a ghost that shows this number is an observer."""
    return number.startswith(_NUMBER)
