"""Rules on a switch and over the relay's death: each thing is done once, is told, and stands in the audit."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from freeswitch.relay.commands.own_commands import OwnCommands
from freeswitch.relay.rules import rule_keeper
from freeswitch.relay.rules.played import AGAIN_SECONDS
from freeswitch.relay.rules.rule_keeper import RuleKeeper
from functions.shared.command_life.command_queue import send_command
from functions.shared.command_life.outcomes import CommandRow, Outcome
from functions.shared.commands import decode_command
from functions.shared.commands.outputs.recordings import StopRecording
from functions.shared.commands.outputs.streams import StartStream
from functions.shared.feed.reading import events_since
from functions.shared.outputs.sealed_keys import CannotOpen, open_key, seal_rule_key
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.claims import end_queued
from functions.shared.tables.commands.rows import CommandsItem, row_of
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import ROOM_KEY, RoomsItem, rules_key
from functions.shared.tables.provisioned.rules import RecordRule, RoomRules, Rules, StreamRule
from functions.sweep.audited_ends import end_of
from infra.fake_freeswitch.node_files import prompts
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import NODE, Play, playground, until

SECRET = "a-secret-that-seals-keys-and-is-long-enough"
URL = "rtmp://live.example/app"
RULES = Rules(longest_minutes=60, warn_minutes=5, close_after_seconds=60)


def provision(rules: Rules, domain: str = "example.com", stream_key: str = "") -> None:
    document = RoomRules(domain=domain, room="internal", rules=rules, stream_key=stream_key)
    RoomsItem(rules_key("internal"), ROOM_KEY, body=encode(document)).save()


class Ruled:
    """A conference with a host and a guest, and a keeper whose clock a test moves."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.clock = FakeClock(time.time())
        play.switch.switch.files |= prompts()
        for user, moderator in (("1000", True), ("1001", False)):
            play.switch.join("internal", user, user, uuid=f"call-{user}", moderator=moderator)
        until(lambda: (stored := play.stored("internal")) is not None and stored.state.member_count == 2)
        self.keeper = self.fresh()

    def fresh(self) -> RuleKeeper:
        """What a relay has that begins anew: the rows have told it that a host was there."""
        room = self.play.relay.rooms.named("internal")
        assert room is not None
        room.had_host = True
        return RuleKeeper(
            NODE,
            self.play.relay.rooms,
            self.clock,
            self.play.relay.metrics,
            mark=partial(self.play.relay.writer.mark, soon=True),
            commands=OwnCommands(NODE, self.clock, partial(send_command, self.play.queue_url)),
            may_work=lambda: True,
            outputs=self.play.relay.outputs,
            key_secrets=[SECRET],
        )

    def turn(self, keeper: RuleKeeper | None = None) -> None:
        keeper = keeper or self.keeper
        keeper.run_once()
        until(lambda: not any(one.busy for one in keeper._ruled.values()))

    def leave(self, user: str) -> None:
        conference = self.play.switch.conferences["internal"]
        member = conference.member_of(f"call-{user}")
        assert member is not None
        self.play.switch.hang_up(member)
        until(lambda: (room := self.play.relay.rooms.named("internal")) is None or f"call-{user}" not in room.members)

    def rows(self) -> list[CommandRow]:
        found = [row_of(item) for item in CommandsItem.scan()]
        return sorted(found, key=lambda row: row.created_at)


@pytest.fixture
def ruled() -> Iterator[Ruled]:
    with playground() as play:
        provision(RULES)
        yield Ruled(play)


def kinds(ruled: Ruled) -> list[str]:
    return [row.kind for row in ruled.rows()]


def whole_meeting(ruled: Ruled, keeper: Callable[[], RuleKeeper]) -> None:
    """The host leaves, an hour goes by; so many looks that whatever could happen twice would."""
    for _ in range(3):
        ruled.turn(keeper())
    ruled.leave("1000")
    for _ in range(3):
        ruled.turn(keeper())
    ruled.clock.move(3310)
    for _ in range(4):
        ruled.turn(keeper())


def test_what_a_rule_does_is_a_command_that_is_told_and_stands_in_the_audit(ruled: Ruled) -> None:
    ruled.clock.move(3310)
    ruled.turn()
    ruled.turn()

    ruled.play.work()

    (row,) = ruled.rows()
    assert (row.kind, row.subject, row.state) == ("play", "rule duration", "confirmed")
    (told,) = [one.data for one in events_since("internal", 0) if one.type == "command.finished"]
    assert (told["id"], told["rule"], told["state"]) == (row.id, "duration", "confirmed")
    entry = end_of(row)
    assert (entry.object, entry.conference, entry.result, entry.command) == (
        "rule duration",
        "internal",
        "confirmed",
        row.id,
    )


