"""The WebSocket's events as API Gateway sends them: `$connect`, `$disconnect`, and what a client says.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
"""

import time
from collections.abc import Mapping
from typing import Any

import msgspec

from functions.live.answers import answers
from functions.live.leaving import forget
from functions.live.messages import conference_in, own_id, read_message
from functions.live.tickets import admitted
from functions.shared.api.problems import Problem, problem_body, unavailable
from functions.shared.api.rate_limits import RateLimits
from functions.shared.live.ending import wake_at_end
from functions.shared.live.frame_shapes import ProblemFrame
from functions.shared.live.posting import close, post
from functions.shared.live.viewers import is_over
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.live.connections import (
    Viewer,
    find_viewer,
    forget_connection,
    put_connection,
)
from functions.shared.tables.revocations import find_revocations
from functions.shared.telemetry.observations import count, logger

Answer = dict[str, Any]


def connected(event: Mapping[str, Any]) -> Answer:
    """Let in whoever brings a ticket that is good; 401 otherwise, before there is a connection."""
    ticket = str((event.get("queryStringParameters") or {}).get("ticket", ""))
    try:
        viewer = admitted(ticket) if ticket else None
        if viewer is None:
            count("Refused")
            return {"statusCode": 401}
        if not _opened(_connection(event), viewer, time.time()):
            count("Refused")
            return {"statusCode": 401}
    except TablesUnavailable as error:
        return _unavailable(error)
    count("LiveConnected")
    return {"statusCode": 200}


def _opened(connection: str, viewer: Viewer, now: float) -> bool:
    """Whether it is open and will be ended with its token; False where the token is over since it bought the ticket."""
    put_connection(connection, viewer, now=now)
    # Afterwards, and asked anew: either this sees a revocation, or whoever ends what was revoked sees this connection.
    revocations = find_revocations(viewer.domain, now)
    if viewer.ends <= now or revocations.refuse(viewer.token, viewer.subject, viewer.issued):
        forget_connection(connection)
        return False
    wake_at_end(connection, viewer, now=now)
    return True


def disconnected(event: Mapping[str, Any]) -> Answer:
    """Forget a connection; API Gateway tries to tell of every end and does not promise it."""
    try:
        _forget(_connection(event))
    except TablesUnavailable as error:
        return _unavailable(error)
    return {"statusCode": 200}


def said(event: Mapping[str, Any], limits: RateLimits) -> Answer:
    """Do what a client says, and answer over its connection: API Gateway gives it no other answer."""
    connection, request = _connection(event), str(event["requestContext"].get("requestId", ""))
    body = str(event.get("body") or "")
    try:
        viewer = find_viewer(connection)
        if viewer is None or is_over(viewer, time.time()):
            _end(connection)
            return {"statusCode": 200}
        frames = _frames(body, connection, viewer, limits)
    except Problem as problem:
        frames = [_problem(problem, request, body)]
    except TablesUnavailable as error:
        count("TablesUnavailable")
        logger.error("no answer from the tables", extra={"reason": str(error)})
        frames = [_problem(unavailable("the tables do not answer"), request, body)]
    for frame in frames:
        if post(connection, frame) != "sent":
            _end(connection)
            break
    return {"statusCode": 200}


def _frames(body: str, connection: str, viewer: Viewer, limits: RateLimits) -> list[bytes]:
    limits.take((viewer.domain, viewer.subject))
    return answers(read_message(body), connection, viewer)


def _end(connection: str) -> None:
    close(connection)
    try:
        _forget(connection)
    except TablesUnavailable as error:
        # Its rows go with their time, or when somebody finds that it is gone.
        logger.warning("a connection was not forgotten", extra={"reason": str(error)})


def _forget(connection: str) -> None:
    viewer = find_viewer(connection)
    if viewer is None:
        # Forgotten before, or never there.
        forget_connection(connection)
        return
    forget(connection, viewer)


def _problem(problem: Problem, request: str, body: str) -> bytes:
    """The frame; of what the message was about it says the conference and the id."""
    wait = problem.headers.get("Retry-After")
    frame = ProblemFrame(
        problem=problem_body(problem, request),
        conference=conference_in(body),
        id=own_id(body),
        retry_after=None if wait is None else int(wait),
    )
    return msgspec.json.encode(frame)


def _connection(event: Mapping[str, Any]) -> str:
    return str(event["requestContext"]["connectionId"])


def _unavailable(error: TablesUnavailable) -> Answer:
    count("TablesUnavailable")
    logger.error("no answer from the tables", extra={"reason": str(error)})
    return {"statusCode": 503}
