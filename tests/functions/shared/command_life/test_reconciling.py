"""The difference between a wish and a state, and nothing more than the difference."""

import msgspec
import pytest

from functions.shared.command_life.reconciling import reconcile
from functions.shared.commands import SceneStep
from functions.shared.commands.muting import Mute
from functions.shared.commands.overlays import SetBanner
from functions.shared.commands.picture import SetLayout, SetVideoFloor
from functions.shared.commands.seats import SetSlot
from functions.shared.stage.changes import seated
from functions.shared.stage.wish import MemberWish, Place, Stage, Who
from functions.shared.state import Banner, ConferenceState, MemberState


def member(uuid: str, **more: object) -> MemberState:
    return MemberState(uuid=uuid, **more)  # type: ignore[arg-type]  # any field of a member


def state(*members: MemberState, **more: object) -> ConferenceState:
    return ConferenceState(name="c", uuid="u", node="n", members=members, **more)  # type: ignore[arg-type]  # any field


def place(slot: str, *who: Who) -> Place:
    return Place(slot=slot, who=who)


ADA, BOB = Who(user="1000"), Who(user="1001")


def commands(stage: Stage, now: ConferenceState) -> list[SceneStep]:
    return list(reconcile(stage, now).commands)


def test_what_is_as_wished_needs_no_command() -> None:
    stage = Stage(layout="2x2-seats", places=(place("slot-1", ADA),), members=(MemberWish(who=ADA, muted=True),))
    now = state(member("a", user="1000", slot="slot-1", muted=True), member("b"), layout="2x2-seats")

    assert commands(stage, now) == []


def test_a_layout_comes_first_and_once() -> None:
    stage = Stage(layout="3x3-seats", places=(place("slot-1", ADA),))

    assert commands(stage, state(member("a", user="1000"), layout="2x2-seats")) == [
        SetLayout(layout="3x3-seats"),
        SetSlot(member="a", slot="slot-1"),
    ]


def test_who_keeps_the_place_is_not_touched() -> None:
    stage = Stage(places=(place("slot-1", ADA), place("slot-2", BOB)))
    now = state(member("a", user="1000", slot="slot-1"), member("b", user="1001"))

    assert commands(stage, now) == [SetSlot(member="b", slot="slot-2")]


def test_who_came_later_and_got_a_free_place_keeps_it_until_it_is_somebodys() -> None:
    stage = Stage(places=(place("slot-1", ADA), place("slot-2", BOB)))
    late = member("c", slot="slot-3", settled="next_place")
    ada = member("a", user="1000", slot="slot-1")

    assert commands(stage, state(ada, late)) == []
    assert commands(stage, state(ada, member("c", slot="slot-3", settled="wish"))) == [SetSlot(member="c", slot=None)]
    there = state(ada, member("c", slot="slot-2", settled="next_place"), member("b", user="1001"))
    assert commands(stage, there) == [SetSlot(member="b", slot="slot-2")]


def test_two_people_with_one_name_have_a_place_each() -> None:
    theirs = Who(user="1000@Other.Example")
    stage = Stage(places=(place("slot-1", ADA), place("slot-2", theirs)), members=(MemberWish(who=theirs, muted=True),))
    now = state(member("b", user="1000@other.example", muted=False), member("a", user="1000", muted=False))

    assert commands(stage, now) == [
        SetSlot(member="a", slot="slot-1"),
        SetSlot(member="b", slot="slot-2"),
        Mute(member="b", muted=True),
    ]


def test_a_place_is_kept_for_who_was_seated_and_not_for_a_namesake() -> None:
    ours, theirs = member("a", user="1000"), member("b", user="1000@other.example")
    seats = seated(seated(Stage(), ours, "slot-1"), theirs, "slot-2")

    assert seats.places == (place("slot-2", Who(user="1000@other.example")), place("slot-1", ADA))
    assert seated(seats, ours, None).places == (place("slot-2", Who(user="1000@other.example")),)


def test_two_who_change_places_are_two_commands() -> None:
    stage = Stage(places=(place("slot-1", ADA), place("slot-2", BOB)))
    now = state(member("a", user="1000", slot="slot-2"), member("b", user="1001", slot="slot-1"))

    assert commands(stage, now) == [SetSlot(member="a", slot="slot-1"), SetSlot(member="b", slot="slot-2")]


def test_whoever_holds_a_slot_without_a_wish_gives_it_up() -> None:
    stage = Stage(places=(place("slot-1", ADA),))
    now = state(member("a", user="1000", slot="slot-1"), member("x", slot="slot-2"))

    assert commands(stage, now) == [SetSlot(member="x", slot=None)]


def test_whoever_is_pushed_out_of_a_slot_needs_no_command_of_their_own() -> None:
    stage = Stage(places=(place("slot-1", ADA),))

    assert commands(stage, state(member("a", user="1000"), member("x", slot="slot-1"))) == [
        SetSlot(member="a", slot="slot-1")
    ]


