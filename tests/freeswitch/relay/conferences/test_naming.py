"""Who a member is becomes known, whatever FreeSWITCH did not answer and whichever event was not heard."""

from types import SimpleNamespace
from typing import cast

import pytest

from freeswitch.relay.conferences import naming
from freeswitch.relay.conferences.channel_questions import Ask, Brought, brought_by
from freeswitch.relay.conferences.naming import AGAIN_SECONDS, Naming
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.switch.errors import ConnectionLost, EslError, ReplyTimeout
from freeswitch.relay.switch.link import Link
from functions.shared.state import MemberState
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import Play, until

ADA = {"user_name": "1000", "domain_name": "example.com", "sip_authorized": "true"}


class Asked:
    """A FreeSWITCH that knows one caller, and does not answer while it is told so."""

    def __init__(self) -> None:
        self.problem: EslError | None = None
        self.questions: list[str] = []
        self.variables = {**ADA, "conference_call_key": "conference_internal_example.com_999"}

    def api(self, text: str) -> str:
        self.questions.append(text)
        if self.problem is not None:
            raise self.problem
        return self.variables.get(text.rpartition(" ")[2], "_undef_")


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def names(asked: Asked, clock: FakeClock) -> Naming:
    return Naming(cast("Link", SimpleNamespace(commands=asked)), clock)


@pytest.fixture
def room() -> Room:
    found = Room("internal", "meeting-1")
    found.members = {call: MemberState(uuid=call, number=1) for call in ("call-1", "call-2")}
    return found


def users(room: Room) -> list[str | None]:
    return [member.user for member in room.members.values()]


def test_who_was_not_told_is_asked_again(names: Naming, asked: Asked, clock: FakeClock, room: Room) -> None:
    asked.problem = ReplyTimeout("no reply")
    names.user(room, "call-1")
    clock.move(AGAIN_SECONDS[0])
    asked.problem = None
    revision = room.revision

    assert names.ask_again() == [room]
    assert users(room) == ["1000", "1000"]
    assert room.domain == "example.com"
    assert room.revision == revision + 1
    assert names.ask_again() == []


def test_a_domain_that_was_not_told_is_asked_again(names: Naming, asked: Asked, clock: FakeClock, room: Room) -> None:
    asked.problem = ReplyTimeout("no reply")
    names.domain(room)
    assert room.domain_open
    clock.move(AGAIN_SECONDS[0])
    asked.problem = None
    names.ask_again()

    assert room.domain == "example.com"


@pytest.mark.parametrize("problem", [ReplyTimeout("no reply"), ConnectionLost("gone")])
def test_whose_a_conference_is_stays_open_until_somebody_answers(
    names: Naming, asked: Asked, room: Room, problem: EslError
) -> None:
    asked.problem = problem
    names.domain(room)
    assert room.domain_open

    asked.problem = None
    asked.variables.clear()
    names.domain(room)

    assert (room.domain, room.domain_open) == (None, False)


def test_whose_a_conference_is_in_which_nobody_is_yet_is_open(names: Naming, room: Room) -> None:
    room.members.clear()
    names.domain(room)

    assert room.domain_open


def test_who_never_answers_is_asked_less_and_less_and_one_question_at_a_time(
    names: Naming, asked: Asked, clock: FakeClock, room: Room
) -> None:
    asked.problem = ReplyTimeout("no reply")
    names.not_answered(room)
    for _ in range(300):
        clock.move(1)
        assert names.ask_again() == []

    # A pause is a random part of its limit, and a turn asks one question.
    assert 5 < len(asked.questions) < 60


def test_of_a_meeting_that_is_over_nothing_is_asked(names: Naming, asked: Asked, clock: FakeClock, room: Room) -> None:
    names.not_answered(room)
    room.ended = True
    clock.move(AGAIN_SECONDS[1])

    assert names.ask_again() == []
    assert asked.questions == []


def test_without_a_connection_the_next_snapshot_asks(names: Naming, asked: Asked, clock: FakeClock, room: Room) -> None:
    asked.problem = ConnectionLost("gone")
    names.user(room, "call-1")
    names.domain(room)
    clock.move(AGAIN_SECONDS[1])
    asked.questions.clear()

    assert names.ask_again() == []
    assert asked.questions == []


def test_a_join_whose_questions_were_not_answered_has_its_user_soon(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    unanswered = [True]

    def first_no(ask: Ask, call: str) -> Brought:
        if unanswered.pop() if unanswered else False:
            raise ReplyTimeout("no reply")
        return brought_by(ask, call)

    monkeypatch.setattr(naming, "brought_by", first_no)
    play.switch.join("internal", "1000", "Ada", variables=ADA)

    until(lambda: users(play.relay.follower.rooms.named("internal") or Room("", "")) == ["1000"])
    assert unanswered == []


def test_who_joined_unheard_has_their_user_with_the_first_that_is_heard_of_them(play: Play) -> None:
    ada = play.switch.join("internal", "1000", "Ada", variables=ADA)
    until(lambda: users(play.relay.follower.rooms.named("internal") or Room("", "")) == ["1000"])
    found = play.relay.follower.rooms.named("internal")
    assert found is not None
    # As if the join had come before the subscription, and the list had not shown them yet.
    found.members.clear()
    play.switch.talk(ada)

    until(lambda: users(found) == ["1000"])
