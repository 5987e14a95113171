"""What is appended is told to everyone who listens, once, in order, and to nobody else."""

import time
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from functions.feed import app, rounds
from functions.shared.feed.events import (
    CommandFinished,
    ConferenceChanged,
    ConferenceEnded,
    ConferenceStarted,
    Event,
    MemberLeft,
)
from functions.shared.feed.waking import Wake
from functions.shared.live.frames import MOST_BYTES
from functions.shared.rooms.waiting import Lobby
from functions.shared.standings.persons import person_of_user
from functions.shared.state import Standing
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.known.revocations import forget_revocations
from functions.shared.tables.live.connections import Viewer, beginnings, listen, listeners
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import ROOM_KEY, Room, RoomsItem
from functions.shared.tables.revocations import revoke_token
from tests.functions.live.listening import GatewayStub, happen, muted, place
from tests.permissions import acting

ENDS = time.time() + 3600


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[GatewayStub]:
    with place(monkeypatch) as stub:
        yield stub


def viewer(*can: str, domain: str = "example.com", token: str = "", ends: float = ENDS) -> Viewer:
    return Viewer(subject="s", domain=domain, conferences=("*",), can=can or ("view",), token=token, ends=ends)


def arrive(*connections: str, conference: str = "internal", who: Viewer | None = None) -> None:
    for connection in connections:
        listen(conference, connection, who or viewer(), now=time.time())


def wake(*batches: Sequence[Event], domain: str = "example.com") -> dict[str, Any]:
    """Hand the function these batches in one go."""
    records = [
        {
            "messageId": f"m{number}",
            "body": msgspec.json.encode(
                Wake(conference=batch[0].conference, domain=domain, events=list(batch))
            ).decode(),
        }
        for number, batch in enumerate(batches)
    ]
    with acting("FeedFunction"):
        return app.handler({"Records": records}, SimpleNamespace(aws_request_id="r"))


def seqs(frames: list[Any]) -> list[int]:
    return [one["seq"] for frame in frames for one in frame["events"]]


def test_everyone_who_listens_is_told_in_one_frame(gateway: GatewayStub) -> None:
    arrive("a", "b")
    arrive("elsewhere", conference="other")
    told = happen(muted(True), muted(False))

    assert wake(told) == {"batchItemFailures": []}

    assert gateway.frames.keys() == {"a", "b"}
    assert all(seqs(frames) == [one.seq for one in told] and len(frames) == 1 for frames in gateway.frames.values())


def test_what_came_meanwhile_comes_together_once_and_in_order(gateway: GatewayStub) -> None:
    arrive("a")
    first, second = happen(muted(True)), happen(muted(False))

    wake(second, first, second)

    (frame,) = gateway.taken("a")
    assert seqs([frame]) == [first[0].seq, second[0].seq]


def test_who_had_to_be_in_the_meeting_and_left_it_is_told_that_and_nothing_more(gateway: GatewayStub) -> None:
    """They connect anew: who is in by another browser listens again, who waits is refused."""
    inside = Viewer(subject="entry-1", domain="example.com", conferences=("internal",), can=("view",), inside=True)
    arrive("guest", who=msgspec.structs.replace(inside, ends=ENDS))
    arrive("host")
    first = happen(muted(True))
    wake(first)
    told = happen(muted(False), MemberLeft(uuid="call-1", user="entry-1"), muted(True))
    wake(told)
    wake(happen(muted(False)))

    assert seqs(gateway.taken("guest")) == [first[0].seq, told[0].seq, told[1].seq]
    assert gateway.closed == {"guest"}
    assert [connection for connection, _ in listeners("internal")] == ["host"]
    assert len(seqs(gateway.taken("host"))) == 5


def test_whom_a_host_keeps_out_is_told_nothing_from_then_on(gateway: GatewayStub) -> None:
    person = Standing(person=person_of_user("meeting-internal", "1001"), rank="kept_out", at="2026-11-29T10:00:00Z")
    for name, subject, can in (
        ("ada", "1001@example.com", "host"),
        ("bob", "1000", "view"),
        ("ops", "1001", "control"),
    ):
        who = msgspec.structs.replace(viewer("view", can), subject=subject)
        arrive(name, who=who)
    happened = happen(
        muted(True), ConferenceChanged(changed={"standings": [msgspec.to_builtins(person)]}), muted(False)
    )
    wake(happened)

    assert seqs(gateway.taken("ada")) == [happened[0].seq]
    assert seqs(gateway.taken("bob")) == seqs(gateway.taken("ops")) == [one.seq for one in happened]
    assert gateway.closed == {"ada"}
    assert {connection for connection, _ in listeners("internal")} == {"bob", "ops"}


@pytest.mark.parametrize(("lobby", "heard"), [("off", True), ("outside", False)])
def test_who_followed_before_there_was_a_lobby_comes_anew(gateway: GatewayStub, lobby: Lobby, *, heard: bool) -> None:
    """Whoever is in the meeting by then follows it again, and nobody else who came by a link."""
    room = Room(name="internal", domain="example.com", conference="internal", lobby=lobby)
    RoomsItem("internal", ROOM_KEY, body=encode(room)).save()
    guest = Viewer(
        subject="entry-1", domain="example.com", conferences=("internal",), can=("view",), ends=ENDS, guest=True
    )
    arrive("guest", who=guest)
    arrive("list", conference=beginnings("example.com"), who=guest)
    arrive("inside", who=msgspec.structs.replace(guest, inside=True))
    arrive("host")
    wake(happen(muted(True), ConferenceEnded()))

    assert gateway.frames.keys() == {"inside", "host"} | ({"guest", "list"} if heard else set())
    assert gateway.closed - {"inside"} == (set() if heard else {"guest", "list"})


