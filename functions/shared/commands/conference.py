"""Commands to a conference as a whole."""

from typing import Annotated

from msgspec import Meta

from functions.shared.commands.fields import (
    CallUuid,
    CommandBase,
    Dialable,
    DomainName,
    GroupName,
    LayoutName,
    MediaName,
)


class Lock(CommandBase, frozen=True):
    """Let nobody else join, or open the conference again."""

    locked: bool


class SetMaxMembers(CommandBase, frozen=True):
    """How many members the conference takes; 0 is no limit."""

    count: Annotated[int, Meta(ge=0, le=10000)]


class SetVariable(CommandBase, frozen=True):
    """Set a variable of the conference, or delete it (null). It enters every event, hence the prefix."""

    name: Annotated[str, Meta(pattern="^x_[a-z0-9_]{1,62}$")]
    value: (
        Annotated[
            str,
            Meta(min_length=1, max_length=256, description="text without control characters, quotes, backslash and $"),
        ]
        | None
    )


class HangUpAll(CommandBase, frozen=True):
    """End the calls of all members who are in the conference now."""


class ClearSlots(CommandBase, frozen=True):
    """Clear every member's reservation id."""


class SetLayout(CommandBase, frozen=True):
    """Show this layout, whatever the number of members."""

    layout: LayoutName


class SetLayoutGroup(CommandBase, frozen=True):
    """Let FreeSWITCH choose a layout of this group by the number of members."""

    group: GroupName


class ClearVideoFloor(CommandBase, frozen=True):
    """Let the video floor follow the voice again."""


class SetVideoSize(CommandBase, frozen=True):
    """Size of the canvas in pixels."""

    width: Annotated[int, Meta(ge=320, le=7680, multiple_of=2)]
    height: Annotated[int, Meta(ge=180, le=4320, multiple_of=2)]


class SetVideoRate(CommandBase, frozen=True):
    """Pictures per second; FreeSWITCH takes the nearest rate that divides its clock."""

    fps: Annotated[int, Meta(ge=1, le=100)]


class SetBackground(CommandBase, frozen=True):
    """The image behind all pictures, or none (null); FreeSWITCH drops it at the next change of layout."""

    image: MediaName | None


class SetForeground(CommandBase, frozen=True):
    """The image over all pictures, or none (null); FreeSWITCH drops it at the next change of layout."""

    image: MediaName | None


class Play(CommandBase, frozen=True):
    """Play a known prompt to all, or to one member."""

    prompt: MediaName
    member: CallUuid | None = None


class StopPlaying(CommandBase, frozen=True):
    """Stop everything that is played to all, or to one member."""

    member: CallUuid | None = None


class Dial(CommandBase, frozen=True):
    """Call a user, or a number through a named gateway, and join the answered call to the conference."""

    user: Dialable | None = None
    # Whose user: the API writes the domain of the token here, whatever the request says.
    domain: DomainName | None = None
    gateway: Dialable | None = None
    number: Dialable | None = None
    caller_id_number: Dialable | None = None
    caller_id_name: (
        Annotated[str, Meta(min_length=1, max_length=64, description="letters, digits, space and . _ + -")] | None
    ) = None

    def __post_init__(self) -> None:
        to_user = self.user is not None and self.domain is not None
        to_number = self.gateway is not None and self.number is not None
        if to_user == to_number or (self.user is not None and self.gateway is not None):
            raise ValueError("name either a user and its domain, or a gateway and a number")
