"""What is known of a conference, event by event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from freeswitch_functions_client.feed.state import State, apply
from freeswitch_functions_client.schemas import ConferenceView, Event, Watcher


@dataclass(frozen=True)
class Watched:
    """A conference as it is now, and what has just made it so.

    Attributes:
        conference: None while there is none of this name.
        events: what has just happened, in order, of unknown types too; none where all of it was taken anew.
        anew: it begins here: what happened before is in it and was not told one by one.
        watching: who follows it in a page; known over a WebSocket only.
    """

    conference: ConferenceView | None
    events: tuple[Event, ...]
    anew: bool
    watching: tuple[Watcher, ...] = ()


class Folded:
    """A state and what it is to programs; an event that would make it unreadable leaves it as it is."""

    def __init__(self, state: State | None = None) -> None:
        self.state = state
        self.conference = _readable(state)

    def take(self, events: Iterable[Event]) -> None:
        for event in events:
            after = apply(self.state, event)
            if after is not None and "node_state" not in after:
                # Whoever tells that it begins follows it.
                after = {**after, "node_state": "up", "as_of": event.at, "seq": event.seq}
            if after is not self.state:
                try:
                    self.conference = _readable(after)
                except msgspec.ValidationError:
                    continue
                self.state = after

    def look(self, node: Mapping[str, object]) -> None:
        """How its node is, which no event tells of a node that is gone."""
        if self.state is not None:
            self.state = {**self.state, **node}
            self.conference = _readable(self.state)


def _readable(state: State | None) -> ConferenceView | None:
    return None if state is None else msgspec.convert(state, ConferenceView)
