"""What a token may see of what happens: the one place that leaves something out."""

from collections.abc import Collection

import msgspec

from functions.shared.feed.events import Event

# In the place of an event that a token may not see, so that no seq is missing.
HIDDEN = "hidden"
# The types that need one of these abilities beyond `view`; `admin` includes all of them.
NEEDS: dict[str, frozenset[str]] = {
    "command.finished": frozenset({"control", "record", "stream", "call", "host", "admin"}),
    "waiting.joined": frozenset({"control", "host", "admin"}),
    "waiting.admitted": frozenset({"control", "host", "admin"}),
    "waiting.left": frozenset({"control", "host", "admin"}),
}


def seen_by(event: Event, can: Collection[str]) -> Event:
    """The event as a token with these abilities is told it."""
    needed = NEEDS.get(event.type)
    if needed is None or needed & set(can):
        return event
    return msgspec.structs.replace(event, type=HIDDEN, id=f"hidden-{event.seq}", data={})
