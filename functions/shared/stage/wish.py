"""The stage: what a conference's picture should be, kept so by the relay whoever comes, goes or changes it by hand."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from functions.shared.grammars.fields import CallUuid, GroupName, LayoutName, SlotName, UserInConference
from functions.shared.standings.user_names import name_in
from functions.shared.state import Banner

MOST_PLACES = 63
# A command in the queue that tells the relay to look at the stage now; it is none of the catalogue.
APPLY_STAGE = "apply_stage"


class Who(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Whom is meant, one of: a SIP user, an invitee who has shown their PIN, a call, or a part played."""

    user: UserInConference | None = None
    invitee: Annotated[str, Meta(min_length=1, max_length=128)] | None = None
    call: CallUuid | None = None
    # A moderator; or whoever speaks first while nobody is there.
    part: Literal["moderator", "speaker"] | None = None

    def __post_init__(self) -> None:
        if sum(value is not None for value in (self.user, self.invitee, self.call, self.part)) != 1:
            raise ValueError("name one of user, invitee, call, part")
        if self.user is not None:
            # As members are named: a domain in small letters, whatever conference it will be for.
            msgspec.structs.force_setattr(self, "user", name_in(None, self.user))


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A slot and who sits there: the first of these who is in the conference and has no earlier place."""

    slot: SlotName
    who: Annotated[tuple[Who, ...], Meta(min_length=1, max_length=20)]


class MemberWish(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What somebody should be; what is left out is left alone."""

    who: Who
    muted: bool | None = None
    # Hidden: the camera is not shown.
    video_muted: bool | None = None
    banner: Banner | None = None


class Stage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The wish: a layout or a group, places, members, and who is seen large; what is left out is left alone."""

    layout: LayoutName | None = None
    layout_group: GroupName | None = None
    places: Annotated[tuple[Place, ...], Meta(max_length=MOST_PLACES)] = ()
    members: Annotated[tuple[MemberWish, ...], Meta(max_length=200)] = ()
    video_floor: Who | None = None


# Where only those are seen who hold a place, whoever comes later gets the next free one, or is left as they come.
Newcomers = Literal["next_place", "leave"]


class Seats(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A layout's places.

    Attributes:
        slots: in the order in which they are filled; none where also those are seen who hold no place.
        people: how many the layout shows.
    """

    layout: str
    people: int
    slots: tuple[str, ...] = ()


class StoredStage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stage as it is kept, under the name of the conference; before it, the newest first, what `undo` brings back.

    Attributes:
        newcomers: what becomes of who comes later; a scene leaves that as it is.
        seats: of the layout that the stage names, or of each in its group: a relay may not read where layouts are.
    """

    stage: Stage
    domain: str
    revision: int = 1
    before: tuple[Stage, ...] = ()
    newcomers: Newcomers = "next_place"
    seats: tuple[Seats, ...] = ()


# As many as anybody remembers to have seen.
MOST_BEFORE = 10
MOST_SCENES, MOST_CUES = 50, 200
SceneName = Annotated[
    str, Meta(pattern="^[A-Za-z0-9_.-]{1,64}$", description="name of a saved scene", examples=["opening"])
]


class StoredScene(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that was saved under a name, for this conference and its next ones.

    `by_file`: a provisioning file has made it, whoever has changed it since.
    """

    name: str
    stage: Stage
    domain: str
    revision: int = 1
    by_file: bool = False


class StoredCues(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Scenes in the order in which they are to be shown, and which of them was shown last (from 0)."""

    scenes: tuple[str, ...]
    domain: str
    current: int | None = None
    revision: int = 1
    by_file: bool = False
