"""Bodies and answers of entries, and of tokens that are good no more."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from functions.shared.grammars.moments import Moment
from functions.shared.grammars.names import LONGEST_NAME

MOST_USES: Final = 200
Role = Literal["participant", "moderator"]
State = Literal["open", "early", "used_up", "over", "revoked"]

_WHEN = "a moment with its time zone"
_FROM: Any = Annotated[Moment | None, Meta(description=f"{_WHEN}; without it at once")]
_UNTIL: Any = Annotated[Moment | None, Meta(description=f"{_WHEN}; without it in seven days")]
_USES: Any = Annotated[int, Meta(ge=1, le=MOST_USES, description="how many browsers may come in with it")]
_STATE: Any = Annotated[State, Meta(description="whether the link works now, and if not, why")]
_COME_AGAIN: Any = Annotated[
    str, Meta(description="what this browser sends as `resume` after a reload: it uses nothing up")
]
_CODE: Any = Annotated[str, Meta(description="what the link holds; only in the answer that made it")]
_URL: Any = Annotated[str, Meta(description="the link; its code stands behind `#`, which no server is sent")]
Field = tuple[str, Any, Any]


def _shape(name: str, what: str, fields: list[Field], **options: Any) -> type[msgspec.Struct]:
    return msgspec.defstruct(name, fields, namespace={"__doc__": what}, frozen=True, kw_only=True, **options)


_PERSON: list[Field] = [("name", Annotated[str, Meta(max_length=LONGEST_NAME)], ""), ("role", Role, "participant")]
_SEAT: list[Field] = [("slot", str, "")]
_STANDS: list[Field] = [
    ("from", Moment | None, None), ("until", Moment, ""), ("uses", int, 1), ("used", int, 0),
    ("state", _STATE, "open"), ("made_at", Moment, ""),
]  # fmt: skip

# Read by the checks, with real moments; `from` is no name that a class could give a field.
EntryWish = _shape(
    "EntryWish",
    "What may be said of an entry.",
    [
        ("name", str, ""), ("role", Role, "participant"), ("slot", str, ""), ("from", datetime | None, None),
        ("until", datetime | None, None), ("uses", int, 1),
    ],
    forbid_unknown_fields=True,
)  # fmt: skip
EntryBody = _shape(
    "EntryBody",
    "A link into a room for one person.",
    [*_PERSON, *_SEAT, ("from", _FROM, None), ("until", _UNTIL, None), ("uses", _USES, 1)],
    forbid_unknown_fields=True,
)
EntryView = _shape(
    "EntryView", "A link into a room; its code is told once.", [("id", str, ""), *_PERSON, *_SEAT, *_STANDS]
)
EntryMade = _shape(
    "EntryMade",
    "A link that was just made.",
    [("id", str, ""), *_PERSON, *_SEAT, *_STANDS, ("url", _URL, ""), ("code", _CODE, "")],
)
_ENTRIES: Any = tuple[EntryView, ...]  # type: ignore[valid-type]  # a type that is made above
EntryList = _shape(
    "EntryList",
    "Links into a room by age; `next` is the cursor of the page after, null at the end.",
    [("items", _ENTRIES, ()), ("next", str | None, None)],
)


class Redeeming(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Either the code of a link, or what an earlier answer gave this browser to come again with."""

    code: str = ""
    browser: Annotated[
        str,
        Meta(description="with `code`: 22 to 128 random letters and digits, so that a lost answer costs no use"),
    ] = ""
    resume: str = ""


class IceServer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As `RTCPeerConnection` takes it."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


class Entrance(msgspec.Struct, frozen=True, kw_only=True):
    """All that a browser needs to be in the room: it is told to whoever has the code, and kept by nobody."""

    user: str
    password: str
    domain: str
    address: Annotated[str, Meta(description="the SIP server's WebSocket")]
    number: str
    ice_servers: tuple[IceServer, ...]
    token: Annotated[str, Meta(description="for the HTTP API and the live connection: this conference only")]
    conference: str
    name: str
    role: Role
    until: Moment
    resume: _COME_AGAIN


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """All that a browser needs to watch a conference by one call: it is told once, and kept by nobody."""

    user: str
    password: str
    domain: str
    address: Annotated[str, Meta(description="the SIP server's WebSocket")]
    number: str
    ice_servers: tuple[IceServer, ...]
    conference: str
    call_before: Annotated[Moment, Meta(description="when it must have called")]
    until: Annotated[Moment, Meta(description="when the call ends by itself: no later than the token")]


class Revocation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One token by its id, or what a subject was issued before a moment; `until` is when it is over by itself."""

    jti: str = ""
    sub: str = ""
    before: Moment | None = None
    until: Moment


class RevocationBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Either `jti`, or `sub` with the moment before which its tokens were issued (now, where it is left out)."""

    jti: str = ""
    sub: str = ""
    before: Annotated[Moment | None, Meta(description=_WHEN)] = None


class RevocationList(msgspec.Struct, frozen=True, kw_only=True):
    """All of the domain."""

    items: tuple[Revocation, ...]
    next: None = None
