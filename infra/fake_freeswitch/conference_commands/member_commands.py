"""Commands that aim at one member: mute, deaf, hold, volume, kick and their kind."""

from infra.fake_freeswitch.conference import Conference, Member
from infra.fake_freeswitch.conference_life import FRAME, hang_up, hear_member, leave
from infra.fake_freeswitch.maintenance import tell
from infra.fake_freeswitch.switch import Switch


def mute(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    member.can_speak = member.talking = False
    tell(switch, conference, "mute-member", member)
    return f"+OK mute {member.id}\n"


def unmute(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    member.can_speak = True
    tell(switch, conference, "unmute-member", member)
    switch.later(FRAME, lambda: hear_member(switch, conference, member))
    return f"+OK unmute {member.id}\n"


def tmute(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    return (mute if member.can_speak else unmute)(switch, conference, member, data)


def vmute(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if member.hold:
        return f"-ERR member {member.id} is on hold\n"
    member.can_be_seen = False
    tell(switch, conference, "vmute-member", member)
    return f"+OK vmute {member.id}\n"


def unvmute(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if member.hold:
        return f"-ERR member {member.id} is on hold\n"
    member.can_be_seen = True
    tell(switch, conference, "unvmute-member", member)
    return f"+OK unvmute {member.id}\n"


def tvmute(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    return (vmute if member.can_be_seen else unvmute)(switch, conference, member, data)


def vblind(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    member.can_see = False
    tell(switch, conference, "vblind-member", member)
    return f"+OK vblind {member.id}\n"


def unvblind(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    member.can_see = True
    tell(switch, conference, "unvblind-member", member)
    return f"+OK unvblind {member.id}\n"


def tvblind(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    return (vblind if member.can_see else unvblind)(switch, conference, member, data)


def deaf(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    member.can_hear = False
    tell(switch, conference, "deaf-member", member)
    return f"+OK deaf {member.id}\n"


def undeaf(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    member.can_hear = True
    tell(switch, conference, "undeaf-member", member)
    return f"+OK undeaf {member.id}\n"


def hold(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    member.hold, member.talking = True, False
    tell(switch, conference, "hold-member", member)
    return f"+OK hold {member.id}\n"


def unhold(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    member.hold = False
    tell(switch, conference, "unhold-member", member)
    switch.later(FRAME, lambda: hear_member(switch, conference, member))
    return f"+OK unhold {member.id}\n"


def kick(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    return _remove(switch, conference, member, "kick-member", "kicked")


def hup(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    return _remove(switch, conference, member, "hup-member", "hup")


def _remove(switch: Switch, conference: Conference, member: Member, action: str, word: str) -> str:
    """The member goes a frame later; its call then ends because the dialplan has nothing more for it."""
    tell(switch, conference, action, member)
    member.kicked = True

    def go() -> None:
        leave(switch, conference, member)
        hang_up(switch, member.channel)

    switch.later(FRAME, go)
    return f"+OK {word} {member.id}\n"


def dtmf(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if not data:
        return "-ERR Invalid input!\n"
    tell(switch, conference, "dtmf-member", member, Digits=data)
    return f"+OK sent {data} to {member.id}\n"


def energy(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if data:
        member.energy_level = _changed(member.energy_level, data, 0, 1800, 200)
    tell(switch, conference, "energy-level-member", member)
    return f"Energy {member.id} = {member.energy_level}\n"


def volume_in(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if data:
        member.volume_in = _changed(member.volume_in, data, -4, 4, 1)
    tell(switch, conference, "volume-in-member", member, Volume_Level=str(member.volume_in))
    return f"+OK Volume IN {member.id} = {member.volume_in}\n"


def volume_out(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    if data:
        member.volume_out = _changed(member.volume_out, data, -4, 4, 1)
    tell(switch, conference, "volume-out-member", member, Volume_Level=str(member.volume_out))
    return f"+OK Volume OUT {member.id} = {member.volume_out}\n"


def agc(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    level = _number(data or "0")
    tell(switch, conference, "agc-level-member", member, Agc_Level=str(level))
    return f"Agc {member.id} = {level}\n"


def position(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    return "-ERR not supported\n"


def get_uuid(switch: Switch, conference: Conference, member: Member, data: str | None) -> str:
    return member.channel.uuid


def _changed(value: int, data: str, low: int, high: int, step: int) -> int:
    wanted = {"up": value + step, "down": value - step}.get(data.lower(), None)
    return min(high, max(low, _number(data) if wanted is None else wanted))


def _number(text: str) -> int:
    """Leading digits, as C's ``atoi`` reads them."""
    digits = ""
    for position_, char in enumerate(text.strip()):
        if char.isdecimal() or (position_ == 0 and char in "+-"):
            digits += char
        else:
            break
    return int(digits) if digits.strip("+-") else 0
