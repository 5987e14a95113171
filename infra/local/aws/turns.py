"""moto's models know of no threads; here each service that goes through what another thread changes has one turn."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

Words = ParamSpec("Words")
Result = TypeVar("Result")


class OneAtATime(Protocol):
    """Makes of an act one that nobody else does, nor another of its kind, while somebody does."""

    def __call__(self, act: Callable[Words, Result], /) -> Callable[Words, Result]: ...


def alone_with(turn: AbstractContextManager[object]) -> OneAtATime:
    """Whatever is wrapped with the same turn waits for the others.

    Args:
        turn: a lock that its own thread may take again, for such acts do each other.
    """

    def one_at_a_time(act: Callable[Words, Result]) -> Callable[Words, Result]:
        @wraps(act)
        def alone(*words: Words.args, **named: Words.kwargs) -> Result:
            with turn:
                return act(*words, **named)

        return alone

    return one_at_a_time
