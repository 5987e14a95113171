"""How loud a member is, who has the floor, who hears whom, and key tones."""

import re
from typing import Annotated, Literal

from msgspec import Meta

from functions.shared.commands.common.command import same
from functions.shared.commands.common.events import Event, Verdict, of_member
from functions.shared.commands.common.json_list import InJson, JsonConference
from functions.shared.commands.common.lines import DIGITS, UUID, Line, to_conference, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import BY_STATE, by_event
from functions.shared.commands.common.to_member import MemberStep, ToMember
from functions.shared.grammars.fields import CallUuid, Level, Loudness
from functions.shared.state import MemberState
from functions.shared.telemetry.hidden import HIDDEN


class SetVolume(MemberStep, InJson, frozen=True):
    """How loud a member is heard (`in`) or hears (`out`)."""

    direction: Literal["in", "out"]
    level: Level

    proven = by_event("volume-in-member", "volume-out-member")

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        expects = rf"\+OK Volume {self.direction.upper()} \d+ = {self.level}"
        return (self.line(meeting, f"volume_{self.direction}", str(self.level), expects=expects),)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        if event.get("Volume-Level") != str(self.level):
            return None
        return of_member(event, meeting, self.member, f"volume-{self.direction}-member")

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool | None:
        caller = found.caller(self.member)
        if caller is None:
            return None
        return (caller.volume_in if self.direction == "in" else caller.volume_out) == self.level

    def already_of(self, member: MemberState, /) -> bool | None:
        return same(member.volume_in if self.direction == "in" else member.volume_out, self.level)


class SetEnergyLevel(MemberStep, InJson, frozen=True):
    """How loud a member must be to be heard; below it their sound is taken for noise, and 0 lets everything through."""

    level: Loudness

    proven = by_event("energy-level-member")

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (self.line(meeting, "energy", str(self.level), expects=rf"Energy \d+ = {self.level}"),)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        if event.get("Energy-Level") != str(self.level):
            return None
        return of_member(event, meeting, self.member, "energy-level-member")

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool | None:
        caller = found.caller(self.member)
        return None if caller is None else caller.energy == self.level


class SetGain(MemberStep, frozen=True):
    """How loud a member's voice is made by itself, whoever whispers or shouts; 0 leaves it as it comes."""

    level: Loudness

    proven = by_event("agc-level-member")

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        if self.level:
            return (self.line(meeting, "agc", str(self.level), expects=rf"Agc \d+ = {self.level}"),)
        # FreeSWITCH takes no 0; a step down from 1 leads there.
        to_one = self.line(meeting, "agc", "1", expects=r"Agc \d+ = 1")
        return (to_one, self.line(meeting, "agc", "down", expects=r"Agc \d+ = 0"))

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        if event.get("Agc-Level") != str(self.level):
            return None
        return of_member(event, meeting, self.member, "agc-level-member")


class SetFloor(MemberStep, InJson, frozen=True):
    """Give a member the audio floor; FreeSWITCH refuses while another member holds it."""

    proven = by_event("floor-change")
    # A toggle without a way to force it.
    retry = "checkable"
    toggled_back = "+OK floor none"

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (self.line(meeting, "floor", expects=r"\+OK floor \d+"),)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        # The member's headers in this event are those of the new holder.
        return of_member(event, meeting, self.member, "floor-change")

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool | None:
        caller = found.caller(self.member)
        return None if caller is None else caller.flags.has_floor

    def already_of(self, member: MemberState, /) -> bool | None:
        return member.floor


class SendDtmf(ToMember, frozen=True):
    """Send key tones to a member's telephone."""

    digits: Annotated[str, Meta(pattern="^[0-9A-D*#]{1,32}$", description="0-9, A-D, * and #")]

    proven = by_event("dtmf-member")
    retry = "once_only"
    hides = (
        (r"(\b(?:uuid_send_)?dtmf \S+ )\S+", rf"\1{HIDDEN}"),
        (r"(\+OK sent )\S+( to \d+)", rf"\1{HIDDEN}\2"),
    )

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        digits = word("digits", self.digits, DIGITS)
        return (self.line(meeting, "dtmf", digits, expects=rf"\+OK sent {re.escape(digits)} to \d+"),)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        return of_member(event, meeting, self.member, "dtmf-member") if event.get("Digits") == self.digits else None


class Relate(ToMember, frozen=True):
    """Who hears or sees whom: `member` cannot speak to, cannot hear, or sends video to `other`; `clear` undoes it."""

    other: CallUuid
    relation: Literal["nospeak", "nohear", "sendvideo", "clear"]

    proven = BY_STATE

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        other = meeting.number(word("other", self.other, UUID))
        expects = r"\+OK relationship .* cleared\." if self.relation == "clear" else rf"\+OK \S+ {self.relation} set"
        return (self.line(meeting, "relate", f"{other} {self.relation}", expects=expects),)

    def state_query(self, meeting: Meeting, /) -> str:
        return to_conference(meeting.conference, f"relate {self.number(meeting)}")

    def shown(self, answer: str, meeting: Meeting, /) -> bool:
        pair = re.escape(f"{self.number(meeting)} -> {meeting.number(self.other)} ")
        row = re.search(rf"^{pair}(.*)$", answer, re.MULTILINE)
        if self.relation == "clear":
            return row is None
        return row is not None and self.relation.upper() in row[1].split()
