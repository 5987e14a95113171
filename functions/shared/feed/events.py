"""An event of the feed: the same object in the table, at a browser and at a webhook's receiver."""

from typing import Annotated, Final, Literal

import msgspec

from functions.shared.assets.asset import Kind
from functions.shared.grammars.fields import UserTold
from functions.shared.grammars.moments import Moment

Fields = Annotated[dict[str, object], msgspec.Meta(description="the fields that are different, with their new values")]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What happened; `data` is one of `happenings` as plain JSON.

    One that is not appended yet has `seq` 0. The id is the same wherever and however often the event is seen.
    """

    conference: str
    seq: int = 0
    id: str
    type: str
    # RFC 3339 in UTC.
    at: Moment
    # The meeting's uuid: the same name may have had another meeting before.
    meeting: str
    # The conference's revision after it; none where it changes nothing of the conference.
    revision: int | None = None
    data: dict[str, object]


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """What an event of one type tells; the tag is the event's type."""


class ConferenceStarted(Happening, frozen=True, kw_only=True, tag="conference.started"):
    """A meeting began, or was found; its members follow as events of their own."""

    conference: dict[str, object]


class ConferenceChanged(Happening, frozen=True, kw_only=True, tag="conference.changed"):
    """Something of the conference itself is different: its lock, its layout."""

    changed: Fields


# Why a meeting ends on one node, and its members leave there, that goes on as another one on another node.
MOVED: Final = "moved"


class ConferenceEnded(Happening, frozen=True, kw_only=True, tag="conference.ended"):
    """The meeting is over; whoever was there has left by an event before."""

    reason: str | None = None


class MemberJoined(Happening, frozen=True, kw_only=True, tag="member.joined"):
    """Somebody is in the conference."""

    member: dict[str, object]


class MemberChanged(Happening, frozen=True, kw_only=True, tag="member.changed"):
    """Something of a member is different."""

    uuid: str
    changed: Fields


class MemberTalking(Happening, frozen=True, kw_only=True, tag="member.talking"):
    """A member began or stopped talking: told at most once a second for each."""

    uuid: str
    talking: bool


class MemberLeft(Happening, frozen=True, kw_only=True, tag="member.left"):
    """A member is gone: when they had come and why they went, as far as is known."""

    uuid: str
    user: UserTold | None = None
    name: str | None = None
    # FreeSWITCH's hang-up cause in capitals, or what sent the member away: kicked, transferred …
    cause: str | None = None
    seconds: float | None = None


class FloorChanged(Happening, frozen=True, kw_only=True, tag="floor.changed"):
    """Who has the floor, of the sound or of the picture; null: nobody."""

    floor: Literal["floor", "video_floor"]
    uuid: str | None


class RecordingChanged(Happening, frozen=True, kw_only=True, tag="recording.changed"):
    """A recording as it is now; null once it is forgotten."""

    id: str
    recording: dict[str, object] | None


class StreamChanged(Happening, frozen=True, kw_only=True, tag="stream.changed"):
    """A stream as it is now, its key hidden; null once it is forgotten."""

    id: str
    stream: dict[str, object] | None


class CommandFinished(Happening, frozen=True, kw_only=True, tag="command.finished"):
    """A command has its outcome."""

    id: str
    kind: str
    state: str
    reason: str | None = None
    # The rule of the room that has made it; null: somebody did.
    rule: str | None = None
    # The `sub` of the token that made it; null: a rule, or a moderator's key.
    by: str | None = None
    # The member whom it is about, by their call; null: nobody, or several.
    member: str | None = None


class MessagePosted(Happening, frozen=True, kw_only=True, tag="message.posted"):
    """Somebody wrote; `sender` is the token's subject. The text is null once a host has deleted the message."""

    id: str
    sender: str
    name: str | None = None
    text: str | None


class MessageDeleted(Happening, frozen=True, kw_only=True, tag="message.deleted"):
    """A message is to be shown no more."""

    id: str


class HandRaised(Happening, frozen=True, kw_only=True, tag="hand.raised"):
    """Somebody asks for the word: a member by `uuid`, or who is in a page only by `subject` and `name`."""

    uuid: str | None = None
    subject: str | None = None
    name: str | None = None
    raised_at: Moment


class HandLowered(Happening, frozen=True, kw_only=True, tag="hand.lowered"):
    """A hand is down: theirs, a host's, or because they have left."""

    uuid: str | None = None
    subject: str | None = None


class PresenceJoined(Happening, frozen=True, kw_only=True, tag="presence.joined"):
    """Somebody has a page open that follows the conference; in how many windows is not told."""

    subject: str
    name: str | None = None
    since: Moment


class PresenceLeft(Happening, frozen=True, kw_only=True, tag="presence.left"):
    """Nobody of this subject follows the conference any more."""

    subject: str


