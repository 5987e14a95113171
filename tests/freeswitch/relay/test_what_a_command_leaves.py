"""What the relay reads from the text of our own commands is the end that they wish."""

import pytest

from freeswitch.relay.conferences.conference_events import ConferenceEvents
from freeswitch.relay.conferences.rooms import Rooms
from functions.shared.commands import Meeting, PlainCommand
from functions.shared.commands.conference import SetMaxMembers
from functions.shared.commands.overlays import SetBanner
from functions.shared.state import Banner
from tests.freeswitch.relay.events import api, maintenance, of_member

BEGIN = maintenance("conference-create", size=0), of_member("add-member", 1, size=1), of_member("add-member", 2, size=2)
MEETING = Meeting("internal", {"call-1": 1, "call-2": 2})


@pytest.mark.parametrize(
    "command",
    [
        SetMaxMembers(count=10),
        SetMaxMembers(count=0),
        SetBanner(member="call-2", banner=Banner("Ada Lövelace 👩‍💻")),
        SetBanner(
            member="call-1",
            banner=Banner(
                "100 %, it's",
                font_face="Rubik-Regular.ttf",
                font_scale=5,
                bg="#f5f7fa",
                fg="#514654",
                min_font_size=8,
                max_font_size=14,
            ),
        ),
    ],
    ids=str,
)
def test_what_leaves_no_event_but_its_own_text_is_so_afterwards(command: PlainCommand) -> None:
    conferences = ConferenceEvents(Rooms())
    for event in BEGIN:
        conferences.apply(event)
    room = conferences.rooms.named("internal")
    assert room is not None
    assert command.already(room.state("")) is not True

    for line in command.lines(MEETING):
        conferences.apply(api(line.text.removeprefix("conference ")))

    assert command.already(room.state("")) is True
