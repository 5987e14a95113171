"""What a host does with everybody, carried out on a switch and shown by the rows."""

import pytest

from functions.shared.commands.hosting import AskToUnmute, EndConference, MuteAll
from functions.shared.commands.muting import Mute
from functions.shared.feed.reading import events_since
from functions.shared.state import MemberState
from infra.fake_freeswitch.node_files import prompts
from tests.freeswitch.relay.play import Play, until


@pytest.fixture
def calls(play: Play) -> dict[str, str]:
    """Who is in the conference `internal`, by their names; Hedy moderates."""
    play.switch.switch.files |= prompts()
    people = {"Ada": "1000", "Grace": "1001", "Hedy": "1002"}
    found = {
        name: play.switch.join("internal", user, name, moderator=name == "Hedy").channel.uuid
        for name, user in people.items()
    }
    until(lambda: (stored := play.stored("internal")) is not None and stored.state.member_count == 3)
    return found


def member(play: Play, call: str) -> MemberState:
    stored = play.stored("internal")
    assert stored is not None
    found = stored.state.member(call)
    assert found is not None
    return found


def test_everybody_but_the_moderator_is_muted_and_the_rows_say_so(play: Play, calls: dict[str, str]) -> None:
    row = play.done(MuteAll())

    assert row.state == "confirmed"
    until(lambda: all(member(play, calls[name]).muted for name in ("Ada", "Grace")))
    assert member(play, calls["Hedy"]).muted is False


def test_a_question_stands_at_the_member_until_they_can_be_heard(play: Play, calls: dict[str, str]) -> None:
    ada = calls["Ada"]
    play.done(Mute(member=ada, muted=True))
    asked = play.done(AskToUnmute(member=ada, language="de"))
    at = member(play, ada).asked_to_unmute_at
    told = [one.data for one in events_since("internal", 0) if one.type == "member.changed"]

    play.done(Mute(member=ada, muted=False))

    assert (asked.state, asked.outcome and asked.outcome.evidence and asked.outcome.evidence.event) == (
        "confirmed",
        "play-file-member",
    )
    assert at is not None
    assert {"uuid": ada, "changed": {"asked_to_unmute_at": at}} in told
    assert member(play, ada).asked_to_unmute_at is None


def test_a_question_outlives_the_relays_memory(play: Play, calls: dict[str, str]) -> None:
    ada = calls["Ada"]
    play.done(Mute(member=ada, muted=True))
    play.done(AskToUnmute(member=ada))
    at = member(play, ada).asked_to_unmute_at

    # What a relay that begins anew knows: the switch, and the rows.
    room = play.relay.rooms.named("internal")
    assert room is not None
    room.members[ada] = MemberState(uuid=ada, number=room.members[ada].number, user="1000", muted=True)
    play.relay.writer._rows.forget("internal")
    play.relay.writer.mark(room, soon=True)
    until(lambda: play.relay.writer.pending == 0)

    assert at is not None
    assert member(play, ada).asked_to_unmute_at == at


def test_the_end_for_all_locks_first_and_leaves_nobody(play: Play, calls: dict[str, str]) -> None:
    row = play.done(EndConference())

    assert row.state == "confirmed"
    assert row.outcome is not None
    assert row.outcome.evidence is not None
    assert row.outcome.evidence.event == "conference-destroy"
    until(lambda: (stored := play.stored("internal")) is None or stored.ended_at is not None)
    assert [one.data["cause"] for one in events_since("internal", 0) if one.type == "member.left"] == [
        "NORMAL_CLEARING"
    ] * len(calls)
