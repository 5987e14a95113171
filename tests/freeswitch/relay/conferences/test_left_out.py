"""An answer that FreeSWITCH leaves out: whatever else is asked meanwhile, nobody gets another's name or domain."""

from contextlib import suppress
from typing import Final

import gevent
import pytest

from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.switch.esl import EslConnection
from infra.fake_freeswitch.commands.api_commands import COMMANDS
from infra.fake_freeswitch.state.switch import Switch
from tests.freeswitch.relay.play import Play, until

ADA: Final = {"sip_authorized": "true", "user_name": "ada"}
BOB: Final = {"sip_authorized": "false", "dial_in_invitee": "bob"}
# What others ask beside it, as commands do; believed by somebody else it would be seen.
ASIDE: Final = "echo mallory"


@pytest.fixture(autouse=True)
def others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind each question somebody else asks, too, on the same connection."""
    alone = EslConnection.api

    def beside(connection: EslConnection) -> None:
        with suppress(EslError):
            alone(connection, ASIDE)

    def api(connection: EslConnection, command: str, seconds: float | None = None) -> str:
        gevent.spawn(beside, connection)
        return alone(connection, command, seconds)

    monkeypatch.setattr(EslConnection, "api", api)


def whose(play: Play) -> dict[str, tuple[str | None, str | None]]:
    """User and invitee of everybody in `internal`, as the relay knows them, by the name that they show."""
    room = play.relay.follower.rooms.named("internal")
    assert room is not None
    return {one.name or "": (one.user, one.invitee) for one in room.members.values()}


QUESTIONS: Final = (
    "json_list compact",
    "internal list",
    "sip_authorized",
    "user_name",
    "dial_in_invitee",
    "conference_call_key",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_snapshot_is_not_made_of_other_questions_answers(still: Play, question: str) -> None:
    still.switch.join("internal", "1000", "Ada", variables=ADA)
    still.switch.join("internal", "1001", "Bob", variables=BOB)
    still.switch.faults.swallow_next_reply, still.switch.faults.only_for = True, question

    still.start()

    assert not still.switch.faults.swallow_next_reply
    assert whose(still) == {"Ada": ("ada", None), "Bob": (None, "bob")}
    room = still.relay.follower.rooms.named("internal")
    assert (room and room.domain, still.relay.link.generation) == ("example.com", 2)


@pytest.mark.parametrize("question", ["user_name", "video_banner_text", "video_reservation_id"])
def test_who_joins_does_not_bring_along_what_was_answered_to_others(play: Play, question: str) -> None:
    play.switch.join("internal", "1001", "Bob", variables=BOB)
    until(lambda: play.relay.follower.rooms.member_count == 1)
    play.switch.faults.swallow_next_reply, play.switch.faults.only_for = True, question

    play.switch.join("internal", "1000", "Ada", variables=ADA)
    until(lambda: play.relay.link.generation == 2 and play.relay.follower.ready.is_set())
    until(lambda: play.relay.follower.rooms.member_count == 2)

    assert whose(play) == {"Ada": ("ada", None), "Bob": (None, "bob")}
    room = play.relay.follower.rooms.named("internal")
    assert room is not None
    assert {(one.slot, one.banner) for one in room.members.values()} == {(None, None)}


def test_a_freeswitch_that_cannot_list_its_conferences_has_not_ended_any(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its conferences go on though its module is not there, or does not answer."""
    play.switch.join("internal", "1000", "Ada", variables=ADA)
    until(lambda: play.relay.follower.rooms.member_count == 1)
    uuid, conference = play.conference_uuid("internal"), COMMANDS["conference"]
    refused: list[str] = []

    def no_list(switch: Switch, argument: str) -> str:
        if not argument.startswith("json_list"):
            return conference(switch, argument)
        refused.append(argument)
        return "-ERR conference Command not found!\n"

    with monkeypatch.context() as patch:
        patch.setitem(COMMANDS, "conference", no_list)
        play.switch.drop_connections()
        until(lambda: len(refused) >= 2)
    until(lambda: play.relay.link.generation == 2 and play.relay.follower.ready.is_set())

    room = play.relay.follower.rooms.named("internal")
    assert (room and room.uuid, whose(play)) == (uuid, {"Ada": ("ada", None)})
    stored = play.stored("internal")
    assert stored is not None
    assert (stored.ended_at, stored.state.uuid) == (None, uuid)
