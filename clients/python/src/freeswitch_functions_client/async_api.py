"""The HTTP API for asyncio: every operation, and the end of a command."""

from collections.abc import AsyncGenerator
from typing import Self, overload

from freeswitch_functions_client.async_operations import AsyncOperations
from freeswitch_functions_client.feed.pauses import Pauses
from freeswitch_functions_client.feed.polling import PATIENCE_SECONDS, Answer, watching
from freeswitch_functions_client.feed.watched import Watched
from freeswitch_functions_client.outcome import FOLLOW_SECONDS, WAIT_SECONDS, is_open, pause_after
from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.request import Request
from freeswitch_functions_client.schemas import CommandView


class AsyncApi(AsyncOperations):
    """A method for each operation. What fails is a `Problem`; every wait has an end.

    A change has an `Idempotency-Key`, under which it is asked again where no answer came, so that it is done once.
    """

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    @overload
    async def outcome(self, command: CommandView, *, seconds: float = FOLLOW_SECONDS) -> CommandView: ...

    @overload
    async def outcome(self, command: None, *, seconds: float = FOLLOW_SECONDS) -> None: ...

    async def outcome(self, command: CommandView | None, *, seconds: float = FOLLOW_SECONDS) -> CommandView | None:
        """Wait for a command's end; one that is still open then has none that anybody saw in `seconds`.

        None, for a change that was no command, is its own outcome.

        Raises:
            Problem: nobody may ask for it, or there is no such command.
        """
        if command is None:
            return None
        give_up = self._clock() + seconds
        while is_open(command) and self._clock() < give_up:
            try:
                command = await self.get_command(command.id, wait=WAIT_SECONDS)
            except Problem as problem:
                await self._sleep(min(pause_after(problem), max(0.0, give_up - self._clock())))
        return command

    async def watch(self, conference: str, *, patience: float = PATIENCE_SECONDS) -> AsyncGenerator[Watched, None]:
        """How a conference is, and again after everything that happens, for as long as it is asked for.

        Args:
            patience: after so many seconds without any answer it is given up.

        Raises:
            Problem: the conference may not be followed, or nobody answers.
        """
        steps = watching(conference, Pauses(patience, self._clock))
        answer: Answer = None
        while True:
            step = steps.send(answer)
            answer = None
            if isinstance(step, Watched):
                yield step
            elif isinstance(step, Request):
                try:
                    answer = await self._json(step, dict[str, object])
                except Problem as problem:
                    answer = problem
            else:
                await self._sleep(step)
