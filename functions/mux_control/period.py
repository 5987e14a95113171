"""From when to when: two times of a query."""

from datetime import UTC, datetime

from starlette.requests import Request

from functions.shared.api.bodies import refusal
from functions.shared.api.operation import Query
from functions.shared.api.problems import FieldError
from functions.shared.grammars.moments import trouble_with_moment

_TIME = {"type": "string", "format": "date-time"}
PERIOD = (Query("from", _TIME, "not before this time"), Query("to", _TIME, "before this time"))


def period(request: Request) -> tuple[datetime | None, datetime | None]:
    """Read `from` and `to` of the query in UTC; None where it begins, or ends, with what there is.

    Raises:
        Problem: 422 for what is no time, and for a period that ends before it begins, which DynamoDB would refuse.
    """
    moments: list[datetime | None] = []
    errors: list[FieldError] = []
    for name in ("from", "to"):
        found = _moment(request.query_params.get(name), name)
        moments.append(None if isinstance(found, FieldError) else found)
        errors += [found] if isinstance(found, FieldError) else []
    since, until = moments
    if since is not None and until is not None and since > until:
        texts = {name: request.query_params[name][:64] for name in ("from", "to")}
        errors = [
            FieldError(field="from", problem="is after to", value=texts["from"], expected=f"{texts['to']} or earlier"),
            FieldError(field="to", problem="is before from", value=texts["to"], expected=f"{texts['from']} or later"),
        ]
    if errors:
        raise refusal(errors, "")
    return since, until


def _moment(text: str | None, name: str) -> datetime | FieldError | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        if trouble_with_moment(found) is None:
            return found.astimezone(UTC)
    except ValueError:
        pass  # told below, as is a time without its zone
    expected = "such as 2026-01-31T12:00:00Z"
    return FieldError(field=name, problem="is not a time with its zone", value=text[:64], expected=expected)
