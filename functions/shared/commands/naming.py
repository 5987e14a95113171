"""What a member is called."""

from functions.shared.commands.common.command import same
from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.events import Event, Verdict, of_member
from functions.shared.commands.common.json_list import InJson, JsonConference
from functions.shared.commands.common.lines import UUID, Line, conference_word, in_call, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import by_event
from functions.shared.commands.common.to_member import MemberStep
from functions.shared.grammars.fields import MemberName
from functions.shared.grammars.names import one_line, trouble_with
from functions.shared.state import MemberState

# No event of FreeSWITCH tells a new name, so the call is told to send one itself; nobody else's events look so.
RENAMED = "relay::renamed"


class Rename(MemberStep, InJson, frozen=True):
    """Call a member otherwise, for as long as the call lasts."""

    name: MemberName

    proven = by_event("renamed")

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        name, call, number = _checked(self.name), word("member", self.member, UUID), self.number(meeting)
        told = {
            "Event-Name": "CUSTOM",
            "Event-Subclass": RENAMED,
            "Action": "renamed",
            "Conference-Name": conference_word(meeting.conference),
            "Conference-Unique-ID": meeting.uuid,
            "Member-ID": str(number),
        }
        return (
            in_call(call, "set_profile_var", f"caller_id_name={name}", field="name"),
            in_call(call, "event", ",".join(f"{header}={value}" for header, value in told.items())),
        )

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        if one_line(event.get("Caller-Caller-ID-Name", "")) != self.name:
            return None
        return of_member(event, meeting, self.member, "renamed")

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool | None:
        caller = found.caller(self.member)
        return None if caller is None else one_line(caller.caller_id_name) == self.name

    def already_of(self, member: MemberState, /) -> bool | None:
        return same(member.name, self.name)


def _checked(name: str) -> str:
    """The name, if it is one."""
    if trouble := trouble_with(name):
        raise UnsafeText("name", name, trouble)
    if name != name.strip():
        raise UnsafeText("name", name, "may not begin or end with a space")
    return name
