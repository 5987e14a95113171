"""What is happening in a conference, as the API shows it: plain values, null until an event or a snapshot tells."""

from typing import Annotated, Final, Literal, get_args

import msgspec

from functions.shared.grammars.fields import UserTold
from functions.shared.grammars.media import OWN, OWN_NAME
from functions.shared.grammars.moments import Moment

# Who has decided whether somebody has a place in the picture: the stage's rule for newcomers, who then keep theirs; or
# the stage's wish, a scene or a hand.
Settled = Literal["next_place", "wish"]
# What a host has made of somebody.
Rank = Literal["host", "participant", "kept_out"]
# How one way of a call is, the best first: nothing to notice, small faults, hard to follow.
Light = Literal["good", "fair", "poor"]
LIGHTS: Final[tuple[Light, ...]] = get_args(Light)
OutputLife = Literal["starting", "live", "interrupted", "stopping", "processing", "ready", "failed"]

Colour = Annotated[str, msgspec.Meta(pattern="^#[0-9a-fA-F]{6}$", examples=["#142e55"], description="#rrggbb")]
FontSize = Annotated[int, msgspec.Meta(ge=5, le=24, description="pixels; FreeSWITCH ignores sizes outside 5 to 24")]


class Banner(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The line of text under a member's picture; what is left out is FreeSWITCH's default."""

    text: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=256,
            description="one line of printable text without braces, and not one of clear, allclear, reset",
            examples=["Ada Lovelace"],
        ),
    ]
    font_face: (
        Annotated[
            str,
            msgspec.Meta(
                pattern=rf"^([A-Za-z0-9_-]{{1,59}}\.(ttf|otf)|{OWN}{OWN_NAME})$",
                description="a file in FreeSWITCH's fonts folder, or a font of the domain's own: `own/` and its name",
            ),
        ]
        | None
    ) = None
    font_scale: Annotated[int, msgspec.Meta(ge=0, le=50, description="height in percent of the picture")] | None = None
    fg: Colour | None = None
    bg: Colour | None = None
    min_font_size: FontSize | None = None
    max_font_size: FontSize | None = None


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """How a member's call is, by what its two ends report of sound and pictures; null: nothing is reported."""

    # From the member to the others: so these hear and see them.
    sends: Light | None = None
    # From the others to the member: so they hear and see these.
    receives: Light | None = None


class MemberState(msgspec.Struct, frozen=True, kw_only=True):
    """One caller in a conference, named by the uuid of the call; the number dies with FreeSWITCH's process."""

    uuid: str
    number: int | None = None
    user: UserTold | None = None
    # Whose PIN the caller has shown on the telephone; `name` is what a caller says of themselves.
    invitee: str | None = None
    name: str | None = None
    muted: bool | None = None
    # Whether there is a camera at all; a telephone has none and no place in the picture.
    video: bool | None = None
    video_muted: bool | None = None
    deaf: bool | None = None
    on_hold: bool | None = None
    talking: bool | None = None
    floor: bool | None = None
    video_floor: bool | None = None
    moderator: bool | None = None
    # What a host has made of them: a host, or no host; null: what they came with counts.
    host: bool | None = None
    slot: str | None = None
    # Null: nobody has decided yet, so the next free place may be theirs; or the conference has no stage.
    settled: Settled | None = None
    role: str | None = None
    banner: Banner | None = None
    volume_in: int | None = None
    volume_out: int | None = None
    # Null until the call has brought reports; changes at most once in five seconds.
    quality: Quality | None = None
    joined_at: Moment | None = None
    # Since when the hand is up; null: it is down.
    hand_raised_at: Moment | None = None
    # When a host asked them to be heard again; null: nobody did, or they can be heard.
    asked_to_unmute_at: Moment | None = None

    @property
    def is_host(self) -> bool:
        """Whether they may do what a host may."""
        return bool(self.moderator) if self.host is None else self.host


class PageHand(msgspec.Struct, frozen=True, kw_only=True):
    """The raised hand of somebody who is in a page and not in the call; `subject` is their token's."""

    subject: str
    name: str | None = None
    raised_at: Moment


class Observer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who watches and is nobody in the conference; `uuid` is that of the call."""

    uuid: str
    name: str | None = None
    since: Moment | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a host has made of somebody, for as long as the meeting lasts, whenever they come again.

    `person` is made of who they are and of the meeting; `also` is by what else they are known, such as a telephone.
    """

    person: str
    rank: Rank
    name: str | None = None
    at: Moment
    also: tuple[str, ...] = ()


class LeftMember(MemberState, frozen=True, kw_only=True):
    """A caller who has left; `cause` is FreeSWITCH's in capitals, or what sent them away."""

    left_at: Moment
    cause: str | None = None

    @classmethod
    def of(cls, member: MemberState, *, left_at: str, cause: str | None) -> "LeftMember":
        return cls(**msgspec.structs.asdict(member), left_at=left_at, cause=cause)


class OutputState(msgspec.Struct, frozen=True, kw_only=True):
    """A recording or a stream, without its path or key."""

    id: str
    state: OutputLife
    paused: bool | None = None
    reason: str | None = None
    started_at: Moment | None = None


class RecordingState(OutputState, frozen=True, kw_only=True):
    """A recording; what is known of the file is null until it has been looked at."""

    name: str | None = None
    format: str | None = None
    ended_at: Moment | None = None
    # The recording that it goes on from: that of the same meeting on another node, from which it was moved here.
    goes_on_from: str | None = None
    # How often it went on in a new part because FreeSWITCH stopped or the file did not grow.
    retries: int = 0
    last_retry_at: Moment | None = None
    parts: int = 1
    duration_seconds: float | None = None
    bytes: int | None = None
    sha256: str | None = None
    has_video: bool | None = None
    has_sound: bool | None = None
    # FreeSWITCH was gone before the file was closed: this is what could be saved of it.
    incomplete: bool | None = None
    stored: Literal["node", "s3"] | None = None
    # From then on the file cannot be had any more; null: it is kept until somebody deletes it.
    expires_at: Moment | None = None


class StreamState(OutputState, frozen=True, kw_only=True):
    """A stream; the key is shown by its last four characters at most."""

    name: str | None = None
    url: str | None = None
    key: str | None = None
    # The stream that it goes on from: that of the same meeting on another node, from which it was moved here.
    goes_on_from: str | None = None
    ended_at: Moment | None = None
    retries: int = 0
    last_retry_at: Moment | None = None


class ConferenceState(msgspec.Struct, frozen=True, kw_only=True):
    """One conference with its members; `uuid` tells this meeting from the next one under the same name."""

    name: str
    uuid: str
    node: str
    revision: int = 0
    domain: str | None = None
    # When it began, on whichever node.
    started_at: Moment | None = None
    locked: bool | None = None
    layout: str | None = None
    layout_group: str | None = None
    max_members: int | None = None
    # Such as 1280x720, once somebody has changed it; null is what the room began with.
    canvas: str | None = None
    member_count: int = 0
    members: tuple[MemberState, ...] = ()
    recordings: tuple[RecordingState, ...] = ()
    streams: tuple[StreamState, ...] = ()
    # Of who is in a page only; a member's is the member's.
    hands: tuple[PageHand, ...] = ()
    # Who watches without being in it, by how long they do: no members, and counted nowhere.
    observers: tuple[Observer, ...] = ()
    standings: tuple[Standing, ...] = ()
    # Where it was moved here from another node: the uuid of the meeting as which it began; what hosts have made of whom
    # goes on. Null: it began here.
    began_as: str | None = None
    # And when it was moved here; null: it began here.
    moved_at: Moment | None = None
    # Since when the room's rules leave the picture alone, because somebody has changed it by hand; null: they do not.
    picture_by_hand_at: Moment | None = None

    @property
    def first_uuid(self) -> str:
        """Of what the people in its standings are made."""
        return self.began_as or self.uuid

    @property
    def here_since(self) -> str | None:
        """Since when it is on this node (RFC 3339): its history and what FreeSWITCH has loaded for it begin then."""
        return self.moved_at or self.started_at

    def member(self, uuid: str) -> MemberState | None:
        return next((member for member in self.members if member.uuid == uuid), None)
