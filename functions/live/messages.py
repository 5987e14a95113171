"""What a client may say over its WebSocket: one JSON object in each text frame."""

from typing import Annotated, TypeAlias

import msgspec

from functions.shared.api.field_errors import field_errors
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.live.operations import HIGHEST_SEQ

Name = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_.-]{1,64}$", description="a conference's name")]
Seq = Annotated[int, msgspec.Meta(ge=0, le=HIGHEST_SEQ)]


class Subscribe(msgspec.Struct, frozen=True, kw_only=True, tag="subscribe", forbid_unknown_fields=True):
    """Tell me what happens in a conference; without `after` beginning with what is there now."""

    conference: Name
    after: Seq | None = None


class Unsubscribe(msgspec.Struct, frozen=True, kw_only=True, tag="unsubscribe", forbid_unknown_fields=True):
    """Tell me no more of it."""

    conference: Name


class Ping(msgspec.Struct, frozen=True, kw_only=True, tag="ping", forbid_unknown_fields=True):
    """Am I still here, and have I missed the last event?"""


Message: TypeAlias = Subscribe | Unsubscribe | Ping
KINDS: dict[str, type[Message]] = {str(kind.__struct_config__.tag): kind for kind in (Subscribe, Unsubscribe, Ping)}


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
