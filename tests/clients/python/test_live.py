"""Conferences are followed over a WebSocket that comes back by itself."""

import asyncio

import pytest

from freeswitch_functions_client import Live, Problem
from freeswitch_functions_client.feed.listeners import MOST_WAITING, Listener
from freeswitch_functions_client.feed.watched import Watched
from tests.clients.python.conferences import event, happening, muted
from tests.clients.python.feed_stand_in import FeedStandIn


def test_after_a_connection_that_ended_it_goes_on_with_what_came_meanwhile() -> None:
    statuses: list[str] = []

    async def story() -> list[int]:
        feed, seqs = FeedStandIn(), []
        async with (
            asyncio.timeout(60),
            feed.api() as api,
            Live(api, on_status=statuses.append, chance=lambda: 0.0) as live,
        ):
            told = live.watch("internal")
            begun = await anext(told)
            assert begun.conference
            assert begun.conference.member_count == 2
            await feed.heard("ping")
            await feed.tell(muted(11))
            seqs += [one.seq for one in (await anext(told)).events]
            await feed.end_all()
            await feed.tell(muted(12, is_muted=False), is_lost=True)
            await feed.tell(happening(13, "of.tomorrow"), is_lost=True)
            while len(seqs) < 3:
                seqs += [one.seq for one in (await anext(told)).events]
            assert {"type": "subscribe", "conference": "internal", "after": 11} in feed.said
            assert feed.tickets == 2
            await told.aclose()
        return seqs

    assert asyncio.run(story()) == [11, 12, 13]
    assert statuses[:4] == ["connecting", "live", "waiting", "connecting"]
    assert statuses[-1] == "closed"


def test_a_frame_that_was_lost_is_asked_for_with_the_next_one() -> None:
    async def story() -> list[int]:
        feed = FeedStandIn()
        async with asyncio.timeout(60), feed.api() as api, Live(api) as live:
            told = live.watch("internal")
            await anext(told)
            await feed.tell(muted(11), is_lost=True)
            await feed.tell(muted(12, is_muted=False))
            seqs = [one.seq for one in (await anext(told)).events]
            await told.aclose()
        return seqs

    assert asyncio.run(story()) == [11, 12]


def test_two_who_watch_share_one_subscription_which_ends_with_the_last() -> None:
    async def story() -> int:
        feed = FeedStandIn()
        async with asyncio.timeout(60), feed.api() as api, Live(api) as live:
            one, other = live.watch("internal"), live.watch("internal")
            first = await anext(one)
            assert await anext(other) == first
            await one.aclose()
            await other.aclose()
            assert await feed.heard("unsubscribe") == {"type": "unsubscribe", "conference": "internal"}
        return sum(frame["type"] == "subscribe" for frame in feed.said)

    assert asyncio.run(story()) == 1


def test_a_token_that_is_refused_ends_it_and_everybody_is_told() -> None:
    async def story() -> str:
        feed = FeedStandIn()
        feed.is_refusing = True
        async with asyncio.timeout(60), feed.api() as api, Live(api) as live:
            with pytest.raises(Problem, match="missing_ability"):
                await anext(live.watch("internal"))
            with pytest.raises(Problem, match="missing_ability"):
                await anext(live.watch("other"))
            return live.status

    assert asyncio.run(story()) == "refused"


def test_whoever_takes_too_long_is_told_all_of_it_anew() -> None:
    async def story() -> list[Watched]:
        now = Watched(None, (), anew=True)
        listener = Listener(lambda: now)
        for seq in range(MOST_WAITING + 1):
            listener.tell(Watched(None, (event(muted(seq)),), anew=False))
        return [await listener.next(), await listener.next()]

    told = asyncio.run(story())

    assert [one.anew for one in told] == [True, False]
