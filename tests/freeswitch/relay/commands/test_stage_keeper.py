"""The picture comes back: after joins, rejoins, hands in fs_cli, a relay's restart; and only the difference is sent."""

import itertools
import time
import uuid
from collections.abc import Callable, Sequence

import gevent
import pytest
from gevent.event import Event as Signal

from freeswitch.relay.commands import stage_keeper
from freeswitch.relay.commands.kept_stage import REST_SECONDS, KeptStage, signs_of
from freeswitch.relay.commands.stage_keeper import SHOWN_SECONDS, StageKeeper
from freeswitch.relay.conferences import looks
from freeswitch.relay.conferences.layouts import known_layouts
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.command_life.applying_stage import NOTHING, ApplyStage, asked_with, encode_asked
from functions.shared.command_life.command_queue import send_command
from functions.shared.command_life.outcomes import CommandRow, Step, id_at_node
from functions.shared.commands import Scene, SceneStep, kind_of
from functions.shared.commands.calls import Dial
from functions.shared.commands.picture import SetLayout
from functions.shared.commands.seats import SetSlot
from functions.shared.layout_sets.rendering import LIBRARY, LIBRARY_GROUPS
from functions.shared.layouts.canvas_map import layout_of
from functions.shared.stage.wish import APPLY_STAGE, MemberWish, Place, Stage, StoredStage, Who
from functions.shared.state import MemberState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import create_command
from functions.shared.tables.conferences.stages import find_stage, write_stage
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import NODE, Play, until
from tests.freeswitch.relay.shifted_clock import ShiftedClock

WISH = Stage(
    layout="2x2",
    places=(
        Place(slot="presenter", who=(Who(user="1000"),)),
        Place(slot="guest", who=(Who(user="1001"), Who(part="moderator"))),
    ),
    members=(MemberWish(who=Who(user="1001"), muted=True),),
)

CARRIED_OUT = ["set_layout", "set_slot", "set_slot", "mute"]


@pytest.fixture
def kept(play: Play) -> Play:
    """A relay that keeps pictures."""
    play.relay.begin("stages")
    return play


def wish(stage: Stage, name: str = "internal") -> None:
    before = find_stage(name)
    assert write_stage(name, StoredStage(stage=stage, domain="example.com"), before)


def told(play: Play, name: str = "internal", asked: ApplyStage = NOTHING) -> str:
    """Do what the API does after a change of the wish."""
    now = time.time()
    row = CommandRow(
        id=id_at_node(NODE, uuid.uuid4().hex),
        kind=APPLY_STAGE,
        body=encode_asked(asked),
        node=NODE,
        domain="example.com",
        subject="a test",
        created_at=now,
        deadline=now + 30,
        conference=name,
        conference_uuid=play.conference_uuid(name),
    )
    create_command(row)
    send_command(play.queue_url, row)
    return row.id


def apply(play: Play, name: str = "internal", asked: ApplyStage = NOTHING) -> CommandRow:
    """The same, to its end."""
    command_id = told(play, name, asked)
    play.work()
    return play.row(command_id)


def join(play: Play, user: str) -> str:
    return str(play.switch.join("internal", user, user, variables={"sip_authorized": "true"}).channel.uuid)


def known_users(play: Play) -> set[str | None]:
    room = play.relay.follower.rooms.named("internal")
    return set() if room is None else {member.user for member in room.members.values()}


def is_set(play: Play) -> bool:
    room = play.relay.follower.rooms.named("internal")
    found = {} if room is None else {member.user: member.slot for member in room.members.values()}
    return found.get("1000") == "presenter" and found.get("1001") == "guest"


def test_who_joins_is_seated_and_muted_as_wished(kept: Play) -> None:
    wish(WISH)

    join(kept, "1000")
    call = join(kept, "1001")

    until(lambda: is_set(kept))
    room = kept.relay.follower.rooms.named("internal")
    assert room is not None
    until(lambda: room.members[call].muted is True)
    until(lambda: room.layout == "2x2")


def test_that_a_member_is_known_at_last_is_a_reason_to_look() -> None:
    room = Room("internal", "meeting")
    room.members["call"] = MemberState(uuid="call", number=1)
    before = signs_of(room)

    # FreeSWITCH is asked after the join; the answer changes no revision.
    room.members["call"] = MemberState(uuid="call", number=1, user="1000")

    assert signs_of(room) != before


