"""The conference itself: its door, its size, its variables."""

from typing import Annotated

from msgspec import Meta

from functions.shared.commands.common.command import ConferenceStep, same
from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.events import Event, Verdict, of_conference
from functions.shared.commands.common.json_list import InJson, JsonConference
from functions.shared.commands.common.lines import VALUE, VARIABLE, Line, in_conference, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import BY_STATE, by_event
from functions.shared.grammars.fields import MOST_MEMBERS
from functions.shared.grammars.names import trouble_with
from functions.shared.state import ConferenceState


class Lock(ConferenceStep, InJson, frozen=True):
    """Let nobody else join, or open the conference again."""

    locked: bool

    proven = by_event("lock", "unlock")

    def verb(self) -> str:
        return "lock" if self.locked else "unlock"

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (in_conference(meeting.conference, self.verb(), expects=rf"\+OK \S+ {self.verb()}ed"),)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        return of_conference(event, meeting, self.verb())

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool:
        return found.locked is self.locked

    def already(self, state: ConferenceState, /) -> bool | None:
        return same(state.locked, self.locked)


class SetMaxMembers(ConferenceStep, InJson, frozen=True):
    """How many members the conference takes; 0 is no limit."""

    count: Annotated[int, Meta(ge=0, le=MOST_MEMBERS)]

    proven = BY_STATE

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        # The reply is the limit there was before, bare.
        return (in_conference(meeting.conference, f"set max_members {self.count}", expects=r"\d+"),)

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool:
        return found.max_members == self.count

    def already(self, state: ConferenceState, /) -> bool | None:
        return same(state.max_members, self.count)


class SetVariable(ConferenceStep, InJson, frozen=True):
    """Set a variable of the conference, or delete it (null). It enters every event, hence the prefix."""

    name: Annotated[str, Meta(pattern="^x_[a-z0-9_]{1,62}$")]
    value: (
        Annotated[
            str,
            Meta(min_length=1, max_length=256, description="text without control characters, quotes, backslash and $"),
        ]
        | None
    )

    proven = BY_STATE

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        name = word("name", self.name, VARIABLE)
        if self.value is None:
            return (in_conference(meeting.conference, f"setvar {name}", expects=r"\+OK"),)
        value = word("value", self.value, VALUE, "may not have control characters, quotes, backslash or $")
        if value != value.strip():
            raise UnsafeText("value", value, "may not begin or end with a space")
        if trouble := trouble_with(value):
            raise UnsafeText("value", value, trouble)
        return (in_conference(meeting.conference, f"setvar {name} '{value}'", expects=r"\+OK"),)

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool:
        return found.variables.get(self.name) == self.value
