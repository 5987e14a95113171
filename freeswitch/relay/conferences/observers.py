"""Who only watches: in nothing that is said of members, told apart, and never left alone in a conference."""

from freeswitch.relay.conferences.events.member_events import Weight
from freeswitch.relay.conferences.listing import Listed
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.switch.event_values import Event, event_time, rfc3339
from freeswitch.relay.switch.link import Link
from freeswitch.relay.telemetry.logs import logger
from functions.shared.commands.leaving import turned_away
from functions.shared.grammars.names import one_line
from functions.shared.rooms.observing import MOST_OBSERVERS, is_observers
from functions.shared.state import Observer


def is_ghost(event: Event) -> bool:
    """Whether an event is about somebody who is no member: FreeSWITCH counts them nowhere, and nor do we."""
    return event.get("Member-Ghost") == "true"


def watched(room: Room, call: str, event: Event) -> Weight:
    """Follow who begins or ceases to watch; it is written with what may wait, and moves no revision."""
    if event.get("Action") == "del-member":
        room.numbers_shown.pop(call, None)
        return "soft" if room.observers.pop(call, None) is not None else "none"
    if event.get("Action") != "add-member" or not is_observers(event.get("Caller-Caller-ID-Number", "")):
        return "none"
    name = one_line(event.get("Caller-Caller-ID-Name", ""))
    room.observers[call] = Observer(uuid=call, name=name or None, since=event_time(event))
    room.numbers_shown[call] = event["Caller-Caller-ID-Number"]
    return "soft"


def is_observer(ghost: Listed) -> bool:
    """Whether a ghost that is listed came to watch, and not for reasons that somebody has provisioned."""
    return is_observers(ghost.caller_id_number)


def listed_observer(ghost: Listed, before: Observer | None, now: float) -> Observer:
    """Who watches, as a snapshot shows it.

    Args:
        before: what was known of this call.
        now: seconds since 1970.
    """
    since = before.since if before else None
    return Observer(
        uuid=ghost.uuid, name=one_line(ghost.caller_id_name) or None, since=since or rfc3339(now - ghost.join_time)
    )


def superfluous(room: Room) -> list[str]:
    """Calls of observers that must end: all where nobody is left to be watched, the second by the same user, too many.

    FreeSWITCH keeps a conference alive for ghosts (conference_member.c:1337). What lets somebody watch is for one call.
    """
    if not room.members:
        return [] if room.observers_go_along else list(room.observers)
    first: dict[str, str] = {}
    for call in sorted(room.observers, key=lambda one: (room.observers[one].since or "", one)):
        first.setdefault(room.numbers_shown.get(call, call), call)
    # In the order in which they came: who watches already stays.
    stay = list(first.values())[:MOST_OBSERVERS]
    return [call for call in room.observers if call not in stay]


class Observers:
    """Looks at who watches a conference whenever somebody has come or gone, or a snapshot was taken."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def look(self, room: Room) -> None:
        """End the calls that must end; nothing here waits."""
        for call in superfluous(room):
            spawn("an observer", self._end, room, call)

    def _end(self, room: Room, call: str) -> None:
        try:
            self._link.commands.api(turned_away(call).text)
        except (EslError, ValueError) as problem:
            # The next pair's snapshot shows them again.
            told = {"problem": str(problem), "conference": room.name, "call": call}
            logger.warning("who only watches could not be hung up", extra=told)
        else:
            logger.info("who only watches was hung up", extra={"conference": room.name, "call": call})
