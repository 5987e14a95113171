"""The HTTP API for asyncio: every operation, and the end of a command."""

from typing import Self, overload

from freeswitch_functions_client.async_operations import AsyncOperations
from freeswitch_functions_client.outcome import FOLLOW_SECONDS, WAIT_SECONDS, is_open, pause_after
from freeswitch_functions_client.problem import Problem
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
