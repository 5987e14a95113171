"""One question at a time for each key: whoever asks the same meanwhile waits for the same answer."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Final

from freeswitch.edge.answers import Answer, Key

# Questions under way; FreeSWITCH asks one at a time for each SIP profile, and one for each call that begins.
MOST_FLIGHTS: Final = 256


class TooMany(Exception):
    """So many questions are under way that this one is not asked."""


class Flights:
    """Questions under way; each goes on to its end, also when nobody waits for it any more."""

    def __init__(self, most: int = MOST_FLIGHTS) -> None:
        self._most = most
        self._by_key: dict[Key, asyncio.Task[Answer]] = {}
        self._under_way: set[asyncio.Task[Answer]] = set()

    def __contains__(self, key: Key) -> bool:
        return key in self._by_key

    def begin(self, key: Key, ask: Callable[[], Coroutine[None, None, Answer]]) -> "asyncio.Task[Answer]":
        """Ask, unless it is being asked.

        Raises:
            TooMany: it was not asked.
        """
        if key in self._by_key:
            return self._by_key[key]
        if len(self._under_way) >= self._most:
            raise TooMany(f"{self._most} questions are under way")
        flight = asyncio.create_task(ask())
        self._under_way.add(flight)
        self._by_key[key] = flight
        flight.add_done_callback(lambda done: self._landed(key, done))
        return flight

    async def answer(self, key: Key, ask: Callable[[], Coroutine[None, None, Answer]]) -> Answer:
        """Ask, or wait for who asks already.

        Raises:
            TooMany: it was not asked.
        """
        return await asyncio.shield(self.begin(key, ask))

    def part_with(self, user: tuple[str, str]) -> None:
        """Let nobody join questions about a user who has changed since they were asked."""
        for key in [key for key in self._by_key if key.user == user]:
            del self._by_key[key]

    async def all_landed(self, seconds: float) -> None:
        """Wait for what is under way, for so long."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)

    def _landed(self, key: Key, flight: "asyncio.Task[Answer]") -> None:
        self._under_way.discard(flight)
        if self._by_key.get(key) is flight:
            del self._by_key[key]
        if not flight.cancelled():
            # Nobody may have waited; whoever did has it from the task.
            flight.exception()
