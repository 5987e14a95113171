"""The picture that all see: its layout, who is seen large, its size and rate, what lies behind and over it."""

import re
from typing import Annotated, Final

from msgspec import Meta
from msgspec.structs import replace

from functions.shared.assets.naming import Named, named
from functions.shared.commands.common.command import ConferenceStep, same
from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.lines import LAYOUT, Line, file_of, in_conference, media_path, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.member_list import listed_member
from functions.shared.commands.common.proven import BY_STATE
from functions.shared.commands.common.to_member import MemberStep
from functions.shared.grammars.fields import GroupName, LayoutName, MediaName
from functions.shared.grammars.media import IMAGES
from functions.shared.stage.changes import name_of
from functions.shared.stage.wish import Stage
from functions.shared.state import ConferenceState

# FreeSWITCH rounds to a rate that divides its clock: 15 becomes 15.15, 60 becomes 62.5.
_RATE_TOLERANCE: Final = 0.1


class SetLayout(ConferenceStep, frozen=True):
    """Show this layout, whatever the number of members."""

    layout: LayoutName

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        layout = word("layout", self.layout, LAYOUT)
        if layout.lower().startswith("group") or layout.lower() == "list":
            problem = "may not begin with `group` nor be `list`: FreeSWITCH reads that otherwise"
            raise UnsafeText("layout", layout, problem)
        expects = rf"\+OK Change (canvas \d+|personal canvas set) to layout \[{re.escape(layout)}\]"
        return (in_conference(meeting.conference, f"vid-layout {layout}", expects=expects),)

    def already(self, state: ConferenceState, /) -> bool | None:
        return same(state.layout, self.layout)

    def stage_after(self, stage: Stage, _: ConferenceState, /) -> Stage:
        return replace(stage, layout=self.layout, layout_group=None)


class SetLayoutGroup(ConferenceStep, frozen=True):
    """Let FreeSWITCH choose a layout of this group by the number of members."""

    group: GroupName

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        group = word("group", self.group, LAYOUT)
        # An unknown group is answered "+OK … [(null)]" first, and a personal canvas says -ERR for yes.
        personal = rf"-ERR Change personal canvas to layout group \[{re.escape(group)}\]"
        expects = rf"\+OK Change to layout group \[{re.escape(group)}\]|{personal}"
        return (in_conference(meeting.conference, f"vid-layout group:{group}", expects=expects, harmless=personal),)

    def already(self, state: ConferenceState, /) -> bool | None:
        return same(state.layout_group, self.group)

    def stage_after(self, stage: Stage, _: ConferenceState, /) -> Stage:
        return replace(stage, layout=None, layout_group=self.group)


class ClearVideoFloor(ConferenceStep, frozen=True):
    """Let the video floor follow the voice again."""

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (in_conference(meeting.conference, "clear-vid-floor", expects=r"\+OK floor Cleared"),)

    def stage_after(self, stage: Stage, _: ConferenceState, /) -> Stage:
        return replace(stage, video_floor=None)


class SetVideoFloor(MemberStep, ConferenceStep, frozen=True):
    """Give a member the video floor and keep it there until it is cleared."""

    # No event when the member has the floor already.
    proven = BY_STATE
    asks = "list"
    for_video = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        # Even with `force`, vid-floor on the member who holds the lock takes it away: clear it first.
        cleared = ClearVideoFloor().lines(meeting)
        return (*cleared, self.line(meeting, "vid-floor", "force", expects=r"\+OK floor \d+"))

    def shown(self, answer: str, meeting: Meeting, /) -> bool | None:
        row = listed_member(answer, self.member, self.number(meeting))
        return None if row is None else "vid-floor" in row.flags

    def stage_after(self, stage: Stage, state: ConferenceState, /) -> Stage:
        member = state.member(self.member)
        if member is None or stage.video_floor is None:
            return stage
        return replace(stage, video_floor=name_of(member))


class SetVideoSize(ConferenceStep, frozen=True):
    """Size of the canvas in pixels."""

    width: Annotated[int, Meta(ge=320, le=7680, multiple_of=2)]
    height: Annotated[int, Meta(ge=180, le=4320, multiple_of=2)]

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        # Never a canvas number: one that does not exist ends FreeSWITCH.
        size = f"{self.width}x{self.height}"
        return (in_conference(meeting.conference, f"vid-res {size}", expects=rf"\+OK Resolution set to \[{size}\]"),)


class SetVideoRate(ConferenceStep, frozen=True):
    """Pictures per second; FreeSWITCH takes the nearest rate that divides its clock."""

    fps: Annotated[int, Meta(ge=1, le=100)]

    proven = BY_STATE
    asks = "vid-fps"

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (in_conference(meeting.conference, f"vid-fps {self.fps}", expects=r"\+OK FPS set to \[[0-9.]+\]"),)

    def shown(self, answer: str, _: Meeting, /) -> bool | None:
        rate = re.fullmatch(r"\+OK Current FPS \[([0-9.]+)\]", answer)
        return None if rate is None else abs(float(rate[1]) - self.fps) <= self.fps * _RATE_TOLERANCE


class SetBackground(ConferenceStep, frozen=True):
    """The image behind all pictures, or none (null); FreeSWITCH drops it at the next change of layout."""

    image: MediaName | None

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (_image(meeting, "vid-bgimg", "Bgimg", self.image),)

    def assets(self) -> tuple[Named, ...]:
        return named("image", "picture", self.image)


class SetForeground(ConferenceStep, frozen=True):
    """The image over all pictures, or none (null); FreeSWITCH drops it at the next change of layout."""

    image: MediaName | None

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (_image(meeting, "vid-fgimg", "FGimg", self.image),)

    def assets(self) -> tuple[Named, ...]:
        return named("image", "picture", self.image)


def _image(meeting: Meeting, verb: str, name: str, image: str | None) -> Line:
    if image is None:
        # Clearing works, and is answered with an error all the same.
        cleared = rf"(\+OK Set {name} clear|-ERR Error Setting {name} clear)"
        return in_conference(meeting.conference, f"{verb} clear", expects=cleared, harmless=cleared)
    path = media_path("image", image, IMAGES, meeting.images_root, meeting.own)
    expects = rf"\+OK Set {name} (\S*/)?{re.escape(file_of(path))}"
    return in_conference(meeting.conference, f"{verb} {path}", expects=expects)
