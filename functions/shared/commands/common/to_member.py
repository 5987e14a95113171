"""What the commands to one member share; the member is named by the uuid of the call."""

from abc import abstractmethod

from functions.shared.commands.common.command import SceneStep
from functions.shared.commands.common.events import Event, Verdict, of_member
from functions.shared.commands.common.lines import UUID, Line, in_conference, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.grammars.fields import CallUuid
from functions.shared.state import ConferenceState, MemberState


class ToMember(SceneStep, frozen=True):
    """A command to one member."""

    member: CallUuid

    def calls(self, _meeting: Meeting, /) -> tuple[str, ...]:
        return (self.member,)

    def number(self, meeting: Meeting) -> int:
        return meeting.number(word("member", self.member, UUID))

    def line(self, meeting: Meeting, verb: str, argument: str = "", *, expects: str) -> Line:
        text = f"{verb} {self.number(meeting)}{argument and ' '}{argument}"
        return in_conference(meeting.conference, text, expects=expects)

    def already(self, state: ConferenceState, /) -> bool | None:
        member = state.member(self.member)
        return None if member is None else self.already_of(member)

    def already_of(self, _member: MemberState, /) -> bool | None:
        """The same of a member who is there."""
        return None


class MemberStep(ToMember, frozen=True):
    """May be a step of `update_member` as well."""


class Switch(MemberStep, frozen=True):
    """On or off: FreeSWITCH has a word for each, and says it again in its reply and its event."""

    @abstractmethod
    def verb(self) -> str:
        raise NotImplementedError

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (self.line(meeting, self.verb(), expects=rf"\+OK {self.verb()} \d+"),)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        return of_member(event, meeting, self.member, f"{self.verb()}-member")
