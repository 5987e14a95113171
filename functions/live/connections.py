"""The WebSocket's events as API Gateway sends them: `$connect`, `$disconnect`, and what a client says.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
"""

import time
from collections.abc import Mapping
from typing import Any

import msgspec

from functions.live.answers import answers
from functions.live.messages import read_message
from functions.live.tickets import admitted
from functions.shared.api.problems import Problem, problem_body, unavailable
from functions.shared.api.rate_limits import RateLimits
from functions.shared.live.posting import close, post
from functions.shared.live.viewers import is_over
from functions.shared.observations import count, logger
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.live.connections import (
    Viewer,
    find_viewer,
    forget_connection,
    put_connection,
)

Answer = dict[str, Any]


def connected(event: Mapping[str, Any]) -> Answer:
    """Let in whoever brings a ticket that is good; 401 otherwise, before there is a connection."""
    ticket = str((event.get("queryStringParameters") or {}).get("ticket", ""))
    try:
        viewer = admitted(ticket) if ticket else None
        if viewer is None:
            count("Refused")
            return {"statusCode": 401}
        put_connection(_connection(event), viewer, now=time.time())
    except TablesUnavailable as error:
        return _unavailable(error)
    count("LiveConnected")
    return {"statusCode": 200}


def disconnected(event: Mapping[str, Any]) -> Answer:
    """Forget a connection; API Gateway tries to tell of every end and does not promise it."""
    try:
        forget_connection(_connection(event))
    except TablesUnavailable as error:
        return _unavailable(error)
    return {"statusCode": 200}


def said(event: Mapping[str, Any], limits: RateLimits) -> Answer:
    """Do what a client says, and answer over its connection: API Gateway gives it no other answer."""
    connection, request = _connection(event), str(event["requestContext"].get("requestId", ""))
    try:
        viewer = find_viewer(connection)
        if viewer is None or is_over(viewer, time.time()):
            _end(connection)
            return {"statusCode": 200}
        frames = _frames(str(event.get("body") or ""), connection, viewer, limits)
    except Problem as problem:
        frames = [_problem(problem, request)]
    except TablesUnavailable as error:
        count("TablesUnavailable")
        logger.error("no answer from the tables", extra={"reason": str(error)})
        frames = [_problem(unavailable("the tables do not answer"), request)]
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
        forget_connection(connection)
    except TablesUnavailable as error:
        # Its rows go with their time, or when somebody finds that it is gone.
        logger.warning("a connection was not forgotten", extra={"reason": str(error)})


def _problem(problem: Problem, request: str) -> bytes:
    return msgspec.json.encode({"type": "problem", "problem": problem_body(problem, request)})


def _connection(event: Mapping[str, Any]) -> str:
    return str(event["requestContext"]["connectionId"])


def _unavailable(error: TablesUnavailable) -> Answer:
    count("TablesUnavailable")
    logger.error("no answer from the tables", extra={"reason": str(error)})
    return {"statusCode": 503}
