"""What a token may see of what happens: the one place that leaves something out."""

from collections.abc import Collection

import msgspec

from functions.shared.feed.events import Event
from functions.shared.rights import ANY, EVENTS, may

# In the place of an event that a token may not see, so that no seq is missing.
HIDDEN = "hidden"


def seen_by(event: Event, can: Collection[str]) -> Event:
    """The event as a token with these abilities is told it."""
    if may(can, EVENTS.get(event.type, ANY)):
        return event
    return msgspec.structs.replace(event, type=HIDDEN, id=f"hidden-{event.seq}", data={})