def test_each_is_told_what_its_token_may_see(gateway: GatewayStub) -> None:
    arrive("viewer")
    arrive("operator", who=viewer("view", "control"))
    told = happen(CommandFinished(id="c", kind="mute", state="confirmed"))

    wake(told)

    assert gateway.taken("viewer")[0]["events"][0]["type"] == "hidden"
    assert gateway.taken("operator")[0]["events"][0]["data"]["id"] == "c"


def test_another_domain_is_told_nothing(gateway: GatewayStub) -> None:
    arrive("them", who=viewer(domain="other.example"))

    wake(happen(muted(True)))

    assert gateway.frames == {}


def test_who_listens_to_all_beginnings_is_told_those_that_the_token_covers_and_nothing_else(
    gateway: GatewayStub,
) -> None:
    arrive("all", "ended", conference=beginnings("example.com"))
    arrive("ended", conference=beginnings("example.com"), who=viewer(ends=time.time() - 1))
    arrive("elsewhere", conference=beginnings("other.example"), who=viewer(domain="other.example"))
    mine = msgspec.structs.replace(viewer(), conferences=("mine",))
    arrive("mine", conference=beginnings("example.com"), who=mine)
    told = happen(ConferenceStarted(conference={}), muted(True), ConferenceEnded())

    wake(told)

    (frame,) = gateway.taken("all")
    assert (frame["conference"], [one["type"] for one in frame["events"]]) == (
        "internal", ["conference.started", "conference.ended"]
    )  # fmt: skip
    assert gateway.frames == {}
    assert gateway.closed == {"ended"}

    wake(happen(muted(True)))
    assert gateway.frames == {}


def test_a_reader_who_is_gone_is_forgotten_and_one_who_is_slow_is_dropped(gateway: GatewayStub) -> None:
    arrive("gone", "slow", "well")
    gateway.gone, gateway.slow = {"gone"}, {"slow"}

    wake(happen(muted(True)))

    assert [name for name, _ in listeners("internal")] == ["well"]
    assert gateway.closed == {"slow"}
    assert len(gateway.taken("well")) == 1


def test_a_token_that_ended_or_was_revoked_ends_its_connection_and_sees_nothing(gateway: GatewayStub) -> None:
    arrive("ended", who=viewer(ends=time.time() - 1))
    arrive("revoked", who=viewer(token="t"))
    arrive("well")
    revoke_token("example.com", "t", until=time.time() + 60)
    forget_revocations()

    wake(happen(muted(True)))

    assert gateway.frames.keys() == {"well"}
    assert gateway.closed == {"ended", "revoked"}
    assert [name for name, _ in listeners("internal")] == ["well"]


def test_a_viewer_gets_five_frames_a_second(gateway: GatewayStub, monkeypatch: pytest.MonkeyPatch) -> None:
    paused: list[float] = []
    monkeypatch.setattr(rounds.tell, "__kwdefaults__", {"sleep": paused.append})
    arrive("a")

    wake(happen(muted(True)))
    wake(happen(*[muted(bool(number % 2)) for number in range(400)])[:50])
    wake(happen(muted(True)), domain="other.example")

    assert 0 < paused[0] <= 0.2
    frames = len(gateway.taken("a"))
    assert frames >= 2
    assert paused[1] == pytest.approx(0.2 * (frames - 1), abs=0.1)
    # Whoever told nobody waits for nothing.
    assert paused[2] == 0
    assert max(gateway.sizes) <= MOST_BYTES


def test_when_viewers_cannot_be_looked_up_the_message_comes_again(
    gateway: GatewayStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive("a", conference="other")
    told, elsewhere = happen(muted(True)), happen(muted(True))
    elsewhere = [msgspec.structs.replace(one, conference="other") for one in elsewhere]
    real = listeners

    def broken(conference: str) -> list[tuple[str, Viewer]]:
        if conference == "internal":
            raise TablesUnavailable("gone")
        return real(conference)

    monkeypatch.setattr(rounds, "listeners", broken)

    assert wake(told, elsewhere) == {"batchItemFailures": [{"itemIdentifier": "m0"}]}
    assert gateway.frames.keys() == {"a"}


def test_a_message_that_cannot_be_read_keeps_nobody_waiting(gateway: GatewayStub) -> None:
    answer = app.handler({"Records": [{"messageId": "m", "body": "{"}]}, SimpleNamespace(aws_request_id="r"))

    assert answer == {"batchItemFailures": []}


def test_an_event_costs_its_viewers_however_many_are_connected(gateway: GatewayStub) -> None:
    for number in range(1_200):
        conference = "internal" if number < 200 else f"c{number % 100}"
        listen(conference, f"connection-{number}", viewer(), now=time.time())

    told = happen(muted(True))
    wake(told)

    assert gateway.posts == 200
    assert len(gateway.frames) == 200
    assert {seqs(frames)[0] for frames in gateway.frames.values()} == {told[0].seq}
