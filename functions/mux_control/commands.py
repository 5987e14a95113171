"""Commands as the API shows them, and waiting for their end."""

import asyncio
import time
from collections.abc import Mapping
from typing import Annotated

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.shared.api.long_waits import SHORT_SECONDS, long_wait
from functions.shared.api.operation import Operation, Query
from functions.shared.api.problems import Problem
from functions.shared.api.queries import MAX_WAIT_SECONDS, whole_number
from functions.shared.api.tokens import Grant
from functions.shared.command_life.outcomes import CommandRow, CommandState, Evidence, Outcome, Step
from functions.shared.command_life.reasons import WORDS
from functions.shared.grammars.moments import Moment, rfc3339
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import find_command
from functions.shared.tables.own_rows import find_own_command
from functions.shared.telemetry.observations import logger
from functions.shared.told.late_commands import end_if_late

# A command takes some 30 ms; whoever waits longer is asked less often.
FIRST_LOOK_SECONDS, LAST_LOOK_SECONDS = 0.02, 0.25


class CommandView(msgspec.Struct, frozen=True, kw_only=True):
    """A command and, once it has ended, its outcome; `steps` tell what was done of several."""

    id: str
    kind: str
    conference: str
    state: CommandState
    reason: Annotated[str | None, msgspec.Meta(description=WORDS)]
    detail: str | None
    evidence: Evidence | None
    reply: str | None
    created_at: Moment
    deadline: Moment
    finished_at: Moment | None
    steps: tuple[Step, ...]


def location(command_id: str) -> str:
    return f"/v1/commands/{command_id}"


def view(row: CommandRow) -> CommandView:
    outcome = row.outcome or Outcome(state="unknown")
    return CommandView(
        id=row.id,
        kind=row.kind,
        conference=row.conference,
        state=row.state,
        reason=outcome.reason,
        detail=outcome.detail,
        evidence=outcome.evidence,
        reply=outcome.reply,
        created_at=rfc3339(row.created_at),
        deadline=rfc3339(row.deadline),
        finished_at=None if row.finished_at is None else rfc3339(row.finished_at),
        steps=outcome.steps,
    )


def command_response(row: CommandRow, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(view(row)), status, headers, "application/json")


async def settled(row: CommandRow, seconds: int, grant: Grant) -> CommandRow:
    """Wait for a command's end, but not longer than `seconds`; others' requests go on meanwhile.

    Whoever has many long waits already waits a second.
    """
    row = await _settled(row, min(seconds, SHORT_SECONDS), FIRST_LOOK_SECONDS)
    if not row.is_open or seconds <= SHORT_SECONDS:
        return row
    async with long_wait((grant.domain, grant.sub)) as granted:
        return await _settled(row, seconds - SHORT_SECONDS, LAST_LOOK_SECONDS) if granted else row


async def _settled(row: CommandRow, seconds: float, pause: float) -> CommandRow:
    give_up = time.monotonic() + seconds
    while row.is_open and (left := give_up - time.monotonic()) > 0:
        await asyncio.sleep(min(pause, left))
        pause = min(pause * 1.5, LAST_LOOK_SECONDS)
        try:
            row = end_if_late(find_command(row.id) or row, time.time())
        except TablesUnavailable as error:
            # The command is on its way whatever the table says: an error here would make the client repeat it.
            logger.warning("cannot see how a command goes on", extra={"command": row.id, "reason": str(error)})
    return row


async def get_command(request: Request, grant: Grant) -> Response:
    """A command of the token's domain in a conference that the token covers."""
    command_id = str(request.path_params["command"])
    seconds = whole_number(request, "wait", least=0, most=MAX_WAIT_SECONDS, default=0)
    row = find_own_command(command_id, grant.domain, now=time.time())
    if row is None or not row.conference or not grant.covers(row.conference):
        raise Problem(
            "command_not_found", f"there is no command {command_id[:64]!r} for this token; they go after 24 h"
        )
    if row.subject != grant.sub:
        grant.require(("view",), "another's command")
    return command_response(await settled(end_if_late(row, time.time()), seconds, grant))


OPERATIONS = (
    Operation(
        method="GET",
        path="/v1/commands/{command}",
        name="get_command",
        summary="A command and its outcome. Whoever made it needs no ability, others need `view`.",
        tag="commands",
        answer=CommandView,
        queries=(
            Query(
                "wait",
                {"type": "integer", "minimum": 0, "maximum": MAX_WAIT_SECONDS, "default": 0},
                "seconds to wait for the end",
            ),
        ),
        read=get_command,
    ),
)