def test_a_wish_that_was_written_while_the_conference_began_is_found_though_nobody_tells(
    kept: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage_keeper, "SETTLED_SECONDS", 0.5)
    join(kept, "1000")
    until(lambda: known_users(kept) == {"1000"})
    uuid = kept.conference_uuid("internal")
    until(lambda: (one := kept.relay.stages._kept.get(uuid)) and one.seen and not one.stale and not one.busy)
    wish(Stage(layout="3x3"))

    room = kept.relay.follower.rooms.named("internal")
    assert room is not None
    until(lambda: room.layout == "3x3")


def seats_of(play: Play) -> dict[str | None, str | None]:
    room = play.relay.follower.rooms.named("internal")
    return {} if room is None else {member.user: member.slot for member in room.members.values()}


def test_a_scene_without_places_leaves_on_air_who_was_and_tells_whose_places_are_freed(kept: Play) -> None:
    for user in ("1000", "1001"):
        join(kept, user)
    until(lambda: known_users(kept) == {"1000", "1001"})
    room = kept.relay.follower.rooms.named("internal")
    assert room is not None
    steps = [SetSlot(member=call, slot=f"slot-{number}") for number, call in enumerate(room.members, 1)]
    # Nothing tells of a layout.
    assert kept.done(Scene(steps=(SetLayout(layout="2x2"), *steps))).state == "accepted"
    until(lambda: sorted(map(str, seats_of(kept).values())) == ["slot-1", "slot-2"])
    until(lambda: room.layout == "2x2")

    stage = Stage(layout="3x3")
    asked = asked_with(stage, room.state(NODE), lambda state: layout_of(state, "2x2", LIBRARY, LIBRARY_GROUPS)[0])
    wish(stage)
    row = apply(kept, asked=asked)

    assert row.outcome is not None
    assert (row.state, [step.kind for step in row.outcome.steps]) == (
        "accepted",
        ["set_layout", "set_slot", "set_slot"],
    )
    until(lambda: seats_of(kept) == {"1000": None, "1001": None})
    # Nobody's hand: once more there is nothing left to do.
    again = apply(kept, asked=asked)
    assert (again.state, again.outcome and again.outcome.steps) == ("confirmed", ())


def test_a_wish_that_changes_is_carried_out_and_each_command_told(kept: Play) -> None:
    join(kept, "1000")
    join(kept, "1001")
    until(lambda: known_users(kept) == {"1000", "1001"})
    wish(WISH)

    row = apply(kept)

    assert row.outcome is not None
    assert row.state == "accepted"
    assert [step.kind for step in row.outcome.steps] == CARRIED_OUT
    again = apply(kept)
    assert (again.state, again.outcome and again.outcome.steps) == ("confirmed", ())


def test_a_command_of_another_group_beside_it_does_not_end_a_stage(kept: Play) -> None:
    join(kept, "1000")
    join(kept, "1001")
    until(lambda: known_users(kept) == {"1000", "1001"})
    wish(WISH)
    kept.switch.faults.reply_delay = 0.1
    stage_id, beside = told(kept), [kept.send(Dial(user="1002", domain="example.com")) for _ in range(5)]
    # A message of each group.
    kept.work(30)

    row = kept.row(stage_id)
    assert (row.state, [step.kind for step in row.outcome.steps] if row.outcome else None) == ("accepted", CARRIED_OUT)
    assert all(not kept.row(command_id).is_open for command_id in beside)


