"""What a client may say over its WebSocket: one JSON object in each text frame."""

import msgspec

from functions.shared.api.field_errors import field_errors
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.grammars.messages import MessageId
from functions.shared.live.message_shapes import (
    HandFrame,
    Message,
    MoveFrame,
    NameOrEvery,
    Ping,
    SayFrame,
    Subscribe,
    Unsubscribe,
)


class _About(msgspec.Struct, frozen=True, kw_only=True):
    conference: NameOrEvery | None = None


KINDS: dict[str, type[Message]] = {
    str(kind.__struct_config__.tag): kind for kind in (Subscribe, Unsubscribe, Ping, SayFrame, HandFrame, MoveFrame)
}


class _WithId(msgspec.Struct):
    id: MessageId


def own_id(text: str) -> str | None:
    """The id that a frame has of its sender's own, whatever else is wrong with it."""
    try:
        return msgspec.json.decode(text, type=_WithId).id
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None


def tag_of(message: Message) -> str:
    return str(message.__struct_config__.tag)


def read_message(text: str) -> Message:
    """Read what a client says.

    Raises:
        Problem: it is no JSON, or says something else; every wrong field is named.
    """
    try:
        raw: object = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise Problem("invalid_json", f"the frame is no JSON: {error}") from None
    if not isinstance(raw, dict):
        raise invalid_field("", "is not an object", expected='{"type": …}')
    kind = KINDS.get(str(raw.get("type", "")))
    if kind is None:
        raise invalid_field("type", "is unknown", expected=f"one of {', '.join(KINDS)}")
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        errors = tuple(field_errors({name: one for name, one in raw.items() if name != "type"}, kind))
        detail = "; ".join(f"{each.field}: {each.problem}" for each in errors) or str(error)
        raise Problem("invalid_field", detail, errors) from None


def conference_in(text: str) -> str | None:
    """The conference that a client's message is about, as far as it can be read."""
    try:
        return msgspec.json.decode(text, type=_About).conference
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None
