"""What moto works out anew for every request, worked out once, or in the short way: a fifth of its time.

For each message in a queue it asks the clock through two dates of the calendar, three times a request; and for each
request it goes through all that the service's class has.
"""

import functools
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from moto.core import responses, utils
from moto.sqs import models

MOST_REMEMBERED = 1024


def unix_time(moment: datetime | None = None) -> float:
    """Seconds since 1970, of now or of a moment in UTC."""
    return time.time() if moment is None else utils.unix_time(moment)


def unix_time_millis(moment: datetime | None = None) -> float:
    """Milliseconds since 1970, of now or of a moment in UTC."""
    return unix_time(moment) * 1000.0


def install() -> Callable[[], None]:
    """Replace moto's own; gives what puts them back."""
    remembered = functools.lru_cache(MOST_REMEMBERED)
    quick: list[tuple[Any, str, Callable[..., Any]]] = [
        (models, "unix_time", unix_time),
        (models, "unix_time_millis", unix_time_millis),
        (models, "camelcase_to_underscores", remembered(utils.camelcase_to_underscores)),
        (responses, "camelcase_to_underscores", remembered(utils.camelcase_to_underscores)),
        (responses, "method_names_from_class", remembered(utils.method_names_from_class)),
    ]
    kept = [(place, name, getattr(place, name)) for place, name, _ in quick]
    _put(quick)
    return functools.partial(_put, kept)


def _put(functions: list[tuple[Any, str, Callable[..., Any]]]) -> None:
    for place, name, function in functions:
        setattr(place, name, function)
