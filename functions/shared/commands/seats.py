"""Who sits where in the picture: reservation ids and roles."""

import re
from typing import Final

from msgspec.structs import replace

from functions.shared.commands.common.command import SceneStep, same
from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.lines import NAME, Line, in_conference, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.member_list import listed_member, parse_member_list
from functions.shared.commands.common.proven import BY_STATE
from functions.shared.commands.common.to_member import MemberStep
from functions.shared.grammars.fields import RoleName, SlotName
from functions.shared.stage.changes import seated
from functions.shared.stage.wish import Stage
from functions.shared.state import ConferenceState, MemberState

# What vid-res-id and vid-role-id read as something else than an id.
_WORDS: Final = frozenset({"clear", "force"})


class SetSlot(MemberStep, frozen=True):
    """Seat a member on the image with this reservation id, or take the seat away (null)."""

    slot: SlotName | None

    proven = BY_STATE
    asks = "list"
    for_video = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        if self.slot is None:
            return (self.line(meeting, "vid-res-id", "clear", expects=r"\+OK reservation_id cleared"),)
        slot = seat_id("slot", self.slot)
        expects = rf"\+OK reservation_id {re.escape(slot)}"
        # Without `force` the same id again takes the seat away.
        return (self.line(meeting, "vid-res-id", f"{slot} force", expects=expects),)

    def shown(self, answer: str, meeting: Meeting, /) -> bool | None:
        row = listed_member(answer, self.member, self.number(meeting))
        return None if row is None else row.slot == self.slot

    def already_of(self, member: MemberState, /) -> bool | None:
        return same(member.slot, self.slot)

    def stage_after(self, stage: Stage, state: ConferenceState, /) -> Stage:
        member = state.member(self.member)
        return stage if member is None else seated(stage, member, self.slot)


class SetRole(MemberStep, frozen=True):
    """Give a member a role id, or take it away (null)."""

    role: RoleName | None

    proven = BY_STATE
    asks = "list"
    for_video = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        if self.role is None:
            return (self.line(meeting, "vid-role-id", "clear", expects=r"\+OK role_id cleared"),)
        role = seat_id("role", self.role)
        # Without `=` the same role again takes it away.
        return (self.line(meeting, "vid-role-id", f"={role}", expects=rf"\+OK role_id {re.escape(role)}"),)

    def shown(self, answer: str, meeting: Meeting, /) -> bool | None:
        row = listed_member(answer, self.member, self.number(meeting))
        return None if row is None else row.role == self.role

    def already_of(self, member: MemberState, /) -> bool | None:
        return same(member.role, self.role)


class ClearSlots(SceneStep, frozen=True):
    """Clear every member's reservation id."""

    proven = BY_STATE
    asks = "list"
    for_video = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (in_conference(meeting.conference, "vid-res-id all clear", expects=r"\+OK reservation_id cleared"),)

    def shown(self, answer: str, _: Meeting, /) -> bool:
        return all(row.slot is None for row in parse_member_list(answer))

    def stage_after(self, stage: Stage, _: ConferenceState, /) -> Stage:
        return replace(stage, places=())


def seat_id(field: str, value: str) -> str:
    """The id of a place or role, which is none of FreeSWITCH's words."""
    word(field, value, NAME)
    if value.lower() in _WORDS:
        raise UnsafeText(field, value, "is a word of FreeSWITCH")
    return value
