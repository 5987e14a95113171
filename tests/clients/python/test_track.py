"""Over a WebSocket each event comes once and in order, whatever is lost on the way."""

from collections.abc import Mapping

import msgspec
import pytest

from freeswitch_functions_client import Problem
from freeswitch_functions_client.feed.frames import frame_in, hear
from freeswitch_functions_client.feed.track import LAST_SECONDS, MOST_KEPT, Track
from freeswitch_functions_client.feed.watched import Watched
from freeswitch_functions_client.schemas import ClientFrame
from tests.clients.python.conferences import NODE, conference, happening, muted
from tests.functions.shared.feed.vectors import AT


class Following:
    """A track, what it says and tells, and a clock that is moved."""

    def __init__(self) -> None:
        self.said: list[ClientFrame] = []
        self.told: list[Watched | Problem] = []
        self.doubts = 0
        self.now = 0.0
        self.track = Track("internal", self.said.append, self.told.append, self._doubt, lambda: self.now)

    def _doubt(self) -> None:
        self.doubts += 1

    def hear(self, **frame: object) -> None:
        told = frame_in(msgspec.json.encode(frame))
        assert told, frame
        hear(told, {"internal": self.track})

    def snapshot(self, seq: int = 10, *, part: int = 1, of: int = 1, **fields: object) -> None:
        watching = [{"subject": "eve", "name": None, "since": AT}] if part == of else []
        self.hear(
            type="snapshot", name="internal", conference=conference(seq, **fields), watching=watching, seq=seq,
            part=part, of=of,
        )  # fmt: skip

    def events(self, *events: Mapping[str, object]) -> None:
        self.hear(type="events", conference="internal", events=events)

    def pong(self, seq: int | None, node: object = NODE) -> None:
        seqs = {} if seq is None else {"internal": seq}
        self.hear(type="pong", seqs=seqs, nodes={"internal": node})

    def last(self) -> Watched:
        told = self.told[-1]
        assert isinstance(told, Watched)
        return told

    def seqs(self) -> list[int]:
        return [event.seq for told in self.told if isinstance(told, Watched) for event in told.events]

    def asked(self) -> list[bytes]:
        return [msgspec.json.encode(frame) for frame in self.said]


@pytest.fixture
def following() -> Following:
    found = Following()
    found.track.ask()
    found.snapshot()
    return found


def test_it_begins_with_a_snapshot_and_goes_on_after_it(following: Following) -> None:
    following.events(muted(10), muted(11), happening(12, "presence.joined", subject="bob", name="Bob", since=AT))

    assert following.asked() == [b'{"type":"subscribe","conference":"internal"}']
    assert following.seqs() == [11, 12]
    conference_now = following.last().conference
    assert conference_now
    assert conference_now.members[0].muted is True
    assert [one.subject for one in following.last().watching] == ["eve", "bob"]
    assert following.track.asks_at is None


def test_an_event_that_was_overtaken_waits_for_what_is_missing(following: Following) -> None:
    following.events(muted(12, is_muted=False))
    assert following.seqs() == []
    assert following.asked()[1:] == [b'{"type":"subscribe","conference":"internal","after":10}']

    following.events(muted(11))

    assert following.seqs() == [11, 12]
    assert following.track.asks_at is None


def test_what_is_missing_is_asked_for_less_and_less_often(following: Following) -> None:
    following.events(muted(12))
    pauses = []
    for _ in range(6):
        assert following.track.asks_at is not None
        pauses.append(following.track.asks_at - following.now)
        following.now = following.track.asks_at
        following.track.ask()

    assert pauses[0] < pauses[1] < pauses[2]
    assert pauses[-1] == LAST_SECONDS


def test_a_pong_shows_that_the_last_event_was_lost(following: Following) -> None:
    following.pong(11)

    assert following.asked()[-1] == b'{"type":"subscribe","conference":"internal","after":10}'


def test_a_snapshot_comes_in_parts_and_is_told_when_all_are_there() -> None:
    following = Following()
    members = conference(10)["members"]
    assert isinstance(members, list)
    following.snapshot(part=1, of=2, members=members[:1])
    assert following.told == []
    following.snapshot(part=2, of=2, members=members[1:])

    now = following.last().conference
    assert now
    assert [one.uuid for one in now.members] == ["call-1", "call-2"]


def test_a_part_without_the_one_before_it_tells_nothing() -> None:
    following = Following()
    following.snapshot(part=2, of=2)

    assert following.told == []


def test_what_cannot_be_told_any_more_needs_a_snapshot(following: Following) -> None:
    following.hear(type="gap", conference="internal", **{"from": 11, "to": 20})
    following.events(muted(21))
    following.track.ask()
    following.snapshot(20)

    assert following.asked()[-1] == b'{"type":"subscribe","conference":"internal"}'
    # What came meanwhile is in it.
    assert following.last().anew
    now = following.last().conference
    assert now
    assert now.members[0].muted is True


def test_the_nodes_state_comes_with_a_pong(following: Following) -> None:
    following.pong(10, {"node_state": "lost", "as_of": AT})
    now = following.last().conference
    assert now
    assert now.node_state == "lost"


def test_one_that_was_given_up_with_its_node_is_told_after_a_second_look(following: Following) -> None:
    following.pong(10, None)
    assert following.doubts == 1
    following.pong(10, None)

    assert following.last().conference is None


def test_one_that_the_server_does_not_know_to_be_followed_is_asked_for_again(following: Following) -> None:
    following.pong(None)

    assert len(following.said) == 2


def test_a_refusal_is_told_and_ends_the_asking(following: Following) -> None:
    problem = {"type": "about:blank", "title": "t", "status": 403, "code": "missing_ability", "detail": "not yours"}
    following.hear(type="problem", conference="internal", problem=problem)

    (*_, told) = following.told
    assert isinstance(told, Problem)
    assert told.code == "missing_ability"
    assert following.track.asks_at is None


def test_whoever_was_just_let_in_asks_again_soon(following: Following) -> None:
    problem = {"type": "about:blank", "title": "t", "status": 409, "code": "not_inside", "detail": "not yet"}
    following.hear(type="problem", conference="internal", problem=problem)

    assert following.track.asks_at == pytest.approx(1.0)
    assert len(following.told) == 1


def test_half_a_frame_and_one_of_a_later_version_are_none() -> None:
    assert frame_in('{"type": "pong", "se') is None
    assert frame_in('{"type": "of.tomorrow"}') is None


def test_what_waits_for_a_missing_event_has_an_end(following: Following) -> None:
    following.events(*(muted(seq) for seq in range(12, 12 + 2 * MOST_KEPT)))
    following.events(muted(11))

    assert following.seqs() == []
