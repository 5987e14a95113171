"""Who is told what happens."""

from types import TracebackType
from typing import Protocol, Self

from freeswitch_functions_client import Watched


class Teller(Protocol):
    """Shows it, within its `with`."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def take(self, watched: Watched) -> None:
        """How the conference is, and what has just happened."""

    def status(self, status: str) -> None:
        """How the connection is."""