def test_the_end_comes_and_the_conference_is_over(ruled: Ruled) -> None:
    ruled.clock.move(3610)
    ruled.turn()

    ruled.turn()
    ruled.play.work()

    assert kinds(ruled) == ["end_conference"]
    assert ruled.rows()[0].state == "confirmed"
    until(lambda: (stored := ruled.play.stored("internal")) is None or stored.ended_at is not None)


def test_a_relay_that_is_killed_again_and_again_does_everything_once(ruled: Ruled) -> None:
    whole_meeting(ruled, ruled.fresh)

    assert kinds(ruled) == ["play", "play"]
    assert {row.subject for row in ruled.rows()} == {"rule closing", "rule duration"}


def test_one_that_lives_does_the_same(ruled: Ruled) -> None:
    whole_meeting(ruled, lambda: ruled.keeper)

    subjects = [row.subject for row in ruled.rows()]
    # Only one who has seen the host leave knows when.
    assert sorted(subjects) == ["rule closing", "rule closing", "rule duration"]
    assert sorted(kinds(ruled)) == ["end_conference", "play", "play"]


@pytest.mark.parametrize(
    ("conference", "opens"), [("internal", True), ("board", False)], ids=["its own key", "another conference's"]
)
def test_a_stream_begins_with_the_key_of_the_room_and_no_row_shows_it(conference: str, *, opens: bool) -> None:
    key = seal_rule_key("the-key", domain="example.com", conference=conference, secrets=[SECRET])
    with playground() as play:
        provision(Rules(stream=StreamRule(url=URL)), stream_key=key)
        ruled = Ruled(play)
        for _ in range(3):
            ruled.turn()

        (row,) = ruled.rows()
        command = decode_command(json.loads(row.body))
        assert isinstance(command, StartStream)
        assert command.url == URL
        sealed = command.sealed_key or ""
        assert "the-key" not in row.body
        if opens:
            assert open_key(sealed, stream=row.id, secrets=[SECRET]) == "the-key"
        else:
            # It fails with words, and does not go to the service without its key.
            assert sealed == key
            with pytest.raises(CannotOpen):
                open_key(sealed, stream=row.id, secrets=[SECRET])


@contextmanager
def recorded(root: Path) -> Iterator[Ruled]:
    with playground(recordings_root=str(root)) as play:
        provision(Rules(record=RecordRule(format="wav", announced=False)))
        ruled = Ruled(play)
        play.relay.outputs.run_once()
        yield ruled


def in_vain(ruled: Ruled) -> None:
    """The newest command ends as the sweep ends what no relay came for."""
    outcome = Outcome(state="expired", reason="late")
    assert end_queued(ruled.rows()[-1].id, outcome=outcome, now=ruled.clock.now) is not None


def running(ruled: Ruled) -> list[str]:
    """Ids of what is recorded."""
    outputs = ruled.play.relay.outputs
    return [one.row.id for one in outputs.roll if one.runs]


@pytest.mark.parametrize("dies", [False, True], ids=["the relay lives", "the relay dies meanwhile"])
def test_a_start_that_expired_is_made_again_while_the_host_stays(tmp_path: Path, *, dies: bool) -> None:
    with recorded(tmp_path) as ruled:
        ruled.turn()
        ruled.turn()
        in_vain(ruled)
        keeper = ruled.fresh() if dies else ruled.keeper
        ruled.clock.move(2)
        for _ in range(3):
            ruled.turn(keeper)
        assert kinds(ruled) == ["start_recording"]

        ruled.clock.move(AGAIN_SECONDS)
        ruled.turn(keeper)
        ruled.play.work()

        first, second = ruled.rows()
        assert (first.state, second.kind, second.state) == ("expired", "start_recording", "confirmed")
        assert running(ruled) == [second.id]
        # Who comes after that finds it so, and begins no third one.
        ruled.clock.move(500)
        for one in (keeper, ruled.fresh()):
            for _ in range(3):
                ruled.turn(one)
        assert len(ruled.rows()) == 2


