"""Who waits in a waiting conference: let in, or not. The members of these commands are its members."""

from typing import Annotated

from msgspec import Meta

from functions.shared.commands.common.events import Event, Verdict, of_member
from functions.shared.commands.common.json_list import InJson, JsonConference
from functions.shared.commands.common.lines import Line
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import by_event
from functions.shared.commands.common.to_member import ToMember
from functions.shared.commands.leaving import Moving
from functions.shared.commands.waiting_calls import as_header, header, told
from functions.shared.rooms.waiting import ADMITTED_TO, REFUSED, WORDS_HEADER
from functions.shared.state import ConferenceState

Words = Annotated[str, Meta(max_length=200)]


class Admit(Moving, frozen=True):
    """Let somebody in who waits: with the flags and the place that they came with."""

    has_own_path = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        self.must_be_open(meeting.told)
        return (
            # The door was looked at above.
            self.variable("conference_enforce_security", "false"),
            self.variable(ADMITTED_TO, ""),
            told(self.member, "admitted"),
            self.move(meeting),
        )


class Refuse(ToMember, InJson, frozen=True):
    """Do not let somebody in who waits: they hear it, their page shows the words, and the call ends."""

    words: Words = ""

    has_own_path = True
    # The prompt comes after it, and then the end of the call.
    proven = by_event("del-member")
    ends_with_conference = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        words = (header(self.member, WORDS_HEADER, as_header(self.words)),) if self.words else ()
        return (
            header(self.member, "X-Ended", REFUSED),
            *words,
            self.line(meeting, "kick", expects=r"\+OK kicked \d+"),
        )

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        return of_member(event, meeting, self.member, "del-member")

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool:
        return found.caller(self.member) is None

    def already(self, state: ConferenceState, /) -> bool:
        return state.member(self.member) is None
