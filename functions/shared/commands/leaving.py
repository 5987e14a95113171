"""Who leaves the conference: for another one, or for good."""

import re
from typing import Final

from functions.shared.commands.common.command import SceneStep
from functions.shared.commands.common.errors import Refused
from functions.shared.commands.common.events import Confirmed, Event, Failed, Verdict, of_conference, of_member
from functions.shared.commands.common.json_list import InJson, JsonConference, read_json_list
from functions.shared.commands.common.lines import NAME, UUID, Line, conference_word, in_conference, to_conference, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import by_event
from functions.shared.commands.common.to_member import ToMember
from functions.shared.commands.seats import seat_id
from functions.shared.commands.waiting_calls import waiting_lines
from functions.shared.grammars.fields import ConferenceName, ProfileName, SlotName
from functions.shared.layouts.conference_profile import NAME as VIDEO
from functions.shared.rooms.waiting import is_waiting_room
from functions.shared.state import ConferenceState

_NO_SUCH_CALL: Final = "-ERR No such channel!"


# mod_commands takes it where hupall is given no cause (6683): somebody else than its owner ended the call.
BY_COMMAND = "MANAGER_REQUEST"


def killed(call: str) -> Line:
    """End one of several calls; somebody who hung up in between is not a failure."""
    return Line(f"uuid_kill {call} NORMAL_CLEARING", expects=rf"\+OK|{_NO_SUCH_CALL}", harmless=_NO_SUCH_CALL)


def turned_away(call: str) -> Line:
    """End the call of somebody who is not let in; one that has ended by itself is no failure."""
    text = f"uuid_kill {word('member', call, UUID)} CALL_REJECTED"
    return Line(text, expects=rf"\+OK|{_NO_SUCH_CALL}", harmless=_NO_SUCH_CALL)


def sent_away(call: str) -> Line:
    """End the call of somebody who is on the wrong node, with the cause that has a page or a carrier call again."""
    text = f"uuid_kill {word('member', call, UUID)} NORMAL_TEMPORARY_FAILURE"
    return Line(text, expects=rf"\+OK|{_NO_SUCH_CALL}", harmless=_NO_SUCH_CALL)


class Moving(ToMember, InJson, frozen=True):
    """What the commands share that bring a call into another conference, which is locked or full to nobody in vain."""

    conference: ConferenceName
    # The API writes the room's here: of any other FreeSWITCH would make a conference that nobody may reach.
    profile: ProfileName | None = None

    # The `transfer` event is only the order; the join and the end of the call are what came of it.
    proven = by_event("add-member", "CHANNEL_HANGUP", within=10.0)
    # A member who was moved is not there any more.
    retry = "checkable"

    def asked_before(self, _: Meeting, /) -> str | None:
        return to_conference(self.conference, self.asks)

    def move(self, meeting: Meeting) -> Line:
        """The order itself; before it a caller looks whether the door is open."""
        place = f"{conference_word(self.conference)}@{word('profile', self.profile or VIDEO, NAME)}"
        expects = rf"\+OK Member '\d+' sent to conference {re.escape(place)}\."
        return in_conference(meeting.conference, f"transfer {place} {self.number(meeting)}", expects=expects)

    def variable(self, name: str, value: str) -> Line:
        """A variable of the call, which FreeSWITCH reads anew where the member arrives; empty: none any more."""
        return Line(f"uuid_setvar {word('member', self.member, UUID)} {name}{value and ' '}{value}", expects=r"\+OK")

    def must_be_open(self, answer: str) -> None:
        """Raise Refused where FreeSWITCH would hang the member up after its yes."""
        found = read_json_list(answer, self.conference)
        if found is None or found.caller(self.member) is not None:
            return
        if found.locked:
            raise Refused("locked", f"{self.conference} is locked")
        if 0 < found.max_members <= found.member_count:
            raise Refused("full", f"{self.conference} has its {found.max_members} members")

    def confirms(self, event: Event, _: Meeting, /) -> Verdict:
        if event.get("Unique-ID") != self.member:
            return None
        if event.get("Event-Name") == "CHANNEL_HANGUP":
            return Failed("CHANNEL_HANGUP", "call_failed", event.get("Hangup-Cause", ""))
        joined = event.get("Action") == "add-member" and event.get("Conference-Name") == self.conference
        return Confirmed("add-member") if joined else None

    def state_query(self, _: Meeting, /) -> str:
        return to_conference(self.conference, self.asks)

    def shown(self, answer: str, meeting: Meeting, /) -> bool | None:
        found = read_json_list(answer, self.conference)
        return None if found is None else self.in_json(found, meeting)

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool:
        return found.caller(self.member) is not None


