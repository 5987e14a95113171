"""`/healthz` of a function: whether it can do its work now, for which its tables must answer."""

import time
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from functions.shared.tables.base import TableItem, TablesUnavailable, look_into
from functions.shared.telemetry.observations import logger
from functions.shared.version import VERSION

# Anybody may ask, and each look is a request to DynamoDB: what was seen is told again for so long.
REMEMBERED_SECONDS = 5.0

Endpoint = Callable[[Request], Awaitable[Response]]


def health(*tables: type[TableItem], clock: Callable[[], float] = time.monotonic) -> Endpoint:
    """Answer 200 while every one of these tables answers, else 503 with its reason; needs no credentials.

    That it is imported and has its settings is shown by its answering at all.
    """
    looked_at, problem = float("-inf"), ""

    async def get_health(_: Request) -> Response:
        nonlocal looked_at, problem
        if clock() - looked_at >= REMEMBERED_SECONDS:
            problem = _problem(tables)
            looked_at = clock()
        if problem:
            return JSONResponse(
                {"status": "not ready", "problem": problem, "version": VERSION}, 503, {"Retry-After": "5"}
            )
        return JSONResponse({"status": "ok", "version": VERSION})

    return get_health


def _problem(tables: tuple[type[TableItem], ...]) -> str:
    for table in tables:
        try:
            look_into(table)
        except TablesUnavailable as error:
            logger.error("not ready", extra={"table": table.Meta.table_name, "reason": str(error)})
            return f"the table {table.Meta.table_name} does not answer"
    return ""
