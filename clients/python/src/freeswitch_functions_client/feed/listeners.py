"""Who is told what is known of a conference, at their own pace."""

import asyncio
from collections.abc import Callable

from freeswitch_functions_client.feed.watched import Watched
from freeswitch_functions_client.problem import Problem

# So much waits to be taken; whoever lets more come is told all of it anew.
MOST_WAITING = 1000


class Listener:
    """What waits for one who listens.

    Args:
        now: what is known now; None before anything is.
    """

    def __init__(self, now: Callable[[], Watched | None]) -> None:
        self._now = now
        self._waiting: asyncio.Queue[Watched | Problem] = asyncio.Queue(MOST_WAITING)
        known = now()
        if known is not None:
            self._waiting.put_nowait(known)

    def tell(self, told: Watched | Problem) -> None:
        if self._waiting.full():
            while not self._waiting.empty():
                self._waiting.get_nowait()
            told = told if isinstance(told, Problem) else self._now() or told
        self._waiting.put_nowait(told)

    async def next(self) -> Watched:
        """Wait for what is told next.

        Raises:
            Problem: nothing is told any more, and why.
        """
        told = await self._waiting.get()
        if isinstance(told, Problem):
            raise told
        return told
