"""From when to when: two times of a query."""

from datetime import UTC, datetime

from starlette.requests import Request

from functions.shared.api.operation import Query
from functions.shared.api.problems import invalid_field
from functions.shared.grammars.moments import trouble_with_moment

_TIME = {"type": "string", "format": "date-time"}
PERIOD = (Query("from", _TIME, "not before this time"), Query("to", _TIME, "before this time"))


def moment(request: Request, name: str) -> datetime | None:
    """Read a time of the query in UTC; 422 for what is none."""
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        if trouble_with_moment(found) is None:
            return found.astimezone(UTC)
    except ValueError:
        pass  # told below, as is a time without its zone
    raise invalid_field(name, "is not a time with its zone", value=text[:64], expected="such as 2026-01-31T12:00:00Z")
