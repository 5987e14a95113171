"""What functions/live answers over HTTP: shapes and words, which the API's description has as well."""

from typing import Annotated

import msgspec

from functions.shared.api.operation import Operation, Query
from functions.shared.api.queries import MAX_WAIT_SECONDS
from functions.shared.feed.reading import Page

MOST_EVENTS, DEFAULT_EVENTS = 200, 100
# A number that JavaScript still counts exactly.
HIGHEST_SEQ = 2**53 - 1


class LiveTicket(msgspec.Struct, frozen=True, kw_only=True):
    """Where to open a WebSocket; good once, and until then."""

    url: Annotated[str, msgspec.Meta(description="wss://…?ticket=…; it opens one connection and names no token")]
    expires_at: str


OPEN_LIVE = Operation(
    method="POST",
    path="/v1/live",
    name="open_live",
    tag="live",
    ability="view",
    answer=LiveTicket,
    summary="A ticket for a WebSocket that tells what happens as it happens (docs/live.md). It opens one connection "
    "within 30 seconds; the connection may see what the token may, and ends with it.",
)
GET_EVENTS = Operation(
    method="GET",
    path="/v1/conferences/{conference}/events",
    name="get_events",
    tag="live",
    ability="view",
    answer=Page,
    queries=(
        Query(
            "after",
            {"type": "integer", "minimum": 0, "maximum": HIGHEST_SEQ},
            "the `seq` of the answer before; 0 is the oldest that there is; without it only the newest `seq` is told",
        ),
        Query(
            "limit",
            {"type": "integer", "minimum": 1, "maximum": MOST_EVENTS, "default": DEFAULT_EVENTS},
            "events at most",
        ),
        Query(
            "wait",
            {"type": "integer", "minimum": 0, "maximum": MAX_WAIT_SECONDS, "default": 0},
            "seconds to wait for an event after `after`",
        ),
    ),
    summary="What happened in a conference after an event that you have, in order, for 48 hours. `gap` says what of it "
    "cannot be told any more: take the conference itself, then ask after `seq`.",
)
LIVE_OPERATIONS = (OPEN_LIVE, GET_EVENTS)
