"""A token's holder cannot hold many connections by waiting, and loses nothing but the wait."""

import asyncio
import time
from collections.abc import Coroutine, Iterator
from typing import TypeVar

import pytest
from moto import mock_aws

from functions.mux_control import commands
from functions.mux_control.commands import settled
from functions.shared.api import long_waits
from functions.shared.api.long_waits import AT_ONCE, HELD_SECONDS, SHORT_SECONDS
from functions.shared.api.tokens import Grant
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.counters.allowances import AllowancesItem, hold_place
from tests.tables import make_tables

WAIT = 3
Result = TypeVar("Result")


@pytest.fixture
def row(monkeypatch: pytest.MonkeyPatch) -> CommandRow:
    """A command that nobody begins."""
    now = time.time()
    row = CommandRow(
        id="c", kind="mute", body="{}", node="fs1", domain="example.com", subject="me", conference="internal",
        created_at=now, deadline=now + 60,
    )  # fmt: skip
    monkeypatch.setattr(commands, "find_command", lambda _: row)
    return row


@pytest.fixture(autouse=True)
def places() -> Iterator[None]:
    """The table that all processes share."""
    with mock_aws():
        make_tables([AllowancesItem])
        yield


def done(story: Coroutine[object, object, Result]) -> Result:
    """Run a story to its end; unlike `asyncio.run` this leaves the thread's own loop as it is."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(story)
    finally:
        loop.close()


async def waited(row: CommandRow, subject: str, seconds: int = WAIT) -> float:
    began = time.monotonic()
    await settled(row, seconds, Grant(sub=subject, domain="example.com"))
    return time.monotonic() - began


def test_of_many_long_waits_of_one_token_eight_are_granted_and_another_s_are_too(row: CommandRow) -> None:
    async def all_at_once() -> list[float]:
        return await asyncio.gather(*(waited(row, "me") for _ in range(AT_ONCE + 4)), waited(row, "another"))

    *mine, others = done(all_at_once())

    assert sum(seconds < WAIT - 0.5 for seconds in mine) == 4
    assert min(mine) >= SHORT_SECONDS
    assert others >= WAIT - 0.5


def test_a_place_is_free_again_when_its_wait_is_over_or_broken_off(row: CommandRow) -> None:
    async def story() -> float:
        tasks = [asyncio.create_task(waited(row, "me", 20)) for _ in range(AT_ONCE)]
        await asyncio.sleep(SHORT_SECONDS + 0.5)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return await waited(row, "me")

    assert done(story()) >= WAIT - 0.5


def test_places_that_another_process_holds_count_here_too(row: CommandRow) -> None:
    for _ in range(AT_ONCE):
        assert hold_place(("example.com", "me"), AT_ONCE, now=time.time(), seconds=HELD_SECONDS)

    async def both() -> tuple[float, float]:
        return await asyncio.gather(waited(row, "me"), waited(row, "another"))

    mine, others = done(both())

    assert SHORT_SECONDS <= mine < WAIT - 0.5
    assert others >= WAIT - 0.5


def test_what_a_killed_process_held_is_free_when_its_wait_would_have_ended(row: CommandRow) -> None:
    for _ in range(AT_ONCE):
        assert hold_place(("example.com", "me"), AT_ONCE, now=time.time() - HELD_SECONDS - 1, seconds=HELD_SECONDS)

    assert done(waited(row, "me")) >= WAIT - 0.5


def test_where_the_table_does_not_answer_the_command_is_told_as_it_is(
    row: CommandRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise TablesUnavailable("away")

    monkeypatch.setattr(long_waits, "hold_place", broken)

    assert SHORT_SECONDS <= done(waited(row, "me")) < WAIT - 0.5
