"""Whoever misses something ends where those are who missed nothing, by the protocol alone."""

import random
import time
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from functions.feed import app, rounds
from functions.shared.feed.appending import append
from functions.shared.feed.changes import changes
from functions.shared.feed.events import Event
from functions.shared.feed.folding import fold
from functions.shared.feed.reading import events_since
from functions.shared.feed.waking import Wake
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.conferences.writes import write_rows
from tests.functions.live.listening import GatewayStub, connect, say, ticket
from tests.permissions import acting

TURNS = 120
NAME = "missed"


class Reader:
    """A client: what it knows, up to which seq, and whether it is connected."""

    def __init__(self, gateway: GatewayStub, name: str) -> None:
        self.gateway = gateway
        self.name = name
        self.lives = 0
        self.state: ConferenceState | None = None
        self.seq: int | None = None
        self.parts: list[dict[str, Any]] = []
        # How often it asked for what it had missed.
        self.asked = 0

    @property
    def connection(self) -> str:
        return f"{self.name}-{self.lives}"

    def connect(self) -> None:
        """Connecting and coming back are the same."""
        self.lives += 1
        assert connect(self.connection, ticket()) == 200
        self.subscribe()

    def subscribe(self) -> None:
        after = {} if self.seq is None else {"after": self.seq}
        self.asked += 1
        say(self.connection, type="subscribe", conference=NAME, **after)
        self.read()

    def lose(self) -> None:
        """The network is gone; nobody says goodbye."""
        self.gateway.gone.add(self.connection)

    def read(self) -> None:
        for frame in self.gateway.taken(self.connection):
            getattr(self, "_" + frame["type"])(frame)

    def ask_whether_that_is_all(self) -> None:
        say(self.connection, type="ping")
        self.read()

    def _snapshot(self, frame: dict[str, Any]) -> None:
        self.parts.append(frame["conference"])
        if frame["part"] < frame["of"]:
            return
        parts, self.parts = self.parts, []
        self.seq = frame["seq"]
        if frame["conference"] is None:
            self.state = None
            return
        whole = parts[0] | {
            noun: [one for part in parts for one in part[noun]] for noun in ("members", "recordings", "streams")
        }
        self.state = msgspec.convert(whole, ConferenceState)

    def _events(self, frame: dict[str, Any]) -> None:
        for one in msgspec.convert(frame["events"], list[Event]):
            assert self.seq is not None
            if one.seq <= self.seq:
                continue
            if one.seq > self.seq + 1:
                self.subscribe()
                return
            self.state, self.seq = fold(self.state, [one]), one.seq

    def _gap(self, frame: dict[str, Any]) -> None:
        """A snapshot follows."""

    def _pong(self, frame: dict[str, Any]) -> None:
        if frame["seqs"].get(NAME, 0) > (self.seq or 0):
            self.subscribe()


class Meeting:
    """A conference in which something happens all the time, told and written as a relay does it."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.state: ConferenceState | None = None
        self.meetings = self.calls = 0

    def change(self) -> list[Event]:
        new = self._next()
        made = changes(self.state, new, at="2026-01-01T00:00:00.000Z")
        done = append(made, domain="example.com", now=time.time())
        self.state = new
        if new is not None and self.dice.random() < 0.3:
            members = new.members
            write_rows(new, members=members, told=done.seq, over=[f"meeting-{self.meetings - 1}"])
        return list(done.events)

    def _next(self) -> ConferenceState | None:
        old, dice = self.state, self.dice
        if old is None:
            self.meetings += 1
            return ConferenceState(name=NAME, uuid=f"meeting-{self.meetings}", node="fs1", domain="example.com")
        members = list(old.members)
        what = dice.choice(("join", "join", "leave", "mute", "talk", "lock", "layout"))
        if what == "join" or not members:
            self.calls += 1
            members.append(MemberState(uuid=f"call-{self.calls}", number=self.calls, muted=False, talking=False))
        elif what == "leave":
            members.pop(dice.randrange(len(members)))
        else:
            place = dice.randrange(len(members))
            field = {"mute": "muted", "talk": "talking"}.get(what)
            if field is not None:
                members[place] = msgspec.structs.replace(members[place], **{field: not getattr(members[place], field)})
        return msgspec.structs.replace(
            old,
            members=tuple(members),
            member_count=len(members),
            revision=old.revision + 1,
            locked=not old.locked if what == "lock" else old.locked,
            layout=dice.choice(("1x1", "2x2")) if what == "layout" else old.layout,
        )


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames may follow each other without a pause."""
    monkeypatch.setattr(rounds, "FRAME_SECONDS", 0.0)


def wake(events: list[Event]) -> None:
    body = msgspec.json.encode(Wake(conference=NAME, domain="example.com", events=events)).decode()
    with acting("FeedFunction"):
        app.handler({"Records": [{"messageId": "m", "body": body}]}, SimpleNamespace(aws_request_id="r"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_without_a_connection_for_a_while_and_one_whose_wakes_are_lost_end_as_one_that_saw_all(
    gateway: GatewayStub, seed: int
) -> None:
    dice = random.Random(seed)
    meeting, away, deaf = Meeting(dice), Reader(gateway, "away"), Reader(gateway, "deaf")
    meeting.change()
    away.connect()
    deaf.connect()
    lost = 0
    for turn in range(TURNS):
        told = meeting.change()
        if turn == TURNS // 3:
            away.lose()
        if turn == 2 * TURNS // 3:
            away.connect()
        if dice.random() < 0.4:
            # Nobody is woken by these; the next one shows it.
            lost += 1
        else:
            wake(told)
        away.read()
        deaf.read()
    for reader in (away, deaf):
        reader.ask_whether_that_is_all()
    saw_all = fold(None, events_since(NAME, 0))

    assert lost > 20
    assert (away.lives, away.asked > 1, deaf.asked > 1) == (2, True, True)
    assert away.state == deaf.state == saw_all == meeting.state
    assert away.seq == deaf.seq == events_since(NAME, 0)[-1].seq
