"""Another layout takes nobody off air."""

import pytest
from msgspec.structs import replace

from functions.shared.command_life.on_air import changes_layout, keeping_on_air
from functions.shared.commands import Command, PlainCommand, Scene
from functions.shared.commands.composites import ForEach
from functions.shared.commands.conference import Lock
from functions.shared.commands.muting import Mute
from functions.shared.commands.picture import SetLayout, SetLayoutGroup
from functions.shared.commands.seats import ClearSlots, SetSlot
from functions.shared.layout_sets.rendering import LIBRARY, LIBRARY_GROUPS
from functions.shared.layouts import Layout
from functions.shared.layouts.canvas_map import canvas_of, layout_of
from functions.shared.layouts.pixels import Size
from functions.shared.state import ConferenceState, MemberState

ADA, GRACE, HEDY = (
    MemberState(uuid=name, number=number, name=name, slot=f"slot-{number}")
    for number, name in enumerate(("ada", "grace", "hedy"), 1)
)
SEATED = ConferenceState(name="show", uuid="m1", node="fs1", layout="2x2-seats", members=(ADA, GRACE, HEDY))
UNSEATED = replace(SEATED, layout="2x2", members=tuple(replace(one, slot=None) for one in SEATED.members))


def shown(state: ConferenceState) -> Layout | None:
    return layout_of(state, "2x2", LIBRARY, LIBRARY_GROUPS)[0]


def kept(command: Command, state: ConferenceState) -> list[object]:
    return list(keeping_on_air(command, state, shown).plain())


def free(*members: MemberState) -> list[SetSlot]:
    return [SetSlot(member=one.uuid, slot=None) for one in members]


@pytest.mark.parametrize(
    "command", [SetLayout(layout="3x3"), SetLayoutGroup(group="grid")], ids=["a layout", "a group"]
)
def test_places_that_the_new_layout_lacks_are_given_up_in_the_same_scene(command: Command) -> None:
    assert kept(command, SEATED) == [command, *free(ADA, GRACE, HEDY)]
    assert isinstance(keeping_on_air(command, SEATED, shown), Scene)


@pytest.mark.parametrize("layout", ["2x2", "3x3", "2x2-seats", "3x3-seats", "grid-4-seats", "presenter-4"])
@pytest.mark.parametrize("before", [SEATED, UNSEATED], ids=["from seats", "from none"])
def test_whoever_was_seen_is_seen(before: ConferenceState, layout: str) -> None:
    after = replace(before, layout=layout)
    for step in kept(SetLayout(layout=layout), before):
        if isinstance(step, SetSlot):
            after = replace(
                after, members=tuple(replace(m, slot=step.slot) if m.uuid == step.member else m for m in after.members)
            )

    assert canvas_of(after, shown(after), None, Size(1280, 720), stale=False).not_shown == ()


def test_places_that_the_new_layout_has_too_are_kept() -> None:
    assert kept(SetLayout(layout="3x3-seats"), SEATED) == [SetLayout(layout="3x3-seats")]


def test_who_has_a_place_that_is_missing_gets_the_next_free_one() -> None:
    far = replace(SEATED, layout="3x3-seats", members=(ADA, GRACE, replace(HEDY, slot="slot-9")))

    assert kept(SetLayout(layout="2x2-seats"), far)[1:] == [SetSlot(member="hedy", slot="slot-3")]


def test_with_fewer_places_than_people_the_last_who_came_go_and_hold_nothing() -> None:
    assert kept(SetLayout(layout="side-by-side-seats"), SEATED)[1:] == free(HEDY)


def test_who_was_taken_out_of_the_picture_stays_out() -> None:
    out = replace(SEATED, members=(ADA, replace(GRACE, slot=None), HEDY))

    assert kept(SetLayout(layout="3x3-seats"), out) == [SetLayout(layout="3x3-seats")]


def test_whom_the_scene_itself_seats_or_unseats_is_where_it_says() -> None:
    steps = (SetLayout(layout="2x2-seats"), SetSlot(member="grace", slot="slot-1"), SetSlot(member="hedy", slot=None))

    assert kept(Scene(steps=steps), UNSEATED) == [*steps, SetSlot(member="ada", slot="slot-2")]


def test_places_that_the_scene_clears_are_given_anew() -> None:
    steps = (ClearSlots(), SetLayout(layout="2x2-seats"))

    assert kept(Scene(steps=steps), SEATED)[2:] == [
        SetSlot(member=one.uuid, slot=one.slot) for one in (ADA, GRACE, HEDY)
    ]


def test_a_place_that_the_stage_gives_somebody_is_theirs_and_given_up_where_the_layout_lacks_it() -> None:
    stage = [SetSlot(member="ada", slot="slot-2")]

    def steps(layout: str) -> list[PlainCommand]:
        return list(keeping_on_air(SetLayout(layout=layout), UNSEATED, shown, stage).plain())[1:]

    assert steps("2x2-seats") == [SetSlot(member="grace", slot="slot-1"), SetSlot(member="hedy", slot="slot-3")]
    assert steps("3x3") == free(ADA)


@pytest.mark.parametrize("away", [{"video_muted": True}, {"on_hold": True}, {"video": False}])
def test_who_is_in_no_picture_is_left_alone(away: dict[str, bool]) -> None:
    state = replace(SEATED, members=(replace(ADA, **away),))

    assert kept(SetLayout(layout="3x3"), state) == [SetLayout(layout="3x3")]


def test_a_layout_that_nobody_knows_is_sent_as_it_is() -> None:
    assert kept(SetLayout(layout="nowhere"), SEATED) == [SetLayout(layout="nowhere")]


@pytest.mark.parametrize(
    ("command", "changes"),
    [
        (SetLayout(layout="2x2"), True),
        (Scene(steps=(Lock(locked=True), SetLayoutGroup(group="grid"))), True),
        (Lock(locked=True), False),
        (ForEach(steps=(Mute(member="ada", muted=True),)), False),
    ],
)
def test_only_what_chooses_a_layout_is_looked_at(command: Command, *, changes: bool) -> None:
    assert changes_layout(command) == changes
