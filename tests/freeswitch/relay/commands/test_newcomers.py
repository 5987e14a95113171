"""Who comes later gets the next free place from the relay: with no page open, once, and against nobody's wish."""

import time

import pytest
from msgspec.structs import replace

from freeswitch.relay.conferences.rooms import Room
from functions.shared.command_life.applying_stage import ONLY_NEWCOMERS
from functions.shared.command_life.newcomers import SUBJECT
from functions.shared.command_life.outcomes import CommandRow, Outcome
from functions.shared.commands import Command
from functions.shared.commands.picture import SetLayout
from functions.shared.commands.seats import SetSlot
from functions.shared.feed.reading import events_since
from functions.shared.stage.wish import Newcomers, Place, Seats, Stage, StoredStage, Who
from functions.shared.state import MemberState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import CommandsItem, create_command, row_of
from functions.shared.tables.conferences.stages import delete_stage, find_stage, write_stage
from functions.shared.tables.provisioned.rules import PictureRule, Rules
from functions.shared.told.late_commands import end_if_late
from functions.sweep.audited_ends import end_of
from infra.fake_freeswitch.state.conference import Member
from tests.freeswitch.relay.commands.test_stage_keeper import apply
from tests.freeswitch.relay.commands.test_stage_restarts import another_relay, keep, room, slots
from tests.freeswitch.relay.play import Play, until
from tests.freeswitch.relay.rules.test_rule_keeper import provision

# The stand-in has no layouts of places; the relay knows what the row says.
FOUR = Seats(layout="2x2", people=4, slots=("slot-1", "slot-2", "slot-3", "slot-4"))
LAYOUT = Stage(layout="2x2")


def wish(stage: Stage = LAYOUT, newcomers: Newcomers = "next_place", seats: Seats = FOUR) -> None:
    stored = StoredStage(stage=stage, domain="example.com", newcomers=newcomers, seats=(seats,))
    assert write_stage("internal", stored, find_stage("internal"))


def named(user: str, slot: str) -> Stage:
    return Stage(layout="2x2", places=(Place(slot=slot, who=(Who(user=user),)),))


def join(play: Play, user: str) -> Member:
    return play.switch.join("internal", user, user, variables={"sip_authorized": "true"})


def call(member: Member) -> str:
    return str(member.channel.uuid)


def given(play: Play) -> list[CommandRow]:
    """The commands of newcomers' places, in their order."""
    found = [row_of(item) for item in CommandsItem.scan()]
    return sorted((row for row in found if row.subject == SUBJECT), key=lambda row: row.created_at)


def seated(play: Play, wished: dict[str, str]) -> None:
    """Carry out what is given until FreeSWITCH, the relay and the rows have it so."""

    def is_so() -> bool:
        play.work()
        if slots(play) != wished or any(row.is_open for row in given(play)):
            return False
        if {one.user: one.slot for one in room(play).members.values() if one.slot} != wished:
            return False
        stored = play.stored("internal")
        return stored is not None and {one.user: one.slot for one in stored.state.members if one.slot} == wished

    until(is_so)


def looked(play: Play) -> None:
    """Until the keeper has seen everything and has nothing more to do."""

    def is_done() -> bool:
        kept = play.relay.stages._kept.get(room(play).uuid)
        play.relay.stages.run_once()
        return kept is not None and kept.known and not kept.stale and not kept.busy

    until(lambda: room(play).recalled)
    until(is_done)


@pytest.fixture
def kept(play: Play) -> Play:
    """A relay that keeps pictures, and a stage that names a layout of four places."""
    wish()
    keep(play)
    return play


def test_who_comes_is_seated_with_no_page_open_and_feed_and_audit_name_the_rule(kept: Play) -> None:
    join(kept, "1000")
    seated(kept, {"1000": "slot-1"})
    join(kept, "1001")
    seated(kept, {"1000": "slot-1", "1001": "slot-2"})

    rows = given(kept)
    assert [(row.kind, row.state) for row in rows] == [("set_slot", "confirmed")] * 2
    assert end_of(rows[0]).object == "rule newcomers"
    told = [one.data for one in events_since("internal", 0) if one.type == "command.finished"]
    assert [(one["kind"], one["rule"]) for one in told] == [("set_slot", "newcomers")] * 2
    assert {one.settled for one in room(kept).members.values()} == {"next_place"}


def test_two_who_come_at_once_get_a_place_each(play: Play) -> None:
    wish()
    join(play, "1000")
    join(play, "1001")
    until(lambda: (found := play.relay.follower.rooms.named("internal")) is not None and len(found.members) == 2)
    keep(play)

    seated(play, {"1000": "slot-1", "1001": "slot-2"})
    assert len(given(play)) == 2


def test_in_a_full_layout_nobody_loses_a_place_and_who_waits_gets_the_first_that_is_free(kept: Play) -> None:
    wish(seats=Seats(layout="2x2", people=1, slots=("slot-1",)))
    first = join(kept, "1000")
    seated(kept, {"1000": "slot-1"})
    join(kept, "1001")
    until(lambda: len(room(kept).members) == 2)
    looked(kept)
    seated(kept, {"1000": "slot-1"})
    assert len(given(kept)) == 1

    kept.switch.hang_up(first)
    seated(kept, {"1001": "slot-1"})


