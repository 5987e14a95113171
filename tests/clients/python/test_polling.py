"""A conference is followed by asking: its state, then what happens after it."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx2
import pytest

from freeswitch_functions_client import Problem
from freeswitch_functions_client.feed.watched import Watched
from tests.clients.python.both import LOST, Asked, both, json, refusal
from tests.clients.python.conferences import conference, happening, muted


def page(*events: dict[str, object], seq: int, gap: object = None) -> httpx2.Response:
    return json({"items": events, "seq": seq, "gap": gap})


def first(count: int) -> Callable[[Any], Any]:
    """What is told first, and then no more is asked for."""

    def ask(api: Any) -> Any:
        told = api.watch("internal", patience=60.0)
        return _iterated(told, count) if isinstance(told, Iterator) else _async_iterated(told, count)

    return ask


def _iterated(told: Iterator[Watched], count: int) -> Iterator[Watched]:
    for _ in range(count):
        yield next(told)


async def _async_iterated(told: AsyncIterator[Watched], count: int) -> AsyncIterator[Watched]:
    for _ in range(count):
        yield await anext(told)


@both
def test_it_begins_with_what_is_so_and_goes_on_with_what_happens(kind: str) -> None:
    answers = [page(seq=9), json(conference(seq=10)), page(muted(11), happening(12, "of.tomorrow"), seq=12)]
    asked = Asked(kind, answers)

    begun, after = asked.get(first(2))

    assert (begun.anew, begun.conference.member_count, begun.events) == (True, 2, ())
    assert [event.type for event in after.events] == ["member.changed", "of.tomorrow"]
    assert after.anew is False
    assert after.conference.members[0].muted is True
    assert [request.url.query for request in asked.requests] == [b"", b"", b"after=10&wait=20"]


@both
def test_one_that_is_not_there_yet_is_told_when_it_begins(kind: str) -> None:
    begins = happening(10, "conference.started", conference=conference(0))
    asked = Asked(kind, [page(seq=9), refusal(404, "conference_not_found"), page(begins, seq=10)])

    none, begun = asked.get(first(2))

    assert none.conference is None
    assert begun.conference.name == "internal"
    assert begun.conference.node_state == "up"


@both
def test_what_cannot_be_told_any_more_is_taken_anew(kind: str) -> None:
    gap = {"from": 11, "to": 20, "reason": "expired"}
    asked = Asked(
        kind,
        [
            *(page(seq=10), json(conference(seq=10)), page(seq=20, gap=gap)),
            *(page(seq=20), json(conference(seq=20, locked=True))),
        ],
    )

    _, anew = asked.get(first(2))

    assert (anew.anew, anew.conference.locked) == (True, True)


@both
def test_after_lost_answers_it_goes_on_after_the_last_event(kind: str) -> None:
    answers = [page(seq=10), json(conference(seq=10)), page(muted(11), seq=11)]
    # Three tries of one question, a pause, one try of the next.
    asked = Asked(kind, [*answers, *([LOST] * 4), page(muted(12, is_muted=False), seq=12)])

    told = asked.get(first(3))

    assert [event.seq for one in told for event in one.events] == [11, 12]
    assert asked.requests[-1].url.query == b"after=11&wait=20"


@both
def test_a_node_that_is_gone_is_told_though_nothing_happens(kind: str) -> None:
    lost = json(conference(seq=10, node_state="lost"))
    asked = Asked(kind, [page(seq=10), json(conference(seq=10)), page(seq=10), lost])

    _, told = asked.get(first(2))

    assert (told.conference.node_state, told.events) == ("lost", ())


@both
def test_whoever_may_not_follow_it_is_told_so(kind: str) -> None:
    with pytest.raises(Problem, match="missing_ability"):
        Asked(kind, [refusal(403, "missing_ability")]).get(first(1))


@both
def test_without_any_answer_it_is_given_up_after_a_minute(kind: str) -> None:
    asked = Asked(kind, [LOST])

    with pytest.raises(Problem):
        asked.get(first(1))

    assert 60 <= asked.now < 130