class WaitingJoined(Happening, frozen=True, kw_only=True, tag="waiting.joined"):
    """Somebody waits to be let in; `uuid` is that of their call, and stays when they come in."""

    uuid: str
    user: UserTold | None = None
    # Whose PIN the caller has shown.
    invitee: str | None = None
    name: str | None = None
    video: bool | None = None
    since: Moment | None = None


class WaitingAdmitted(Happening, frozen=True, kw_only=True, tag="waiting.admitted"):
    """Somebody was let in, after so many seconds; `member.joined` tells when they are there."""

    uuid: str
    user: UserTold | None = None
    name: str | None = None
    seconds: float | None = None
    # Who did it: the `sub` of the token, or of a moderator's key the `uuid` of their call. Nobody did where they came
    # in with a moderator; and of what a relay died with nobody knows.
    by: str | None = None
    how: Literal["by_hand", "by_key", "with_moderator"] | None = None


class WaitingRefused(Happening, frozen=True, kw_only=True, tag="waiting.refused"):
    """Somebody was not let in."""

    uuid: str
    user: UserTold | None = None
    name: str | None = None
    seconds: float | None = None
    # The `sub` of the token that did it; null where it got lost.
    by: str | None = None


class WaitingLeft(Happening, frozen=True, kw_only=True, tag="waiting.left"):
    """Somebody waits no more: they have hung up, or nobody knows why."""

    uuid: str
    user: UserTold | None = None
    name: str | None = None
    # FreeSWITCH's hang-up cause in capitals.
    cause: str | None = None
    seconds: float | None = None


Still = Annotated[dict[str, object], msgspec.Meta(description="the still as its address shows it, without `url`")]


class StillReady(Happening, frozen=True, kw_only=True, tag="still.ready"):
    """A still's picture can be had."""

    id: str
    still: Still


class StillFailed(Happening, frozen=True, kw_only=True, tag="still.failed"):
    """A still was taken, and its picture could not be stored or is lost."""

    id: str
    reason: str
    still: Still


class AssetReady(Happening, frozen=True, kw_only=True, tag="asset.ready"):
    """A picture, sound or font of the domain was looked at: it may be named, as `own/` and its name."""

    name: str
    kind: Kind


class AssetFailed(Happening, frozen=True, kw_only=True, tag="asset.failed"):
    """What was uploaded for one is refused: `reason` is a stable word, `detail` a sentence."""

    name: str
    kind: Kind
    reason: str
    detail: str


class AssetPlaced(Happening, frozen=True, kw_only=True, tag="asset.placed"):
    """A node has fetched one, for a conference in which a command named it."""

    name: str
    kind: Kind
    node: str
    conference: str


class AssetRemoved(Happening, frozen=True, kw_only=True, tag="asset.removed"):
    """One is gone; what shows it goes on until that changes."""

    name: str
    kind: Kind


class NodeChanged(Happening, frozen=True, kw_only=True, tag="node.changed"):
    """An operator drains a node that serves the domain, or does so no more, or it is empty now, or to be removed."""

    node: str
    draining: bool
    empty: bool
    removing: bool


class NodeRemoved(Happening, frozen=True, kw_only=True, tag="node.removed"):
    """A node is gone that served the domain: nothing of it is left."""

    node: str


class Gap(Happening, frozen=True, kw_only=True, tag="gap"):
    """Nobody listened to the switch from then to then (RFC 3339; null: nobody knows), so something may be missing.

    The events after it tell what is different now.
    """

    since: Moment | None = msgspec.field(name="from", default=None)
    to: Moment
    reason: str


KINDS: dict[str, type[Happening]] = {
    str(kind.__struct_config__.tag): kind
    for kind in (
        ConferenceStarted, ConferenceChanged, ConferenceEnded, MemberJoined, MemberChanged, MemberTalking, MemberLeft,
        FloorChanged, RecordingChanged, StreamChanged, CommandFinished, StillReady, StillFailed, MessagePosted,
        MessageDeleted, HandRaised, HandLowered, PresenceJoined, PresenceLeft, WaitingJoined, WaitingAdmitted,
        WaitingRefused, WaitingLeft, AssetReady, AssetFailed, AssetPlaced, AssetRemoved,
        NodeChanged, NodeRemoved, Gap,
    )
}  # fmt: skip


def type_of(happening: Happening) -> str:
    return str(happening.__struct_config__.tag)


def plain(happening: Happening) -> dict[str, object]:
    """An event's `data`."""
    built = msgspec.to_builtins(happening)
    return {name: value for name, value in built.items() if name != happening.__struct_config__.tag_field}


def happening_of(event: Event) -> Happening | None:
    """What the event tells; None for a type that this version does not know.

    Raises:
        msgspec.ValidationError: the data are not what that type has.
    """
    kind = KINDS.get(event.type)
    return None if kind is None else msgspec.convert({**event.data, "type": event.type}, kind)
