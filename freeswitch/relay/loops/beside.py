"""Runs things beside each other: an unexpected error in one of them is logged with its trace and counted."""

from collections.abc import Callable
from types import TracebackType
from typing import TypeVarTuple

import gevent
from gevent import Greenlet
from gevent.pool import Pool

from freeswitch.relay.telemetry.logs import logger

# gevent's own time-out is no Exception, but one that nobody has caught is as unexpected as any.
UNEXPECTED = (Exception, gevent.Timeout)
MESSAGE = "something unexpected went wrong"

Ts = TypeVarTuple("Ts")


def _uncounted() -> None:
    """Nobody counts yet."""


_count: Callable[[], None] = _uncounted


def spawn(
    where: str, function: Callable[[*Ts], object], *arguments: *Ts, pool: Pool | None = None
) -> "Greenlet[..., object]":
    """Run `function` in a greenlet of its own; the relay starts greenlets in no other way.

    Args:
        where: its name in the log.
        pool: takes a place in it, and waits here until there is one.
    """

    def run() -> None:
        try:
            function(*arguments)
        except UNEXPECTED:
            tell(where)

    return gevent.spawn(run) if pool is None else pool.spawn(run)


def tell(where: str, **more: object) -> None:
    """Log the exception that is being handled, with its trace, and count it."""
    _count()
    logger.exception(MESSAGE, extra={"where": where, **more})


def count_with(count: Callable[[], None]) -> None:
    """Count unexpected errors with this, also those that only gevent sees: in callbacks, in `/healthz`."""
    global _count  # noqa: PLW0603  # one process is one relay
    _count = count
    hub = gevent.get_hub()
    hub.handle_error = _handle_error  # type: ignore[method-assign, assignment]  # gevent says to put it there


def _handle_error(
    context: object,
    kind: type[BaseException] | None,
    problem: BaseException | str | None,
    trace: TracebackType | None,
) -> None:
    """In gevent's place: whatever ends the process stays gevent's."""
    hub = gevent.get_hub()
    if context is None or not isinstance(problem, UNEXPECTED) or isinstance(problem, hub.SYSTEM_ERROR):
        type(hub).handle_error(hub, context, kind, problem, trace)
        return
    _count()
    logger.error(MESSAGE, exc_info=(type(problem), problem, trace), extra={"where": type(context).__name__})
