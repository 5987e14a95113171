"""What a client may say over its WebSocket, as the API's description has it: one JSON object in each text frame."""

from typing import Annotated, TypeAlias

import msgspec

from functions.shared.grammars.fields import CallUuid
from functions.shared.grammars.messages import MessageId, MessageText
from functions.shared.live.operations import HIGHEST_SEQ

Seq = Annotated[int, msgspec.Meta(ge=0, le=HIGHEST_SEQ)]
Name = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_.-]{1,64}$", description="a conference's name")]
FrameId = Annotated[
    str,
    msgspec.Meta(pattern="^[A-Za-z0-9_-]{1,64}$", description="an id of the sender's own, which a problem names"),
]
# In the place of a conference's name: whatever begins or ends in the domain.
EVERY = "*"
NameOrEvery = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^([A-Za-z0-9_.-]{1,64}|\*)$",
        description="a conference's name, or * for which conferences of the domain begin and end",
    ),
]


class Subscribe(msgspec.Struct, frozen=True, kw_only=True, tag="subscribe", forbid_unknown_fields=True):
    """Tell me what happens in a conference; without `after` beginning with what is there now."""

    conference: NameOrEvery
    after: Seq | None = None


class Unsubscribe(msgspec.Struct, frozen=True, kw_only=True, tag="unsubscribe", forbid_unknown_fields=True):
    """Tell me no more of it."""

    conference: NameOrEvery


class Ping(msgspec.Struct, frozen=True, kw_only=True, tag="ping", forbid_unknown_fields=True):
    """Am I still here, and have I missed the last event?"""


class SayFrame(msgspec.Struct, frozen=True, kw_only=True, tag="say", forbid_unknown_fields=True):
    """Write a message to everybody in a conference; its event is the answer. The same id again is the same message."""

    conference: Name
    text: MessageText
    id: MessageId


class HandFrame(msgspec.Struct, frozen=True, kw_only=True, tag="hand", forbid_unknown_fields=True):
    """My hand is up, or down; a host names a member's (`uuid`), or that of who is in a page only (`subject`)."""

    conference: Name
    raised: bool
    id: FrameId | None = None
    uuid: CallUuid | None = None
    subject: Annotated[str, msgspec.Meta(min_length=1, max_length=256)] | None = None


class MoveFrame(msgspec.Struct, frozen=True, kw_only=True, tag="moving", forbid_unknown_fields=True):
    """I am just moving this member to another place; null: not any more. Other operators are told, for seconds."""

    conference: Name
    member: CallUuid | None


Message: TypeAlias = Subscribe | Unsubscribe | Ping | SayFrame | HandFrame | MoveFrame
