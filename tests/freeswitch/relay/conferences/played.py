"""Events that are played, and what became of the rooms."""

from freeswitch.relay.conferences.conference_events import ConferenceEvents
from freeswitch.relay.conferences.events.effects import Effect
from freeswitch.relay.conferences.rooms import Room, Rooms
from tests.freeswitch.relay.events import maintenance, of_member

BEGIN = maintenance("conference-create", size=0), of_member("add-member", 1, size=1), of_member("add-member", 2, size=2)


def played(*events: dict[str, str]) -> tuple[ConferenceEvents, list[Effect]]:
    conferences = ConferenceEvents(Rooms())
    return conferences, [conferences.apply(event) for event in events]


def room_after(*events: dict[str, str]) -> Room:
    conferences, _ = played(*events)
    room = conferences.rooms.named("internal")
    assert room is not None
    return room
