"""Who gets which place: newcomers with a camera, in the order of their coming, places that are nobody's."""

from collections.abc import Mapping

import pytest

from functions.shared.command_life.newcomers import next_places, seats_for
from functions.shared.layout_sets.rendering import LIBRARY, LIBRARY_GROUPS
from functions.shared.layouts import Group, Image, Layout
from functions.shared.stage.wish import Newcomers, Place, Seats, Stage, StoredStage, Who
from functions.shared.state import ConferenceState, MemberState

FOUR = ("slot-1", "slot-2", "slot-3", "slot-4")
NOBODY: Mapping[str, str] = {}


def member(number: int, **more: object) -> MemberState:
    return MemberState(uuid=f"call-{number}", number=number, **more)  # type: ignore[arg-type]  # any field of a member


def state(*members: MemberState, **more: object) -> ConferenceState:
    shown: dict[str, object] = {"layout": "2x2-seats", **more}
    return ConferenceState(name="c", uuid="u", node="n", members=members, **shown)  # type: ignore[arg-type]  # any of it


def stored(stage: Stage | None = None, newcomers: Newcomers = "next_place") -> StoredStage:
    stage = stage or Stage(layout="2x2-seats")
    seats = seats_for(stage, LIBRARY, LIBRARY_GROUPS)
    return StoredStage(stage=stage, domain="example.com", newcomers=newcomers, seats=seats)


def given(wish: StoredStage, now: ConferenceState, under_way: Mapping[str, str] = NOBODY) -> dict[str, str | None]:
    return {step.member: step.slot for step in next_places(wish, now, under_way)}


def test_whoever_comes_gets_the_next_free_place_the_first_first() -> None:
    now = state(member(4), member(2), member(1, slot="slot-1"), member(3, slot="slot-3"))

    assert given(stored(), now) == {"call-2": "slot-2", "call-4": "slot-4"}


def test_without_a_free_place_nobody_is_seated() -> None:
    seated = [member(number, slot=f"slot-{number}") for number in range(1, 5)]

    assert given(stored(), state(*seated, member(5))) == {}


@pytest.mark.parametrize(
    "who",
    [
        member(1, settled="wish"),
        member(1, settled="next_place"),
        member(1, video=False),
        member(1, video_muted=True),
        member(1, on_hold=True),
    ],
    ids=["decided", "given before", "no camera", "camera off", "on hold"],
)
def test_who_was_thought_of_or_would_not_be_seen_is_left_alone(who: MemberState) -> None:
    assert given(stored(), state(who, member(2))) == {"call-2": "slot-1"}


def test_a_place_that_is_under_way_is_somebodys() -> None:
    assert given(stored(), state(member(1), member(2)), {"call-1": "slot-1"}) == {"call-2": "slot-2"}


def test_places_that_a_rule_of_the_room_fills_are_left_to_it() -> None:
    steps = next_places(stored(), state(member(1)), NOBODY, {"slot-1", ""})

    assert [step.slot for step in steps] == ["slot-2"]


def test_whom_the_stage_names_has_their_place_kept_and_is_seated_by_it() -> None:
    wish = stored(Stage(layout="2x2-seats", places=(Place(slot="slot-1", who=(Who(user="1000"),)),)))

    assert given(wish, state(member(1, user="1001"))) == {"call-1": "slot-2"}
    assert given(wish, state(member(1, user="1000"))) == {}


def test_nobody_is_seated_where_it_is_switched_off() -> None:
    assert given(stored(newcomers="leave"), state(member(1))) == {}


@pytest.mark.parametrize("layout", ["2x2", "3x3-seats", None], ids=["without places", "another one", "nobody knows"])
def test_nobody_is_seated_where_the_stages_layout_is_not_shown(layout: str | None) -> None:
    assert given(stored(), state(member(1), layout=layout)) == {}


@pytest.mark.parametrize("name", ["2x2", "mixed"])
def test_a_layout_that_shows_others_too_has_no_places_for_newcomers(name: str) -> None:
    places = ((0, "slot-1"), (180, ""))
    images = tuple(Image(x=x, y=0, scale=180, hscale=180, reservation_id=slot) for x, slot in places)
    layouts = {**LIBRARY, "mixed": Layout(name="mixed", images=images)}
    stage = Stage(layout=name)
    wish = StoredStage(stage=stage, domain="example.com", seats=seats_for(stage, layouts, {}))

    assert [one.slots for one in wish.seats] == [()]
    assert given(wish, state(member(1), layout=name)) == {}


def test_the_places_of_a_layout_are_kept_in_the_order_in_which_they_are_filled() -> None:
    assert seats_for(Stage(layout="2x2-seats"), LIBRARY, {}) == (Seats(layout="2x2-seats", people=4, slots=FOUR),)
    assert seats_for(Stage(layout="gone"), LIBRARY, {}) == ()
    assert seats_for(Stage(), LIBRARY, LIBRARY_GROUPS) == ()


def test_of_a_group_the_layout_counts_that_holds_everybody() -> None:
    groups = {"mine": Group(name="mine", layouts=("1x1-seats", "2x2-seats"))}
    stage = Stage(layout_group="mine")
    wish = StoredStage(stage=stage, domain="example.com", seats=seats_for(stage, LIBRARY, groups))

    def shown(*members: MemberState) -> dict[str, str | None]:
        return given(wish, state(*members, layout=None, layout_group="mine"))

    assert shown(member(1)) == {"call-1": "slot-1"}
    assert shown(member(1, slot="slot-1", settled="wish"), member(2)) == {"call-2": "slot-2"}
    # Another group, or a layout of it that somebody has chosen.
    assert given(wish, state(member(1), layout="2x2-seats")) == {}
