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
from functions.shared.grammars.fields import ConferenceName, ProfileName, SlotName
from functions.shared.layouts.conference_profile import NAME as VIDEO
from functions.shared.state import ConferenceState

_NO_SUCH_CALL: Final = "-ERR No such channel!"


class Transfer(ToMember, InJson, frozen=True):
    """Move a member into another conference; refused while that one is locked or full.

    They arrive as anybody: their place and what they may do as a moderator stay behind unless they are asked for here.
    """

    conference: ConferenceName
    # The API writes the room's here: of any other FreeSWITCH would make a conference that nobody may reach.
    profile: ProfileName | None = None
    moderator: bool = False
    slot: SlotName | None = None

    # The `transfer` event is only the order; the join and the end of the call are what came of it.
    proven = by_event("add-member", "CHANNEL_HANGUP", within=10.0)
    # A member who was moved is not there any more.
    retry = "checkable"

    def asked_before(self, _: Meeting, /) -> str | None:
        return to_conference(self.conference, self.asks)

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        self._must_be_open(meeting.told)
        place = f"{conference_word(self.conference)}@{word('profile', self.profile or VIDEO, NAME)}"
        slot = "" if self.slot is None else f" {seat_id('slot', self.slot)}"
        expects = rf"\+OK Member '\d+' sent to conference {re.escape(place)}\."
        return (
            # FreeSWITCH reads these anew where the member arrives. The door was looked at above: who comes to a
            # locked one all the same would be hung up.
            self._variable("conference_enforce_security", " false"),
            self._variable("conference_member_flags", " moderator" if self.moderator else ""),
            self._variable("video_reservation_id", slot),
            in_conference(meeting.conference, f"transfer {place} {self.number(meeting)}", expects=expects),
        )

    def _variable(self, name: str, value: str) -> Line:
        return Line(f"uuid_setvar {word('member', self.member, UUID)} {name}{value}", expects=r"\+OK")

    def _must_be_open(self, answer: str) -> None:
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
        return (Line(f"uuid_kill {self.member} NORMAL_CLEARING", expects=r"\+OK"),)

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
        kills = (f"uuid_kill {word('member', uuid, UUID)} NORMAL_CLEARING" for uuid in sorted(meeting.members))
        # Somebody who hung up in between is not a failure.
        return tuple(Line(kill, expects=rf"\+OK|{_NO_SUCH_CALL}", harmless=_NO_SUCH_CALL) for kill in kills)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        return of_conference(event, meeting, "conference-destroy")

    def in_json(self, found: JsonConference, meeting: Meeting, /) -> bool:
        return not any(found.caller(uuid) for uuid in meeting.members)

    def already(self, state: ConferenceState, /) -> bool:
        return not state.members
