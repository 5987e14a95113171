"""Commands to one member, named by the uuid of the call."""

from typing import Annotated, Literal

from msgspec import Meta

from functions.shared.commands.fields import (
    CallUuid,
    CommandBase,
    ConferenceName,
    Level,
    MediaName,
    ProfileName,
    RoleName,
    SlotName,
)
from functions.shared.conference_state import Banner


class Mute(CommandBase, frozen=True):
    """Take a member's voice, or give it back."""

    member: CallUuid
    muted: bool


class MuteVideo(CommandBase, frozen=True):
    """Take a member's picture, or give it back."""

    member: CallUuid
    muted: bool


class Deafen(CommandBase, frozen=True):
    """Let a member hear nothing, or everything again."""

    member: CallUuid
    deaf: bool


class Hold(CommandBase, frozen=True):
    """Put a member on hold, or back into the conference."""

    member: CallUuid
    on_hold: bool


class SetVolume(CommandBase, frozen=True):
    """How loud a member is heard (`in`) or hears (`out`)."""

    member: CallUuid
    direction: Literal["in", "out"]
    level: Level


class SetFloor(CommandBase, frozen=True):
    """Give a member the audio floor; FreeSWITCH refuses while another member holds it."""

    member: CallUuid


class SetVideoFloor(CommandBase, frozen=True):
    """Give a member the video floor and keep it there until it is cleared."""

    member: CallUuid


class SetSlot(CommandBase, frozen=True):
    """Seat a member on the image with this reservation id, or take the seat away (null)."""

    member: CallUuid
    slot: SlotName | None


class SetRole(CommandBase, frozen=True):
    """Give a member a role id, or take it away (null)."""

    member: CallUuid
    role: RoleName | None


class SetBanner(CommandBase, frozen=True):
    """Write a line of text under a member's picture."""

    member: CallUuid
    banner: Banner


class ClearBanner(CommandBase, frozen=True):
    """Remove a member's banner."""

    member: CallUuid


class SetMuteImage(CommandBase, frozen=True):
    """The image shown while a member's video is muted, or none (null)."""

    member: CallUuid
    image: MediaName | None


class SetLogo(CommandBase, frozen=True):
    """An image laid over a member's picture, or none (null)."""

    member: CallUuid
    image: MediaName | None
    position: (
        Literal[
            "left-top",
            "left-mid",
            "left-bot",
            "center-top",
            "center-mid",
            "center-bot",
            "right-top",
            "right-mid",
            "right-bot",
        ]
        | None
    ) = None


class SendDtmf(CommandBase, frozen=True):
    """Send key tones to a member's telephone."""

    member: CallUuid
    digits: Annotated[str, Meta(pattern="^[0-9A-D*#]{1,32}$", description="0-9, A-D, * and #")]


class Relate(CommandBase, frozen=True):
    """Who hears or sees whom: `member` cannot speak to, cannot hear, or sends video to `other`; `clear` undoes it."""

    member: CallUuid
    other: CallUuid
    relation: Literal["nospeak", "nohear", "sendvideo", "clear"]


class Transfer(CommandBase, frozen=True):
    """Move a member into another conference."""

    member: CallUuid
    conference: ConferenceName
    profile: ProfileName | None = None


class Kick(CommandBase, frozen=True):
    """Remove a member from the conference; the call goes on with what its dialplan says next."""

    member: CallUuid


class HangUp(CommandBase, frozen=True):
    """End a member's call."""

    member: CallUuid
