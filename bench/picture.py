"""What the picture costs: its configuration against the directory, putting it back and drawing it against JSON."""

from typing import Any

import msgspec

from bench.asked import REGISTER, event, tables_with
from bench.events import CONTEXT
from bench.lookups import quietly
from bench.ratio import Ratio, cpu_seconds
from bench.stub_tables import stubbed
from functions.configuration.app import handler as configuration_handler
from functions.directory.app import handler as directory_handler
from functions.shared.command_life.reconciling import reconcile
from functions.shared.layout_sets.in_rooms import rendered
from functions.shared.layout_sets.rendering import LIBRARY, known
from functions.shared.layouts.canvas_map import captions_of
from functions.shared.layouts.library import LAYOUTS
from functions.shared.layouts.pixels import Size
from functions.shared.layouts.svg import svg
from functions.shared.stage.wish import MemberWish, Place, Stage, Who
from functions.shared.state import Banner, ConferenceState, MemberState
from functions.shared.tables.base import table_name
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import Picture, Room

CALLS = 25
HD = Size(1280, 720)
NAMES = tuple(layout.name for layout in LAYOUTS[:20])


def member(number: int) -> MemberState:
    """A member about whom everything is known."""
    return MemberState(
        uuid=f"3aa09c8c-5197-4d7c-9a53-{number:012d}",
        number=number,
        user=str(1000 + number),
        name=f"Caller Number {number}",
        muted=number % 2 == 0,
        video_muted=False,
        deaf=False,
        on_hold=False,
        talking=number == 3,
        floor=number == 3,
        video_floor=number == 3,
        moderator=number == 1,
        slot=f"slot-{number}",
        banner=Banner(text=f"Caller {number}"),
        volume_in=0,
        volume_out=0,
        joined_at="2026-11-23T09:00:00Z",
    )


def conference(people: int) -> ConferenceState:
    return ConferenceState(
        name="internal",
        uuid="b0a1d4a4-6d1a-4d0d-b4f6-3a64bb7c9d10",
        node="fs1",
        revision=99,
        domain="example.com",
        started_at="2026-11-23T09:00:00Z",
        locked=False,
        layout="grid-25-seats",
        max_members=100,
        member_count=people,
        members=tuple(member(number) for number in range(1, people + 1)),
    )


def round_trip(state: ConferenceState) -> object:
    return msgspec.json.decode(msgspec.json.encode(state), type=ConferenceState)


def configuration_ratios() -> list[Ratio]:
    """Compare both answers for a room with 20 layouts with the directory's."""
    tables = tables_with(10)
    room = Room(
        name="internal", domain="example.com", conference="internal", picture=Picture(layouts=NAMES, canvas="1920x1080")
    )
    tables.put(table_name("rooms"), "internal", "#", encode(room))
    tables.put(table_name("rendered"), "internal", "#layouts", encode(rendered("example.com", NAMES, known(), {})))
    directory = event("/directory", REGISTER)
    common = {name: value for name, value in REGISTER.items() if name.startswith(("Event", "FreeSWITCH", "Core"))}
    asked = {**common, "section": "configuration", "tag_name": "configuration", "key_name": "name"}
    profile = event(
        "/configuration",
        {**asked, "key_value": "conference.conf", "conference_name": "internal", "profile_name": "video"},
    )
    layouts = event("/configuration", {**asked, "key_value": "layouts-internal.conf"})
    with stubbed(tables):
        answers: list[Any] = [
            quietly(lambda: configuration_handler(profile, CONTEXT))(),
            quietly(lambda: configuration_handler(layouts, CONTEXT))(),
        ]
        assert "internal.conf" in answers[0]["body"], answers[0]
        assert answers[1]["body"].count("<layout name=") == len(NAMES), answers[1]
        of_profile, of_layouts, of_directory = cpu_seconds(
            quietly(lambda: configuration_handler(profile, CONTEXT)),
            quietly(lambda: configuration_handler(layouts, CONTEXT)),
            quietly(lambda: directory_handler(directory, CONTEXT)),
            times=CALLS,
        )
    size = len(answers[1]["body"])
    return [
        Ratio("configuration, profile of a room, CPU ÷ directory", of_profile / of_directory, 1.5),
        Ratio("configuration, 20 layouts, CPU ÷ directory", of_layouts / of_directory, 1.5, note=f"{size} bytes"),
    ]


def reconcile_ratio() -> Ratio:
    """Put back 50 members of whom two have changed places and one has unmuted."""
    state = conference(50)
    places = tuple(Place(slot=f"slot-{n}", who=(Who(user=str(1000 + n)),)) for n in range(1, 51))
    wishes = tuple(MemberWish(who=Who(user=one.user), muted=one.muted, banner=one.banner) for one in state.members)
    stage = Stage(layout="grid-25-seats", places=places, members=wishes)
    assert reconcile(stage, state).commands == ()
    members = list(state.members)
    members[0], members[1] = (
        msgspec.structs.replace(members[0], slot="slot-2"),
        msgspec.structs.replace(members[1], slot="slot-1", muted=False),
    )
    moved = msgspec.structs.replace(state, members=tuple(members))
    sent = len(reconcile(stage, moved).commands)
    assert sent == 3, sent
    ours, json = cpu_seconds(lambda: reconcile(stage, moved), lambda: round_trip(moved), times=CALLS)
    return Ratio(
        "putting back 50 members, CPU ÷ a JSON round trip", ours / json, 5, note=f"{sent} commands that differ"
    )


def svg_ratio() -> Ratio:
    state, layout = conference(25), LIBRARY["grid-25-seats"]
    assert svg(layout.images, HD, captions_of(state, layout)).count("Caller") == 25
    ours, json = cpu_seconds(
        lambda: svg(layout.images, HD, captions_of(state, layout)), lambda: round_trip(state), times=CALLS
    )
    return Ratio("SVG of 25 people, CPU ÷ a JSON round trip", ours / json, 5, note=f"{ours * 1e6:.0f} µs")


def measure() -> list[Ratio]:
    return [*configuration_ratios(), reconcile_ratio(), svg_ratio()]
