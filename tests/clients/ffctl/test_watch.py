"""`watch` tells what is and what happens, each event once."""

import asyncio
import io
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import httpx2
import msgspec
import pytest
from rich.console import Console

from ffctl.desk import Desk
from ffctl.endings import Unable
from ffctl.watch.command import follow
from ffctl.watch.lines import JsonLines, TextLines
from ffctl.watch.live_table import LiveTable
from freeswitch_functions_client import AsyncApi, Problem, Watched
from freeswitch_functions_client.schemas import ConferenceView
from tests.clients.ffctl.terminals import URL, Terminal
from tests.clients.python.both import json
from tests.clients.python.conferences import conference, event, happening, muted
from tests.clients.python.feed_stand_in import FeedStandIn


class Noted(JsonLines):
    """Notes what is told, and lets the feed go on."""

    def __init__(self) -> None:
        self.told: list[Watched] = []
        self.more = asyncio.Event()

    def take(self, watched: Watched) -> None:
        self.told.append(watched)
        self.more.set()

    def seqs(self) -> list[int]:
        return [one.seq for watched in self.told for one in watched.events]


def desk_before(api: AsyncApi, tmp_path: Path) -> Desk:
    surroundings = Terminal(tmp_path, lambda request: pytest.fail(f"{request.url} was asked")).surroundings()
    return Desk(replace(surroundings, connect_async=lambda _url, _token: api), url=URL)


def test_it_follows_the_feed_over_a_websocket(tmp_path: Path) -> None:
    async def story() -> list[Watched]:
        feed, noted = FeedStandIn(), Noted()
        async with feed.api() as api:
            watching = follow(desk_before(api, tmp_path), "internal", noted, polling=False, seconds=None)
            following = asyncio.create_task(watching)
            async with asyncio.timeout(20):
                await noted.more.wait()
                await feed.tell(muted(11))
                await feed.tell(happening(12, "of.tomorrow"))
                while 12 not in noted.seqs():
                    noted.more.clear()
                    await noted.more.wait()
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following
        return noted.told

    told = asyncio.run(story())

    assert told[0].anew
    assert [one.seq for watched in told for one in watched.events] == [11, 12]


def test_it_ends_when_its_time_is_over(tmp_path: Path) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        of_the_feed = request.url.path.endswith("/events")
        return json({"items": [], "seq": 10, "gap": None} if of_the_feed else conference(10))

    async def story() -> list[Watched]:
        noted = Noted()
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as client:
            desk = desk_before(AsyncApi(URL, "t", client=client), tmp_path)
            async with asyncio.timeout(20):
                await follow(desk, "internal", noted, polling=True, seconds=2.0)
        return noted.told

    assert [one.anew for one in asyncio.run(story())] == [True]


def test_one_that_may_not_be_followed_is_told_as_the_api_words_it(tmp_path: Path) -> None:
    async def story() -> None:
        feed = FeedStandIn()
        feed.is_refusing = True
        async with feed.api() as api:
            await follow(desk_before(api, tmp_path), "internal", Noted(), polling=False, seconds=20)

    with pytest.raises(Problem, match="missing_ability"):
        asyncio.run(story())


def test_where_nobody_tells_anything_nobody_knows(tmp_path: Path) -> None:
    async def story() -> None:
        async with AsyncApi("http://127.0.0.1:9", "t") as api:
            await follow(desk_before(api, tmp_path), "internal", Noted(), polling=True, seconds=0.2)

    with pytest.raises(Unable) as raised:
        asyncio.run(story())

    assert raised.value.code == 4


def watched(*events: Mapping[str, object], anew: bool = False, **fields: object) -> Watched:
    return Watched(msgspec.convert(conference(10, **fields), ConferenceView), tuple(event(one) for one in events), anew)


def test_json_is_a_line_for_all_of_it_and_one_for_each_event(capsys: pytest.CaptureFixture[str]) -> None:
    lines = JsonLines()
    lines.take(watched(anew=True))
    lines.take(watched(muted(11)))
    first, second = (msgspec.json.decode(line) for line in capsys.readouterr().out.splitlines())

    assert (first["type"], first["conference"]["name"]) == ("snapshot", "internal")
    assert second == muted(11)


def test_text_is_a_line_for_each_event_with_all_that_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    lines = TextLines()
    lines.take(watched(anew=True))
    lines.take(watched(happening(11, "member.left", name="Z\x1b[2J", uuid="call-1")))
    out = capsys.readouterr().out.splitlines()

    assert out[0].startswith("2 people")
    assert "member.left" in out[1]
    assert '"uuid":"call-1"' in out[1]
    assert "\x1b" not in out[1]


def drawn(live: LiveTable, height: int) -> str:
    stream = io.StringIO()
    Console(file=stream, width=120, height=height, markup=False, highlight=False).print(live.picture())
    return stream.getvalue()


def test_the_table_shows_people_the_last_events_and_whom_it_has_no_room_for() -> None:
    console = Console(file=io.StringIO(), width=120, height=12, markup=False, highlight=False)
    live = LiveTable("internal", console)
    members = conference(10)["members"]
    assert isinstance(members, list)
    crowd = [{**members[0], "uuid": f"call-{number}", "name": f"Guest {number}"} for number in range(5)]
    live.status("live")
    live.take(watched(muted(11), members=crowd, member_count=5))
    told = drawn(live, 12)

    assert "5 people" in told
    assert "connection: live" in told
    assert "Guest 2" in told
    assert "Guest 3" not in told
    assert "and 2 more, for whom this terminal is not high enough" in told
    assert "member.changed  muted yes" in told