class Transfer(Moving, frozen=True):
    """Move a member into another conference; refused while that one is locked or full.

    They arrive as anybody: their place and what they may do as a moderator stay behind unless they are asked for here.
    Where that one has a lobby that they do not pass, they wait in it.
    """

    moderator: bool = False
    slot: SlotName | None = None
    # Into which profile who waits comes with a moderator: the API writes it, as the room's lobby says.
    admitted_to: ProfileName | None = None

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        self.must_be_open(meeting.told)
        slot = "" if self.slot is None else seat_id("slot", self.slot)
        return (
            # The door was looked at above: who comes to a locked one all the same would be hung up.
            self.variable("conference_enforce_security", "false"),
            self.variable("conference_member_flags", "moderator" if self.moderator else ""),
            self.variable("video_reservation_id", slot),
            *(waiting_lines(self.member, self.admitted_to) if is_waiting_room(self.conference) else ()),
            self.move(meeting),
        )


class Kick(ToMember, InJson, frozen=True):
    """Remove a member from the conference; the call goes on with what its dialplan says next."""

    # Before it lets go, FreeSWITCH may play the profile's kicked-sound; del-member comes first.
    proven = by_event("del-member")
    ends_with_conference = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (self.line(meeting, "kick", expects=r"\+OK kicked \d+"),)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        return of_member(event, meeting, self.member, "del-member")

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool:
        return found.caller(self.member) is None

    def already(self, state: ConferenceState, /) -> bool:
        return state.member(self.member) is None


class HangUp(ToMember, frozen=True):
    """End a member's call."""

    proven = by_event("CHANNEL_HANGUP")

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        # By uuid and for members only: a call that is not in this conference is none of this command's business.
        self.number(meeting)
        # With the cause of those who hung up themselves nobody would learn that it was a command.
        return (Line(f"uuid_kill {self.member} {BY_COMMAND}", expects=r"\+OK"),)

    def confirms(self, event: Event, _: Meeting, /) -> Verdict:
        over = event.get("Event-Name") == "CHANNEL_HANGUP" and event.get("Unique-ID") == self.member
        return Confirmed("CHANNEL_HANGUP") if over else None

    def state_query(self, _: Meeting, /) -> str:
        return f"uuid_exists {word('member', self.member, UUID)}"

    def shown(self, answer: str, _: Meeting, /) -> bool | None:
        return {"true": False, "false": True}.get(answer)

    def already(self, state: ConferenceState, /) -> bool:
        return state.member(self.member) is None


class HangUpAll(SceneStep, InJson, frozen=True):
    """End the calls of all members who are in the conference now."""

    # It only comes if nobody else joined in between; then the state tells.
    proven = by_event("conference-destroy", within=3.0)
    ends_with_conference = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return tuple(killed(word("member", uuid, UUID)) for uuid in sorted(meeting.members))

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        return of_conference(event, meeting, "conference-destroy")

    def in_json(self, found: JsonConference, meeting: Meeting, /) -> bool:
        return not any(found.caller(uuid) for uuid in meeting.members)

    def already(self, state: ConferenceState, /) -> bool:
        return not state.members
