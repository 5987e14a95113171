"""What a relay tells of the commands that it carries out."""

from typing import Any

import pytest

from freeswitch.relay.conferences.telling import teller
from functions.shared.commands.muting import Mute
from functions.shared.feed.events import Event
from functions.shared.feed.folding import fold
from functions.shared.feed.reading import events_since
from functions.shared.tables.base import TablesUnavailable
from tests.freeswitch.relay.play import Play, until


@pytest.fixture
def ada(play: Play) -> str:
    """A member of the conference `internal`, by the uuid of the call."""
    uuid = play.switch.join("internal", "1000", "Ada").channel.uuid
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 1)
    return uuid


def told() -> list[Event]:
    return events_since("internal", 0)


def test_first_what_a_command_changed_is_told_then_that_it_has_ended(play: Play, ada: str) -> None:
    row = play.done(Mute(member=ada, muted=True))
    events = told()
    changed = next(one for one in events if one.type == "member.changed" and "'muted': True" in str(one.data))
    (ended,) = [one for one in events if one.type == "command.finished"]

    assert ended.data == {
        "id": row.id,
        "kind": "mute",
        "state": "confirmed",
        "reason": None,
        "rule": None,
        "by": "a test",
        "member": ada,
    }
    assert ended.meeting == row.conference_uuid
    assert changed.seq < ended.seq
    assert [one.seq for one in events] == list(range(events[0].seq, events[0].seq + len(events)))


def test_the_state_goes_on_being_told_after_it(play: Play, ada: str) -> None:
    for muted in (True, False, True):
        play.done(Mute(member=ada, muted=muted))

    until(lambda: (found := play.stored("internal")) is not None and fold(None, told()) == found.state)
    assert [one.data["state"] for one in told() if one.type == "command.finished"] == ["confirmed"] * 3


def test_an_end_that_cannot_be_told_ends_the_command_all_the_same(
    play: Play, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_self: object, *_words: Any, **_named: Any) -> None:
        raise TablesUnavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(teller.Teller, "add", away)
        row = play.done(Mute(member=ada, muted=True))

    assert row.state == "confirmed"
    # The sweep makes up for it.
    assert row.told_after is not None
    assert [one for one in told() if one.type == "command.finished"] == []
