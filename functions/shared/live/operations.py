"""What functions/live answers over HTTP: shapes and words, which the API's description has as well."""

from typing import Annotated

import msgspec

from functions.shared.api.operation import Operation, Query
from functions.shared.api.paging import DEFAULT_LIMIT, MAX_LIMIT
from functions.shared.api.queries import MAX_WAIT_SECONDS
from functions.shared.feed.reading import Page
from functions.shared.grammars.messages import MessageId, MessageText
from functions.shared.grammars.moments import Moment
from functions.shared.participation.watching import Watcher

MOST_EVENTS, DEFAULT_EVENTS = 200, 100
# A number that JavaScript still counts exactly.
HIGHEST_SEQ = 2**53 - 1


class LiveTicket(msgspec.Struct, frozen=True, kw_only=True):
    """Where to open a WebSocket; good once, and until then."""

    url: Annotated[str, msgspec.Meta(description="wss://…?ticket=…; it opens one connection and names no token")]
    expires_at: Moment


OPEN_LIVE = Operation(
    method="POST",
    path="/v1/live",
    name="open_live",
    tag="live",
    answer=LiveTicket,
    summary="A ticket for a WebSocket that tells what happens as it happens (docs/live.md). It opens one connection "
    "within 30 seconds; the connection may see what the token may, and ends with it.",
)
GET_EVENTS = Operation(
    method="GET",
    path="/v1/conferences/{conference}/events",
    name="get_events",
    tag="live",
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

GET_DOMAIN_EVENTS = Operation(
    method="GET",
    path="/v1/events",
    name="get_domain_events",
    tag="live",
    answer=Page,
    queries=GET_EVENTS.queries,
    summary="What happened to what is the domain's and no conference's, in order, for 48 hours: its own pictures, "
    "sounds and fonts (docs/assets.md). `GET /v1/assets` says how they are.",
)


class MessageBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to write; with an id of one's own the request may be repeated."""

    text: MessageText
    id: MessageId | None = None


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message; `text` is null and `deleted_at` is not, once a host has deleted it."""

    id: str
    sender: Annotated[
        str, msgspec.Meta(description="the `sub` of the sender's token; empty once that person was erased")
    ]
    name: Annotated[str | None, msgspec.Meta(description="what the sender was called then")]
    text: str | None
    at: Moment
    deleted_at: Moment | None


class Messages(msgspec.Struct, frozen=True, kw_only=True):
    """A page of messages, newest first; `next` is the cursor of the page after it, null on the last one."""

    items: tuple[Message, ...]
    next: str | None


MESSAGES = "/v1/conferences/{conference}/messages"
LIST_MESSAGES = Operation(
    method="GET",
    path=MESSAGES,
    name="list_messages",
    tag="live",
    answer=Messages,
    queries=(
        Query(
            "limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}, "entries a page"
        ),
        Query("cursor", {"type": "string"}, "the `next` of the page before"),
    ),
    summary="What was written in the meeting that goes on, newest first.",
)
POST_MESSAGE = Operation(
    method="POST",
    path=MESSAGES,
    name="post_message",
    tag="live",
    body=MessageBody,
    answer=Message,
    codes=("invalid_json", "body_too_large", "unsupported_media_type", "invalid_field", "message_exists"),
    summary="Write a message to everybody in the conference: ten in ten seconds at most. The same id and text "
    "again are the same message.",
)
DELETE_MESSAGE = Operation(
    method="DELETE",
    path=f"{MESSAGES}/{{message}}",
    name="delete_message",
    tag="live",
    codes=("message_not_found",),
    summary="Take a message's text away, here and in the feed; that there was one stays.",
)


class Watchers(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who follows the conference in a page, whether or not they are in the call as well."""

    items: tuple[Watcher, ...]


GET_PRESENCE = Operation(
    method="GET",
    path="/v1/conferences/{conference}/presence",
    name="get_presence",
    tag="live",
    answer=Watchers,
    summary="Who follows the conference in a page (over a WebSocket), the longest first. A member's `user` may be the "
    "same as a `subject` here: then they are in the call, too.",
)
LIVE_OPERATIONS = (
    OPEN_LIVE, GET_EVENTS, GET_DOMAIN_EVENTS, LIST_MESSAGES, POST_MESSAGE, DELETE_MESSAGE, GET_PRESENCE,
)  # fmt: skip