@pytest.mark.parametrize("dies", [False, True], ids=["the relay lives", "the relay dies meanwhile"])
def test_a_stop_that_expired_is_made_again_and_nothing_is_recorded_twice(tmp_path: Path, *, dies: bool) -> None:
    with recorded(tmp_path) as ruled:
        ruled.turn()
        ruled.turn()
        ruled.play.work()
        ruled.clock.move(2)
        ruled.turn()
        ruled.leave("1000")
        ruled.turn()
        ruled.clock.move(6)
        ruled.turn()
        in_vain(ruled)
        keeper = ruled.fresh() if dies else ruled.keeper
        for _ in range(2):
            ruled.clock.move(2)
            ruled.turn(keeper)
        ruled.play.switch.join("internal", "1000", "1000", uuid="call-again", moderator=True)
        until(lambda: (room := ruled.play.relay.rooms.named("internal")) is not None and "call-again" in room.members)
        ruled.turn(keeper)

        # The first one goes on for the host who has come back.
        assert kinds(ruled) == ["start_recording", "stop_recording"]
        ruled.leave("again")
        ruled.turn(keeper)
        ruled.clock.move(AGAIN_SECONDS)
        ruled.turn(keeper)
        ruled.play.work()
        ruled.clock.move(2)
        for _ in range(3):
            ruled.turn(keeper)

        assert [(row.kind, row.state) for row in ruled.rows()] == [
            ("start_recording", "confirmed"),
            ("stop_recording", "expired"),
            ("stop_recording", "confirmed"),
        ]
        assert running(ruled) == []


def test_what_somebody_has_stopped_by_hand_is_over_for_the_rule_and_begins_with_the_next_host(tmp_path: Path) -> None:
    with recorded(tmp_path) as ruled:
        ruled.turn()
        ruled.turn()
        ruled.play.work()
        ruled.clock.move(2)
        ruled.turn()
        ruled.play.done(StopRecording(recording=ruled.rows()[0].id, format="wav"))
        ruled.leave("1000")
        ruled.turn()
        ruled.clock.move(6)
        ruled.turn()
        ruled.play.work()
        ruled.clock.move(2)
        ruled.turn()
        ruled.play.switch.join("internal", "1000", "1000", uuid="call-again", moderator=True)
        until(lambda: (room := ruled.play.relay.rooms.named("internal")) is not None and "call-again" in room.members)
        ruled.turn()

        assert [row.kind for row in ruled.rows() if row.subject == "rule record"] == [
            "start_recording",
            "stop_recording",
            "start_recording",
        ]


@pytest.mark.parametrize("dies", [False, True], ids=["the relay lives", "the relay dies meanwhile"])
def test_a_prompt_that_could_not_be_played_is_played_again_and_that_is_said(
    ruled: Ruled, caplog: pytest.LogCaptureFixture, *, dies: bool
) -> None:
    files = dict(ruled.play.switch.switch.files)
    ruled.play.switch.switch.files.clear()
    ruled.clock.move(3310)
    ruled.turn()
    ruled.turn()
    ruled.play.work()
    # What FreeSWITCH tells of the failure is heard before it is played again: events come in their order.
    ruled.play.switch.join("elsewhere", "1001", "1001")
    until(lambda: ruled.play.relay.rooms.named("elsewhere") is not None)
    keeper = ruled.fresh() if dies else ruled.keeper
    ruled.play.switch.switch.files |= files
    ruled.clock.move(2)
    for _ in range(3):
        ruled.turn(keeper)
    assert [row.state for row in ruled.rows()] == ["failed"]
    (said,) = [one for one in caplog.records if "came to nothing" in one.message]
    assert (said.rule, said.what, said.command) == ("duration", "play", ruled.rows()[0].id)  # type: ignore[attr-defined]

    ruled.clock.move(AGAIN_SECONDS)
    ruled.turn(keeper)
    ruled.play.work()
    for one in (keeper, ruled.fresh()):
        ruled.clock.move(2)
        for _ in range(3):
            ruled.turn(one)

    assert [(row.kind, row.state) for row in ruled.rows()] == [("play", "failed"), ("play", "confirmed")]


def test_a_prompt_that_expired_is_played_again(ruled: Ruled) -> None:
    ruled.clock.move(3310)
    ruled.turn()
    ruled.turn()
    in_vain(ruled)
    for seconds in (2, AGAIN_SECONDS):
        ruled.clock.move(seconds)
        ruled.turn()
        ruled.turn()

    assert [(row.kind, row.state) for row in ruled.rows()] == [("play", "expired"), ("play", "queued")]


def test_another_domains_rules_are_nobodys(ruled: Ruled) -> None:
    provision(RULES, domain="other.example")
    ruled.clock.move(3700)

    for _ in range(3):
        ruled.turn()

    assert ruled.rows() == []


def test_tables_that_do_not_answer_are_asked_again_after_a_pause(ruled: Ruled, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def away(*_: object) -> RoomRules:
        asked.append(ruled.clock.now)
        raise TablesUnavailable("away")

    with monkeypatch.context() as patched:
        patched.setattr(rule_keeper, "find_rules", away)
        for _ in range(4):
            ruled.turn()
    ruled.clock.move(3310)
    ruled.turn()
    ruled.turn()

    assert 1 <= len(asked) < 4
    assert kinds(ruled) == ["play"]