def test_who_was_taken_off_by_hand_stays_off_also_for_the_next_relay(kept: Play) -> None:
    off = join(kept, "1000")
    seated(kept, {"1000": "slot-1"})
    assert kept.done(SetSlot(member=call(off), slot=None)).state == "confirmed"
    seated(kept, {})
    join(kept, "1001")
    seated(kept, {"1001": "slot-1"})

    another_relay(kept)
    kept.start()
    keep(kept)
    join(kept, "1002")

    seated(kept, {"1001": "slot-1", "1002": "slot-2"})
    assert room(kept).members[call(off)].settled == "wish"


def test_who_never_had_a_place_and_is_left_without_one_by_hand_stays_so(kept: Play) -> None:
    wish(seats=Seats(layout="2x2", people=1, slots=("slot-1",)))
    first, left = join(kept, "1000"), join(kept, "1001")
    until(lambda: len(room(kept).members) == 2)
    seated(kept, {"1000": "slot-1"})
    kept.done(SetSlot(member=call(left), slot=None))
    kept.switch.hang_up(first)
    until(lambda: len(room(kept).members) == 1)
    join(kept, "1002")

    seated(kept, {"1002": "slot-1"})


def test_a_relay_that_dies_before_the_place_is_taken_gives_no_second_one(kept: Play) -> None:
    join(kept, "1000")
    until(lambda: [row.state for row in given(kept)] == ["queued"])

    another_relay(kept)
    kept.start()
    keep(kept)
    join(kept, "1001")

    seated(kept, {"1000": "slot-1", "1001": "slot-2"})
    assert len(given(kept)) == 2


def test_a_place_whose_command_was_ended_while_freeswitch_was_away_is_given_again(kept: Play) -> None:
    who = call(join(kept, "1000"))
    until(lambda: [row.state for row in given(kept)] == ["queued"])
    # As the sweep does, and whoever asks for the command, when the node was not heard of for so long.
    assert end_if_late(given(kept)[0], given(kept)[0].deadline + 1).state == "failed"
    kept.work()
    looked(kept)
    assert len(given(kept)) == 1

    kept.relay.stages._kept[room(kept).uuid].given[who].look_at = 0.0

    seated(kept, {"1000": "slot-1"})
    assert [row.state for row in given(kept)] == ["failed", "confirmed"]


def test_a_newcomer_keeps_the_place_beside_places_that_the_stage_names_for_others(kept: Play) -> None:
    wish(named("1009", "slot-1"))
    join(kept, "1000")
    # Who is named and is not there yet has their place kept.
    seated(kept, {"1000": "slot-2"})
    join(kept, "1009")
    seated(kept, {"1000": "slot-2", "1009": "slot-1"})

    another_relay(kept)
    since = len(kept.switch.commands)
    kept.start()
    keep(kept)
    join(kept, "1001")

    seated(kept, {"1000": "slot-2", "1009": "slot-1", "1001": "slot-3"})
    assert not [one for one in kept.switch.commands[since:] if "vid-res-id" in one and "clear" in one]


def test_whom_a_scene_leaves_out_stays_out_and_who_comes_after_it_does_not(kept: Play) -> None:
    join(kept, "1000")
    seated(kept, {"1000": "slot-1"})
    wish(named("1009", "slot-1"))
    assert apply(kept).state == "confirmed"
    seated(kept, {})
    join(kept, "1001")

    seated(kept, {"1001": "slot-2"})


def test_a_scene_that_names_no_places_leaves_those_without_one_as_they_are(kept: Play) -> None:
    wish(newcomers="leave")
    join(kept, "1000")
    until(lambda: len(room(kept).members) == 1)
    looked(kept)
    wish()
    apply(kept)
    join(kept, "1001")

    seated(kept, {"1001": "slot-1"})


def test_switched_off_nobody_is_seated_and_switched_on_those_who_come_from_then_on(kept: Play) -> None:
    join(kept, "1000")
    seated(kept, {"1000": "slot-1"})
    wish(named("1009", "slot-4"), "leave")
    assert apply(kept, asked=ONLY_NEWCOMERS).state == "confirmed"
    join(kept, "1001")
    until(lambda: len(room(kept).members) == 2)
    looked(kept)
    # Who has got a place keeps it.
    seated(kept, {"1000": "slot-1"})

    wish(named("1009", "slot-4"))
    apply(kept, asked=ONLY_NEWCOMERS)
    join(kept, "1002")
    seated(kept, {"1000": "slot-1", "1002": "slot-2"})


def test_those_who_were_there_stay_out_also_where_it_is_switched_on_while_no_relay_runs(kept: Play) -> None:
    wish(newcomers="leave")
    left = call(join(kept, "1000"))
    until(lambda: (stored := kept.stored("internal")) and [one.settled for one in stored.state.members] == ["wish"])

    another_relay(kept)
    wish()
    kept.start()
    keep(kept)
    join(kept, "1001")

    seated(kept, {"1001": "slot-1"})
    assert room(kept).members[left].settled == "wish"


