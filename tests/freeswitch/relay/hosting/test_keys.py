"""The keys of a moderator's telephone, in a relay on a switch: each press is a command that is told and audited."""

from collections.abc import Iterator

import pytest

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands.hosting import SetHost
from functions.shared.feed.reading import events_since
from functions.shared.layouts.conference_profile import END_FOR_ALL, LOCK_OR_OPEN, MUTE_EVERYBODY
from functions.shared.tables.commands.rows import CommandsItem, row_of
from functions.sweep.audited_ends import end_of
from tests.freeswitch.relay.play import Play, playground, until


@pytest.fixture
def play() -> Iterator[Play]:
    with playground() as here:
        for call, moderator in (("host", True), ("guest", False)):
            here.switch.join("internal", call, call, uuid=call, moderator=moderator)
        until(lambda: (stored := here.stored("internal")) is not None and stored.state.member_count == 2)
        yield here


def rows() -> list[CommandRow]:
    return sorted((row_of(item) for item in CommandsItem.scan()), key=lambda row: row.created_at)


def press(play: Play, call: str, key: str, says: str) -> CommandRow:
    """Press a key and have what it gives carried out."""
    before = len(rows())
    play.switch.press(call, key, says)
    until(lambda: len(rows()) > before)
    play.work()
    return rows()[-1]


def test_each_key_is_a_command_that_is_told_and_stands_in_the_audit(play: Play) -> None:
    done = [press(play, "host", "*8", MUTE_EVERYBODY), *(press(play, "host", "*9", LOCK_OR_OPEN) for _ in range(2))]

    assert [(row.kind, row.state) for row in done] == [
        ("mute_all", "confirmed"), ("lock", "confirmed"), ("lock", "confirmed"),
    ]  # fmt: skip
    assert ['"locked":true' in row.body for row in done[1:]] == [True, False]
    until(lambda: (stored := play.stored("internal")) is not None and stored.state.locked is False)
    told = [one.data["kind"] for one in events_since("internal", 0) if one.type == "command.finished"]
    assert told == ["mute_all", "lock", "lock"]
    assert end_of(done[0]).object == f"key {MUTE_EVERYBODY} of host"


def test_the_last_key_ends_it_for_all(play: Play) -> None:
    row = press(play, "host", "*0", END_FOR_ALL)

    assert (row.kind, row.state) == ("end_conference", "confirmed")
    assert play.switch.conferences == {}


def test_a_participant_and_who_is_made_one_have_no_keys(play: Play) -> None:
    play.done(SetHost(member="host", host=False))
    for call in ("guest", "host"):
        play.switch.press(call, "*0", END_FOR_ALL)
    # What comes later has been seen, so what came before has been.
    play.switch.join("internal", "third", "third", uuid="third", moderator=True)
    until(lambda: (room := play.relay.rooms.named("internal")) is not None and "third" in room.members)
    last = press(play, "third", "*8", MUTE_EVERYBODY)

    assert [row.kind for row in rows()] == ["set_host", "mute_all"]
    assert last.state == "confirmed"
