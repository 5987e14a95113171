"""What time it is for the tables: the HTTP `Date` of their answers, for whoever cannot trust this machine's clock."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

from functions.shared.tables.base import shared_connection

_collected: ContextVar[list[float] | None] = ContextVar("collected", default=None)


@contextmanager
def answer_dates() -> Iterator[list[float]]:
    """Collect the dates of the answers that come within the block, in seconds since 1970; the newest is the last.

    Refusals tell the time, too: of a clock that is minutes off, DynamoDB takes no signature.
    """
    _listen()
    dates: list[float] = []
    token = _collected.set(dates)
    try:
        yield dates
    finally:
        _collected.reset(token)


@cache
def _listen() -> None:
    client: Any = shared_connection().client
    client.meta.events.register("after-call.dynamodb", _note)


def _note(parsed: Mapping[str, Any], **_: object) -> None:
    dates = _collected.get()
    if dates is None:
        return
    text = parsed.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date", "")
    try:
        dates.append(parsedate_to_datetime(text).timestamp())
    except ValueError:
        # An answer without a date tells nothing; moto within a test's own process has none.
        return
