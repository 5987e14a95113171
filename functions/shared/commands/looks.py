"""How a member's own picture looks in the conference's: turned, without its colours."""

from typing import Literal

from functions.shared.commands.common.lines import Line
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.to_member import MemberStep


class TurnPicture(MemberStep, frozen=True):
    """Turn a member's picture clockwise by so many degrees, 0 being upright; the others see it so."""

    degrees: Literal[0, 90, 180, 270]

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        # Without a number it turns back and forth; the same answer comes for a member without a camera.
        return (self.line(meeting, "vid-flip", str(self.degrees), expects=r"\+OK flipped \d+"),)


class FilterPicture(MemberStep, frozen=True):
    """Show a member's picture without its colours, in brown or in few colours, or as it is (null)."""

    filter: Literal["gray", "sepia", "8bit"] | None

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        # A word that is no filter takes all away.
        word = "none" if self.filter is None else f"fg-{self.filter}"
        return (self.line(meeting, "vid-filter", word, expects=r"\+OK"),)
