"""A stage that says nothing of places takes nobody off air, though its layout lacks the places that people hold."""

import pytest
from msgspec.structs import replace

from functions.shared.command_life.adopting import adopted
from functions.shared.command_life.applying_stage import (
    NOTHING,
    ApplyStage,
    asked_with,
    decode_asked,
    encode_asked,
)
from functions.shared.command_life.outcomes import Step
from functions.shared.command_life.reconciling import reconcile
from functions.shared.commands import InvalidCommand
from functions.shared.commands.seats import SetSlot
from functions.shared.layout_sets.rendering import LIBRARY, LIBRARY_GROUPS
from functions.shared.layouts import Layout
from functions.shared.layouts.canvas_map import canvas_of, layout_of
from functions.shared.layouts.pixels import Size
from functions.shared.stage.wish import Place, Stage, Who
from functions.shared.state import ConferenceState, MemberState

ADA, GRACE, HEDY = (
    MemberState(uuid=name, number=number, name=name, slot=f"slot-{number}")
    for number, name in enumerate(("ada", "grace", "hedy"), 1)
)
SEATED = ConferenceState(name="show", uuid="m1", node="fs1", layout="2x2-seats", members=(ADA, GRACE, HEDY))


def shown(state: ConferenceState) -> Layout | None:
    return layout_of(state, "2x2", LIBRARY, LIBRARY_GROUPS)[0]


def members(state: ConferenceState) -> dict[str, MemberState]:
    return {member.uuid: member for member in state.members}


def carried_out(stage: Stage, state: ConferenceState) -> ConferenceState:
    """What the relay does: the layout, then the seats."""
    asked = asked_with(stage, state, shown)
    state = replace(state, layout=stage.layout, layout_group=stage.layout_group)
    moved = {step.member: step.slot for step in asked.due(stage, members(state), ())}
    return replace(state, members=tuple(replace(m, slot=moved.get(m.uuid, m.slot)) for m in state.members))


@pytest.mark.parametrize(
    "stage",
    [
        Stage(layout=name)
        for name in ("2x2", "3x3", "3x3-seats", "grid-4-seats", "presenter-4", "presenter-dual-vertical")
    ]
    + [Stage(layout_group=name) for name in ("grid", "grid-seats")],
    ids=lambda stage: stage.layout or f"group {stage.layout_group}",
)
@pytest.mark.parametrize("before", ["2x2-seats", "2x2", "presenter-4"])
def test_whoever_was_seen_is_seen_as_far_as_there_are_places(stage: Stage, before: str) -> None:
    held = SEATED.members if before.endswith("seats") else tuple(replace(m, slot=None) for m in SEATED.members)
    after = carried_out(stage, replace(SEATED, layout=before, members=held))
    layout = shown(after)
    assert layout is not None

    out = canvas_of(after, layout, stage.layout_group, Size(1280, 720), stale=False).not_shown
    places = len([image for image in layout.images if not (image.floor_only or image.file_only)])
    assert len(out) == max(0, 3 - places)


def test_places_that_the_layout_has_too_are_left_alone() -> None:
    assert asked_with(Stage(layout="3x3-seats"), SEATED, shown) == NOTHING


def test_who_was_taken_out_of_the_picture_stays_out() -> None:
    out = replace(SEATED, members=(ADA, replace(GRACE, slot=None), replace(HEDY, slot="slot-4")))
    asked = asked_with(Stage(layout="grid-3-seats"), out, shown)

    assert asked.seats == (SetSlot(member="hedy", slot="slot-2"),)


@pytest.mark.parametrize(
    "stage",
    [
        Stage(layout="2x2", places=(Place(slot="slot-1", who=(Who(call="ada"),)),)),
        Stage(layout="2x2-seats"),
        Stage(),
    ],
    ids=["it says who sits where", "the layout is shown already", "it says nothing of the layout"],
)
def test_nothing_is_asked_where_nothing_is_lost(stage: Stage) -> None:
    assert asked_with(stage, SEATED, shown) == NOTHING
    assert encode_asked(NOTHING) == '{"kind":"apply_stage"}'


ASKED = ApplyStage(layout="2x2", seats=(SetSlot(member="ada", slot=None), SetSlot(member="grace", slot=None)))


def test_what_is_asked_is_read_as_it_was_written_and_anything_else_is_refused() -> None:
    assert decode_asked(encode_asked(ASKED)) == ASKED
    for body in ("", '{"kind":"mute"}', '{"kind":"apply_stage","seats":[{"kind":"kick","member":"ada"}]}'):
        with pytest.raises(InvalidCommand):
            decode_asked(body)


def test_who_has_left_or_has_moved_there_already_needs_nothing() -> None:
    there = {"grace": GRACE, "hedy": HEDY}
    assert ASKED.due(Stage(layout="2x2"), there, ()) == [SetSlot(member="grace", slot=None)]
    assert ASKED.due(Stage(layout="2x2"), {"grace": replace(GRACE, slot=None)}, ()) == []


@pytest.mark.parametrize(
    ("stage", "done"),
    [
        (None, ()),
        (Stage(layout="3x3"), ()),
        (Stage(layout_group="grid"), ()),
        (Stage(layout="2x2", places=(Place(slot="slot-1", who=(Who(call="ada"),)),)), ()),
        (Stage(layout="2x2"), (Step(kind="set_layout", state="failed", reason="refused"),)),
    ],
    ids=["no stage any more", "another layout", "a group", "somebody says who sits where", "the layout did not come"],
)
def test_what_was_asked_with_another_picture_is_not_done(stage: Stage | None, done: tuple[Step, ...]) -> None:
    assert ASKED.due(stage, members(SEATED), done) == []


def test_somebody_who_is_moved_by_hand_takes_nobody_else_off_air() -> None:
    step = SetSlot(member="hedy", slot="slot-4")
    stage = adopted(Stage(layout="2x2-seats"), step, SEATED)
    moved = replace(SEATED, members=(ADA, GRACE, replace(HEDY, slot="slot-4")))

    assert reconcile(stage, moved).commands == ()


def test_where_a_stage_says_who_sits_where_a_change_by_hand_is_the_wish() -> None:
    stage = Stage(layout="2x2-seats", places=(Place(slot="slot-1", who=(Who(call="ada"),)),))

    assert adopted(stage, SetSlot(member="hedy", slot="slot-4"), SEATED).places == (
        Place(slot="slot-4", who=(Who(call="hedy"),)),
        Place(slot="slot-1", who=(Who(call="ada"),)),
    )
