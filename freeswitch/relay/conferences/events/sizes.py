"""FreeSWITCH's count of members beside ours: where they differ for long, something was missed."""

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.switch.event_values import Event, integer

# Conference-Size runs ahead of add-member and behind del-member by milliseconds; longer means that we missed something.
ODD_SIZE_EVENTS = 5
ODD_SIZE_SECONDS = 2.0


class Sizes:
    """Remembers of each meeting for how many events, and since when, the counts have differed."""

    def __init__(self) -> None:
        self._odd: dict[str, tuple[int, float]] = {}

    def gap(self, room: Room, event: Event) -> str | None:
        """What was missed, as an event of the room shows it; None where nothing was, or it is too early to say."""
        size = integer(event.get("Conference-Size"))
        if size is None or size == len(room.members):
            self.forget(room.uuid)
            return None
        at = (integer(event.get("Event-Date-Timestamp")) or 0) / 1e6
        times, since = self._odd.get(room.uuid, (0, at))
        self._odd[room.uuid] = (times + 1, since)
        if times + 1 < ODD_SIZE_EVENTS or at - since < ODD_SIZE_SECONDS:
            return None
        self.forget(room.uuid)
        return f"FreeSWITCH counts {size} members, {len(room.members)} are known"

    def forget(self, meeting: str) -> None:
        """The counts of a meeting are the same, or it is over."""
        self._odd.pop(meeting, None)

    def forget_all(self) -> None:
        """All counts are right: everything was read afresh."""
        self._odd.clear()
