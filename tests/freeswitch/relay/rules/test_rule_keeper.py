"""Rules on a switch and over the relay's death: each thing is done once, is told, and stands in the audit."""

import json
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from freeswitch.relay.commands.own_commands import OwnCommands
from freeswitch.relay.rules import rule_keeper
from freeswitch.relay.rules.rule_keeper import RuleKeeper
from functions.shared.command_life.command_queue import send_command
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands import decode_command
from functions.shared.commands.outputs.streams import StartStream
from functions.shared.feed.reading import events_since
from functions.shared.outputs.sealed_keys import CannotOpen, open_key, seal_rule_key
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import CommandsItem, row_of
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import ROOM_KEY, RoomsItem, rules_key
from functions.shared.tables.provisioned.rules import RoomRules, Rules, StreamRule
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
            streams=self.play.relay.outputs.live_streams,
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
