"""What the stand-in did, numbered and in order, so that somebody else's story can be held against it.

Bounded: who wants all of it reads it as it goes (``since``), and is told when entries went before they were read.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator

import msgspec

KEPT = 4000
TEXT, REPLY = 500, 200


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that happened.

    ``command`` (carried out: ``text``, the beginning of its ``reply``, the ``connection`` it came on), ``join`` and
    ``leave`` (``call``, ``member``), ``open`` and ``end`` of a conference, ``begin`` of the switch (``text`` its uuid),
    ``login`` and ``lost`` of an event socket connection. ``at`` is in seconds since 1970.
    """

    number: int
    at: float
    what: str
    connection: int = 0
    text: str = ""
    reply: str = ""
    conference: str = ""
    meeting: str = ""
    call: str = ""
    member: int = 0


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Entries after the one that was asked from; ``lost`` of them had gone already."""

    entries: tuple[Entry, ...]
    lost: int = 0


class Diary:
    """The latest entries; written under the switch's lock, read from anywhere."""

    def __init__(self, kept: int = KEPT) -> None:
        self._entries: deque[Entry] = deque(maxlen=kept)
        self._number = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        with self._lock:
            return iter(tuple(self._entries))

    def note(
        self,
        what: str,
        *,
        connection: int = 0,
        text: str = "",
        reply: str = "",
        conference: str = "",
        meeting: str = "",
        call: str = "",
        member: int = 0,
    ) -> None:
        """Write one entry."""
        with self._lock:
            self._number += 1
            self._entries.append(
                Entry(
                    number=self._number,
                    at=time.time(),
                    what=what,
                    connection=connection,
                    text=text[:TEXT],
                    reply=reply[:REPLY],
                    conference=conference,
                    meeting=meeting,
                    call=call,
                    member=member,
                )
            )

    def since(self, number: int, most: int = 500) -> Page:
        """What came after this number, the oldest first."""
        with self._lock:
            later = [entry for entry in self._entries if entry.number > number][:most]
            first = later[0].number if later else self._number + 1
        return Page(entries=tuple(later), lost=first - number - 1)
