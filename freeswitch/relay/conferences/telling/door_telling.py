"""Tells a conference who waits for it: what is told in the waiting conference, before that one's rows say so."""

from collections.abc import Callable, Sequence
from typing import Final

from freeswitch.relay.conferences.telling.teller import Teller
from functions.shared.feed.door_events import Decided, told_at_the_door
from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_since
from functions.shared.rooms.waiting import awaited, is_waiting_room

# An earlier relay may have told the last of them and died: so many events of the conference are looked through.
LOOKED_BACK: Final = 1000
MOST_DECIDED: Final = 5000


# Appends events of one conference of this domain, once; after the seq none of them can be told.
Tell = Callable[[Sequence[Event], str | None, int], None]


class DoorTeller:
    """Up to which event of each waiting conference the other one was told."""

    def __init__(self, teller: Teller, tell: Tell, last_seq: Callable[[str], int]) -> None:
        self._teller = teller
        self._tell = tell
        self._last_seq = last_seq
        self._told: dict[str, int] = {}
        # A seq of the other conference from before the attempt that is not known to have worked.
        self._after: dict[str, int] = {}
        self._decided: dict[str, Decided] = {}

    def decide(self, call: str, decided: Decided) -> None:
        """Note who lets somebody in or refuses them, before it is done; of so many the last ones are known."""
        self._decided.pop(call, None)
        self._decided[call] = decided
        if len(self._decided) > MOST_DECIDED:
            del self._decided[next(iter(self._decided))]

    def tell(self, name: str, meeting: str, *, domain: str | None, written: int | None, newest: int) -> None:
        """Tell what is new; of any other conference nothing is told.

        Args:
            meeting: the uuid of the waiting conference.
            written: up to which seq its rows were folded when this relay found them.
            newest: up to which seq it is told by now.

        Raises:
            TablesUnavailable: a part may be told; to call again is right.
        """
        if not is_waiting_room(name):
            return
        known = self._told.get(name)
        since = (written or 0) if known is None else known
        if newest > since and (events := self._events(name, meeting, since, newest)):
            there = awaited(name)
            if name not in self._after:
                last = self._last_seq(there)
                self._after[name] = max(0, last - LOOKED_BACK) if known is None else last
            self._tell(events, domain, self._after[name])
            del self._after[name]
        self._told[name] = newest

    def forget(self, name: str) -> None:
        """Another relay may have told more, or the waiting conference is over."""
        self._told.pop(name, None)
        self._after.pop(name, None)

    def _events(self, name: str, meeting: str, since: int, newest: int) -> list[Event]:
        state = self._teller.told_of(awaited(name))
        new = [one for one in events_since(name, since) if one.seq <= newest]
        # Of a name that nobody has written of, the feed may have meetings that were over long ago.
        told = (told_at_the_door(one, state, self._decided.get) for one in new if since or one.meeting == meeting)
        return [one for one in told if one is not None]
