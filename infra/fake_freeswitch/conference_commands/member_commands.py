"""Commands that aim at one member: mute, deaf, hold, volume, kick and their kind."""

from infra.fake_freeswitch.conference import Conference, Member
from infra.fake_freeswitch.conference_commands.order import Aim
from infra.fake_freeswitch.conference_life import hang_up, hear_member, leave
from infra.fake_freeswitch.floor import FRAME, pass_floor
from infra.fake_freeswitch.maintenance import tell
from infra.fake_freeswitch.switch import Switch


def mute(aim: Aim) -> str:
    aim.member.can_speak = aim.member.talking = False
    aim.tell("mute-member")
    _hear_prompt(aim, "muted")
    aim.switch.later(FRAME, lambda: pass_floor(aim.switch, aim.conference))
    return f"+OK mute {aim.member.id}\n"


def unmute(aim: Aim) -> str:
    aim.member.can_speak = True
    aim.tell("unmute-member")
    _hear_prompt(aim, "unmuted")
    aim.switch.later(FRAME, lambda: hear_member(aim.switch, aim.conference, aim.member))
    return f"+OK unmute {aim.member.id}\n"


def _hear_prompt(aim: Aim, name: str) -> None:
    """The member hears a tone, unless told quietly; its end is an event."""
    path = aim.conference.profile.sound(name)
    seconds = aim.switch.duration_of(path) if path and "quiet" not in (aim.data or "") else None
    if seconds:
        milliseconds = int(seconds * 1000)
        length = {
            "seconds": str(milliseconds // 1000),
            "milliseconds": str(milliseconds),
            "samples": str(aim.conference.profile.rate * milliseconds // 1000),
        }
        aim.switch.later(seconds, lambda: aim.tell("play-file-member-done", **length, File=path))


def tmute(aim: Aim) -> str:
    return (mute if aim.member.can_speak else unmute)(aim)


def vmute(aim: Aim) -> str:
    if aim.member.hold:
        return f"-ERR member {aim.member.id} is on hold\n"
    aim.member.can_be_seen = False
    aim.tell("vmute-member")
    return f"+OK vmute {aim.member.id}\n"


def unvmute(aim: Aim) -> str:
    if aim.member.hold:
        return f"-ERR member {aim.member.id} is on hold\n"
    aim.member.can_be_seen = True
    aim.tell("unvmute-member")
    return f"+OK unvmute {aim.member.id}\n"


def tvmute(aim: Aim) -> str:
    return (vmute if aim.member.can_be_seen else unvmute)(aim)


def vblind(aim: Aim) -> str:
    aim.member.can_see = False
    aim.tell("vblind-member")
    return f"+OK vblind {aim.member.id}\n"


def unvblind(aim: Aim) -> str:
    aim.member.can_see = True
    aim.tell("unvblind-member")
    return f"+OK unvblind {aim.member.id}\n"


def tvblind(aim: Aim) -> str:
    return (vblind if aim.member.can_see else unvblind)(aim)


def deaf(aim: Aim) -> str:
    aim.member.can_hear = False
    aim.tell("deaf-member")
    return f"+OK deaf {aim.member.id}\n"


def undeaf(aim: Aim) -> str:
    aim.member.can_hear = True
    aim.tell("undeaf-member")
    return f"+OK undeaf {aim.member.id}\n"


def hold(aim: Aim) -> str:
    aim.member.hold, aim.member.talking = True, False
    aim.tell("hold-member")
    aim.switch.later(FRAME, lambda: pass_floor(aim.switch, aim.conference))
    return f"+OK hold {aim.member.id}\n"


def unhold(aim: Aim) -> str:
    aim.member.hold = False
    aim.tell("unhold-member")
    aim.switch.later(FRAME, lambda: hear_member(aim.switch, aim.conference, aim.member))
    return f"+OK unhold {aim.member.id}\n"


def kick(aim: Aim) -> str:
    return _remove(aim.switch, aim.conference, aim.member, "kick-member", "kicked")


def hup(aim: Aim) -> str:
    return _remove(aim.switch, aim.conference, aim.member, "hup-member", "hup")


def _remove(switch: Switch, conference: Conference, member: Member, action: str, word: str) -> str:
    """The member goes a frame later; its call then ends because the dialplan has nothing more for it."""
    tell(switch, conference, action, member)
    member.kicked = True

    def go() -> None:
        leave(switch, conference, member)
        hang_up(switch, member.channel)

    switch.later(FRAME, go)
    return f"+OK {word} {member.id}\n"


def dtmf(aim: Aim) -> str:
    if not aim.data:
        return "-ERR Invalid input!\n"
    aim.tell("dtmf-member", Digits=aim.data)
    return f"+OK sent {aim.data} to {aim.member.id}\n"


def energy(aim: Aim) -> str:
    if aim.data:
        aim.member.energy_level = _changed(aim.member.energy_level, aim.data, 0, 1800, 200)
        aim.tell("energy-level-member", Energy_Level=str(aim.member.energy_level))
    return f"Energy {aim.member.id} = {aim.member.energy_level}\n"


def volume_in(aim: Aim) -> str:
    if aim.data:
        aim.member.volume_in = _changed(aim.member.volume_in, aim.data, -4, 4, 1)
        aim.tell("volume-in-member", Volume_Level=str(aim.member.volume_in))
    return f"+OK Volume IN {aim.member.id} = {aim.member.volume_in}\n"


def volume_out(aim: Aim) -> str:
    if aim.data:
        aim.member.volume_out = _changed(aim.member.volume_out, aim.data, -4, 4, 1)
        aim.tell("volume-out-member", Volume_Level=str(aim.member.volume_out))
    return f"+OK Volume OUT {aim.member.id} = {aim.member.volume_out}\n"


def auto_energy(aim: Aim) -> str:
    if aim.data:
        aim.member.auto_energy = _changed(aim.member.auto_energy, aim.data, 0, 1800, 200)
        level = str(aim.member.energy_level)
        aim.tell("auto-energy-level-member", Auto_Energy_Level=str(aim.member.auto_energy), Energy_Level=level)
    return f"{aim.member.id} = Auto-Energy: {aim.member.auto_energy} Energy: {aim.member.energy_level}\n"


def max_energy(aim: Aim) -> str:
    """Its answer names the two numbers the wrong way round."""
    member, complaint = aim.member, ""
    if aim.data:
        member.max_energy = _changed(member.max_energy, aim.data.partition(":")[0], 0, 1800, 200)
    if member.max_energy and member.max_energy < member.energy_level:
        member.max_energy = 0
        complaint = f"-ERR {member.id} Max-Energy cannot exceed energy level.\n"
    if aim.data:
        level = str(member.max_energy)
        numbers = {"Max_Energy_Level": level, "Max_Energy_Mute": "0", "Max_Energy_Hit_Trigger": "5"}
        aim.tell("max-energy-level-member", **numbers, Energy_Level=level)
    shown = f"Max-Energy: {member.energy_level} Energy: {member.max_energy}"
    return f"{complaint}{member.id} = {shown} Max-Energy-Mute: 0ms Max-Energy-Hit-Trigger 5\n"


def agc(aim: Aim) -> str:
    if aim.data:
        # A plain 0 is not taken.
        aim.member.agc = _changed(aim.member.agc, aim.data, 0, 1800, 200) or aim.member.agc
        aim.tell("agc-level-member", Agc_Level=str(aim.member.agc))
    return f"Agc {aim.member.id} = {aim.member.agc}\n"


def position(_aim: Aim) -> str:
    return "-ERR not supported\n"


def get_uuid(aim: Aim) -> str:
    return aim.member.channel.uuid


def _changed(value: int, data: str, low: int, high: int, step: int) -> int:
    wanted = {"up": value + step, "down": value - step}.get(data.lower())
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