@pytest.mark.parametrize("settles", [False, True], ids=["the wish is told again", "the meeting settles"])
def test_nothing_is_sent_twice_while_the_state_is_late(
    settles: bool, kept: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FreeSWITCH has taken the layout, and the relay's follower has not looked yet."""
    join(kept, "1000")
    join(kept, "1001")
    until(lambda: known_users(kept) == {"1000", "1001"})
    keeper, uuid = kept.relay.stages, kept.conference_uuid("internal")
    until(lambda: (one := keeper._kept.get(uuid)) and one.seen and not one.stale and not one.busy)
    looked, carry_out, until_shown = Signal(), keeper._carry_out, keeper._until_shown
    sent: list[str] = []

    def late(name: str, ask: Callable[[str], str]) -> frozenset[str]:
        looked.wait(20)
        return known_layouts(name, ask)

    def carried_out(room: Room, command: SceneStep) -> Step:
        sent.append(kind_of(command))
        if len(sent) > 1:
            looked.set()
        done = carry_out(room, command)
        if len(sent) == 1 and settles:
            keeper._kept[uuid].settles_at = 0.0
            keeper.run_once()
        elif len(sent) == 1:
            keeper.look_again(uuid)
        return done

    def shown(room: Room, stage: Stage, taken: Sequence[SceneStep]) -> None:
        gevent.spawn(looked.set)
        until_shown(room, stage, taken)

    monkeypatch.setattr(looks, "known_layouts", late)
    monkeypatch.setattr(keeper, "_carry_out", carried_out)
    monkeypatch.setattr(keeper, "_until_shown", shown)
    wish(WISH)
    outcome = keeper.apply(uuid, time.time() + 30)

    assert ([step.kind for step in outcome.steps], sent) == (CARRIED_OUT, CARRIED_OUT)
    # What was not read at once because of that is read afterwards.
    until(lambda: keeper._kept[uuid].settles_at != 0.0 and not keeper._kept[uuid].stale)


def test_what_somebody_undoes_at_once_is_waited_for_so_long_and_no_longer(kept: Play) -> None:
    join(kept, "1000")
    until(lambda: known_users(kept) == {"1000"})
    clock, room = FakeClock(), kept.relay.follower.rooms.named("internal")
    stages = kept.relay.stages
    keeper = StageKeeper(
        stages._rooms, stages._execution, clock, Metrics(NODE, print), NODE, newcomers=stages._newcomers
    )
    assert room is not None
    began = clock.monotonic()

    keeper._until_shown(room, Stage(layout="nowhere"), [SetLayout(layout="nowhere")])

    assert SHOWN_SECONDS <= clock.monotonic() - began < SHOWN_SECONDS + 1


def test_a_wish_that_changes_while_it_is_applied_is_carried_out_as_it_is_in_the_end(kept: Play) -> None:
    call = join(kept, "1000")
    join(kept, "1001")
    until(lambda: known_users(kept) == {"1000", "1001"})
    wish(WISH)
    kept.switch.faults.reply_delay = 0.1
    stage_id = told(kept)
    kept.relay.worker.run_once(0)
    until(lambda: any(" vid-layout " in command for command in kept.switch.commands))
    wish(Stage(layout="2x2", places=(Place(slot="guest", who=(Who(user="1000"),)),)))
    kept.relay.stages.look_again(kept.conference_uuid("internal"))
    assert kept.relay.hands.join(20)

    room = kept.relay.follower.rooms.named("internal")
    assert room is not None
    assert (kept.row(stage_id).state, room.members[call].slot) == ("accepted", "guest")


def test_a_wish_that_never_stops_changing_ends_with_its_deadline(kept: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    # Only what is applied here looks at the wish.
    kept.relay.end_loop("stages")
    join(kept, "1000")
    until(lambda: known_users(kept) == {"1000"})
    uuid = kept.conference_uuid("internal")
    layouts = itertools.cycle(["1x1", "2x2"])
    carry_out = kept.relay.stages._carry_out
    clock = ShiftedClock(kept.relay.clock)
    sent: list[SceneStep] = []

    def changing(room: Room, command: SceneStep) -> Step:
        done = carry_out(room, command)
        sent.append(command)
        wish(Stage(layout=next(layouts)))
        kept.relay.stages.look_again(uuid)
        if len(sent) == 3:
            clock.set(3600)
        return done

    monkeypatch.setattr(kept.relay.stages, "_carry_out", changing)
    monkeypatch.setattr(kept.relay.stages, "_clock", clock)
    wish(Stage(layout="2x2"))
    outcome = kept.relay.stages.apply(uuid, clock.time() + 600)

    assert (outcome.state, outcome.reason) == ("failed", "late")
    assert len(outcome.steps) == len(sent) == 3


def test_a_stage_that_cannot_be_read_is_told(kept: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    join(kept, "1000")
    until(lambda: known_users(kept) == {"1000"})

    def away(_name: str) -> None:
        raise TablesUnavailable("away")

    monkeypatch.setattr(stage_keeper, "find_stage", away)
    outcome = kept.relay.stages.apply(kept.conference_uuid("internal"), time.time() + 30)

    assert (outcome.state, outcome.reason) == ("failed", "unavailable")


def test_a_bug_in_a_stage_gives_its_command_an_end(kept: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    join(kept, "1000")
    until(lambda: known_users(kept) == {"1000"})
    wish(WISH)

    def broken(*_: object) -> None:
        raise KeyError("a bug")

    kept.unexpected.add("UnexpectedErrors")
    monkeypatch.setattr(stage_keeper, "reconcile", broken)
    row = apply(kept)

    assert (row.state, row.outcome and row.outcome.reason) == ("unknown", "relay_error")


def test_what_was_tried_for_people_who_have_left_is_forgotten() -> None:
    one = KeptStage("meeting")
    for number in range(1000):
        assert one.may_try(SetSlot(member=f"call-{number}", slot="guest"), float(number))

    assert len(one.tries) <= REST_SECONDS + 1


def test_what_somebody_moves_in_fs_cli_comes_back(kept: Play) -> None:
    wish(WISH)
    join(kept, "1000")
    join(kept, "1001")
    until(lambda: is_set(kept))

    kept.relay.link.commands.api("conference internal vid-res-id all clear")

    room = kept.relay.follower.rooms.named("internal")
    assert room is not None
    until(lambda: {member.slot for member in room.members.values()} == {None} or is_set(kept))
    until(lambda: is_set(kept))


def test_who_comes_back_under_another_number_sits_where_they_sat(kept: Play) -> None:
    wish(WISH)
    call = join(kept, "1000")
    join(kept, "1001")
    until(lambda: is_set(kept))

    kept.relay.link.commands.api(f"uuid_kill {call}")
    until(lambda: not is_set(kept))
    again = join(kept, "1000")
    until(lambda: is_set(kept))

    assert again != call
    assert is_set(kept)


def test_nobody_who_keeps_the_place_is_touched(kept: Play) -> None:
    wish(WISH)
    join(kept, "1000")
    join(kept, "1001")
    until(lambda: is_set(kept))
    apply(kept)

    join(kept, "1002")

    room = kept.relay.follower.rooms.named("internal")
    assert room is not None
    until(lambda: len(room.members) == 3)
    row = apply(kept)
    assert (row.state, row.outcome and row.outcome.steps) == ("confirmed", ())


def test_a_change_by_hand_that_changed_the_wish_stays(kept: Play) -> None:
    wish(WISH)
    call = join(kept, "1000")
    join(kept, "1001")
    until(lambda: is_set(kept))

    wish(Stage(layout="2x2", places=(Place(slot="guest", who=(Who(user="1000"),)),)))
    row = kept.done(SetSlot(member=call, slot="guest"))

    assert row.state == "confirmed"
    room = kept.relay.follower.rooms.named("internal")
    assert room is not None
    until(lambda: room.members[call].slot == "guest")


def test_a_conference_that_has_ended_says_so(kept: Play) -> None:
    join(kept, "1000")
    until(lambda: kept.relay.follower.rooms.named("internal") is not None)
    wish(WISH)

    outcome = kept.relay.stages.apply("another-meeting", time.time() + 30)

    assert (outcome.state, outcome.reason) == ("failed", "conference_gone")


def test_a_layout_that_freeswitch_does_not_know_is_tried_three_times_and_no_more(kept: Play) -> None:
    wish(Stage(layout="nowhere"))
    join(kept, "1000")
    refused = "conference internal vid-layout nowhere"
    until(lambda: refused in kept.switch.commands)

    # Each of them is a reason to look again.
    for number in range(2, 8):
        join(kept, f"100{number}")
        until(lambda n=number: (found := kept.relay.follower.rooms.named("internal")) and len(found.members) == n)  # type: ignore[misc]  # mypy knows no defaults of a lambda
        until(lambda: not any(one.busy for one in kept.relay.stages._kept.values()))
        kept.relay.stages.run_once()

    assert kept.switch.commands.count(refused) == 3
    assert apply(kept).state == "failed"
    assert kept.switch.commands.count(refused) == 4


def test_a_wish_that_was_kept_while_freeswitch_was_away_is_carried_out_when_it_is_back(kept: Play) -> None:
    wish(Stage(layout="2x2"))
    kept.switch.join("internal", "1000", "1000")
    until(lambda: kept.switch.conferences["internal"].layout == "2x2")
    kept.switch.stop_listening()
    until(lambda: not kept.relay.follower.ready.is_set())
    # Nobody tells the relay.
    wish(Stage(layout="3x3"))
    kept.switch.listen_again()

    until(lambda: kept.switch.conferences["internal"].layout == "3x3", 10)
    assert kept.switch.commands.count("conference internal vid-layout 3x3") == 1