def test_in_a_layout_without_places_nobody_is_seated(kept: Play) -> None:
    wish(seats=Seats(layout="2x2", people=4))
    join(kept, "1000")
    until(lambda: room(kept).layout == "2x2")
    looked(kept)

    assert (given(kept), slots(kept)) == ([], {})


def test_without_a_stage_nobody_is_seated_or_thought_of(play: Play) -> None:
    keep(play)
    member = join(play, "1000")
    until(lambda: play.relay.follower.rooms.named("internal") is not None)
    play.done(SetLayout(layout="2x2"))
    looked(play)
    play.done(SetSlot(member=call(member), slot="slot-2"))
    seated(play, {"1000": "slot-2"})

    assert (given(play), room(play).members[call(member)].settled) == ([], None)


def test_a_place_that_somebody_is_given_by_hand_meanwhile_stays_theirs(kept: Play) -> None:
    first = join(kept, "1000")
    seated(kept, {"1000": "slot-1"})
    kept.done(SetSlot(member=call(first), slot=None))
    seated(kept, {})
    # Both wait for the worker: first the hand, then what the newcomer was given.
    kept.send(SetSlot(member=call(first), slot="slot-1"))
    join(kept, "1001")
    until(lambda: len(given(kept)) == 2)

    seated(kept, {"1000": "slot-1", "1001": "slot-2"})
    assert [(row.outcome.reason if row.outcome else None) for row in given(kept)] == [None, "revision_moved", None]


def test_whoever_waits_for_a_place_when_the_stage_goes_gets_none(kept: Play) -> None:
    join(kept, "1000")
    until(lambda: [row.state for row in given(kept)] == ["queued"])
    stage = find_stage("internal")
    assert stage is not None
    assert delete_stage("internal", stage, now=time.time())
    kept.relay.stages.look_again(room(kept).uuid)
    looked(kept)

    seated(kept, {})
    assert [(row.outcome.reason if row.outcome else None) for row in given(kept)] == ["revision_moved"]


def test_a_place_that_a_rule_of_the_room_fills_is_left_to_it(kept: Play) -> None:
    provision(Rules(picture=PictureRule(presenter="slot-1")))
    join(kept, "1000")

    seated(kept, {"1000": "slot-2"})


def test_while_the_tables_do_not_answer_a_newcomer_waits(kept: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = [True, True]

    def sometimes(row: CommandRow) -> bool:
        if silent:
            silent.pop()
            raise TablesUnavailable("slow")
        return create_command(row)

    monkeypatch.setattr("freeswitch.relay.commands.own_commands.create_command", sometimes)
    join(kept, "1000")

    seated(kept, {"1000": "slot-1"})
    assert (silent, len(given(kept))) == ([], 1)


def test_what_freeswitch_refuses_is_tried_three_times_and_no_more(kept: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    execution = kept.relay.stages._execution
    run = execution.run

    def refusing(command: Command, uuid: str, deadline: float, *, again: bool = False, conference: str = "") -> Outcome:
        if isinstance(command, SetSlot):
            return Outcome(state="failed", reason="refused")
        return run(command, uuid, deadline, again=again, conference=conference)

    monkeypatch.setattr(execution, "run", refusing)
    who = call(join(kept, "1000"))

    def has_ended() -> bool:
        kept.work()
        return len(given(kept)) == 3 and not any(row.is_open for row in given(kept))

    until(has_ended)
    looked(kept)

    assert (len(given(kept)), room(kept).members[who].settled) == (3, "wish")


def test_those_who_were_there_when_a_stage_was_written_while_freeswitch_was_away_are_left_alone(kept: Play) -> None:
    wish(seats=Seats(layout="2x2", people=1, slots=("slot-1",)))
    join(kept, "1000")
    seated(kept, {"1000": "slot-1"})
    waits = call(join(kept, "1001"))
    until(lambda: len(room(kept).members) == 2)
    looked(kept)
    kept.switch.stop_listening()
    until(lambda: not kept.relay.follower.ready.is_set())
    # Nobody tells the relay.
    wish(Stage(layout="3x3"), seats=Seats(layout="3x3", people=2, slots=("slot-1", "slot-2")))
    kept.switch.listen_again()

    until(lambda: room(kept).members[waits].settled == "wish")
    looked(kept)
    assert len(given(kept)) == 1
    assert {one.settled for one in room(kept).members.values()} == {"wish"}


def test_what_was_decided_while_freeswitch_was_asked_who_somebody_is_stays() -> None:
    here = Room("internal", "meeting")
    asked_about = MemberState(uuid="call", number=1)
    here.change_member(asked_about)
    here.members["call"] = replace(asked_about, settled="wish")

    here.change_member(replace(asked_about, user="1000"))

    assert (here.members["call"].user, here.members["call"].settled) == ("1000", "wish")
