"""A command that the catalogue does not have: what somebody would write to add it to `voice.py`."""

from typing import Annotated

from msgspec import Meta

from functions.shared.commands.common.events import Event, Verdict, of_member
from functions.shared.commands.common.lines import Line
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import by_event
from functions.shared.commands.common.to_member import MemberStep
from functions.shared.telemetry.hidden import HIDDEN


class SetEnergy(MemberStep, frozen=True):
    """How loud a member must be to be heard."""

    level: Annotated[int, Meta(ge=0, le=1800)]

    proven = by_event("energy-level-member")
    hides = ((r"(\benergy \S+ )\S+", rf"\1{HIDDEN}"),)

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (self.line(meeting, "energy", str(self.level), expects=rf"Energy \d+ = {self.level}"),)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        return of_member(event, meeting, self.member, "energy-level-member")