def test_a_place_of_somebody_who_is_not_there_waits() -> None:
    plan = reconcile(Stage(places=(place("slot-1", ADA),)), state(member("b", user="1001")))

    assert (plan.commands, plan.waiting) == ((), ("slot-1",))


def test_who_comes_back_with_another_number_and_call_sits_where_they_sat() -> None:
    stage = Stage(places=(place("slot-1", ADA),))

    assert commands(stage, state(member("another-call", user="1000", number=99))) == [
        SetSlot(member="another-call", slot="slot-1")
    ]


def test_fallbacks_are_tried_in_order() -> None:
    stage = Stage(places=(place("slot-1", Who(part="moderator"), Who(part="speaker")),))

    assert commands(stage, state(member("a"), member("b", talking=True))) == [SetSlot(member="b", slot="slot-1")]
    assert commands(stage, state(member("a", moderator=True), member("b", talking=True))) == [
        SetSlot(member="a", slot="slot-1")
    ]


def test_the_first_speaker_stays_when_others_speak() -> None:
    stage = Stage(places=(place("slot-1", Who(part="speaker")),))

    assert commands(stage, state(member("a", slot="slot-1"), member("b", talking=True, floor=True))) == []


def test_a_part_is_not_played_by_somebody_who_has_a_place_by_name() -> None:
    stage = Stage(places=(place("slot-1", Who(part="moderator")), place("slot-2", ADA)))

    assert commands(stage, state(member("a", user="1000", moderator=True))) == [SetSlot(member="a", slot="slot-2")]


def test_nobody_gets_two_places() -> None:
    plan = reconcile(Stage(places=(place("slot-1", ADA), place("slot-2", ADA))), state(member("a", user="1000")))

    assert plan.commands == (SetSlot(member="a", slot="slot-1"),)
    assert plan.waiting == ("slot-2",)


def test_whoever_calls_themselves_grace_gets_no_seat_of_graces() -> None:
    stage = Stage(
        places=(place("slot-1", Who(invitee="Grace")),),
        members=(MemberWish(who=Who(invitee="Grace"), banner=Banner(text="Grace")),),
    )

    assert commands(stage, state(member("a", user="1000", name="Grace"))) == []
    assert commands(stage, state(member("a", name="Grace"))) == []
    assert commands(stage, state(member("a", name="?", invitee="Grace"))) == [
        SetSlot(member="a", slot="slot-1"),
        SetBanner(member="a", banner=Banner(text="Grace")),
    ]


def test_members_are_muted_and_named_as_wished() -> None:
    stage = Stage(members=(MemberWish(who=ADA, muted=True, banner=Banner(text="Ada")),))

    assert commands(stage, state(member("a", user="1000", muted=False))) == [
        Mute(member="a", muted=True),
        SetBanner(member="a", banner=Banner(text="Ada")),
    ]


def test_the_video_floor_goes_to_who_should_have_it() -> None:
    stage = Stage(video_floor=ADA)

    assert commands(stage, state(member("a", user="1000"))) == [SetVideoFloor(member="a")]
    assert commands(stage, state(member("a", user="1000", video_floor=True))) == []


def test_carrying_the_commands_out_ends_the_difference() -> None:
    people = [member(f"call-{n}", user=str(1000 + n), slot=f"slot-{(n * 7) % 25 + 1}") for n in range(25)]
    stage = Stage(places=tuple(place(f"slot-{n + 1}", Who(user=str(1000 + n))) for n in range(20)))
    slots = {one.uuid: one.slot for one in people}

    for command in commands(stage, state(*people)):
        assert isinstance(command, SetSlot)
        slots = {call: None if slot == command.slot else slot for call, slot in slots.items()}
        slots[command.member] = command.slot

    after = [msgspec.structs.replace(one, slot=slots[one.uuid]) for one in people]
    assert commands(stage, state(*after)) == []


@pytest.mark.parametrize("who", ["{}", '{"user":"1","call":"x"}', '{"part":"king"}'])
def test_a_person_is_named_in_one_way(who: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(who, type=Who)


def test_who_has_no_camera_takes_no_place_and_is_not_hidden_and_a_fallback_sits_there() -> None:
    stage = Stage(
        places=(place("slot-1", ADA, BOB), place("slot-2", ADA)),
        members=(MemberWish(who=ADA, video_muted=True, muted=True),),
        video_floor=ADA,
    )
    now = state(member("a", user="1000", video=False, slot="slot-3"), member("b", user="1001", video=True))

    plan = reconcile(stage, now)

    assert plan.commands == (SetSlot(member="b", slot="slot-1"), Mute(member="a", muted=True))
    assert plan.waiting == ("slot-2",)
