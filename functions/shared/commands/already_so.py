"""Whether the end that a command wishes is what the conference's row shows already."""

from functions.shared.commands import conference, members
from functions.shared.commands.composites import PlainCommand
from functions.shared.conference_state import ConferenceState, MemberState


def already(command: PlainCommand, state: ConferenceState) -> bool | None:
    """None where the row does not know; null in a row is `not known`, never `no`."""
    match command:
        case conference.Lock():
            return _is(state.locked, command.locked)
        case conference.SetMaxMembers():
            return _is(state.max_members, command.count)
        case conference.SetLayout():
            return _is(state.layout, command.layout)
        case conference.SetLayoutGroup():
            return _is(state.layout_group, command.group)
        case conference.HangUpAll():
            return not state.members
        case members.Kick() | members.HangUp():
            return state.member(command.member) is None
    member = state.member(getattr(command, "member", None) or "")
    return None if member is None else _member_already(command, member)


def _member_already(command: PlainCommand, member: MemberState) -> bool | None:
    match command:
        case members.Mute():
            return _is(member.muted, command.muted)
        case members.MuteVideo():
            return _is(member.video_muted, command.muted)
        case members.Deafen():
            return _is(member.deaf, command.deaf)
        case members.Hold():
            return _is(member.on_hold, command.on_hold)
        case members.SetVolume():
            return _is(member.volume_in if command.direction == "in" else member.volume_out, command.level)
        case members.SetFloor():
            return member.floor
        case members.SetSlot():
            return _is(member.slot, command.slot)
        case members.SetRole():
            return _is(member.role, command.role)
        case members.SetBanner():
            return _is(member.banner, command.banner)
        case _:
            return None


def _is(known: object, wished: object) -> bool | None:
    return None if known is None else known == wished
