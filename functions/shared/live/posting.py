"""Brings frames to connections: API Gateway's own interface, or the local gateway's, which is the same."""

from functools import cache
from typing import TYPE_CHECKING, Literal

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.settings import LiveSettings, read
from functions.shared.telemetry.observations import logger
from functions.shared.version import USER_AGENT

if TYPE_CHECKING:
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient

# Whoever takes longer is dropped: nobody waits for a slow reader.
POST_SECONDS = 1.0
AT_ONCE = 64

settings = read(LiveSettings)

Posted = Literal["sent", "gone", "slow"]
Closed = Literal["closed", "gone", "open"]


@cache
def gateway() -> "ApiGatewayManagementApiClient":
    """The process's one client of the gateway."""
    return boto3.client(
        "apigatewaymanagementapi",
        region_name=settings.region,
        endpoint_url=settings.connections_url,
        config=Config(
            user_agent_extra=USER_AGENT,
            connect_timeout=POST_SECONDS,
            read_timeout=POST_SECONDS,
            max_pool_connections=AT_ONCE,
            retries={"total_max_attempts": 1, "mode": "standard"},
        ),
    )


def post(connection: str, frame: bytes) -> Posted:
    """Bring one frame; `gone` where there is no such connection, `slow` where it was not taken in time."""
    try:
        gateway().post_to_connection(ConnectionId=connection, Data=frame)
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") == "GoneException":
            return "gone"
        return _slow(error)
    except BotoCoreError as error:
        return _slow(error)
    return "sent"


def close(connection: str) -> Closed:
    """End a connection; `gone` where there is none any more, `open` where the gateway did not do it."""
    try:
        gateway().delete_connection(ConnectionId=connection)
    except (ClientError, BotoCoreError) as error:
        if isinstance(error, ClientError) and error.response.get("Error", {}).get("Code") == "GoneException":
            return "gone"
        # It gets nothing any more, and ends by itself after ten minutes of silence.
        logger.warning("a connection was not ended", extra={"reason": str(error)})
        return "open"
    return "closed"


def _slow(error: Exception) -> Posted:
    logger.warning("a frame was not taken", extra={"reason": str(error)})
    return "slow"
