"""Commands about how loud one member is: energy, volume and automatic gain."""

from infra.fake_freeswitch.conference_commands.order import Aim


def energy(aim: Aim) -> str:
    if aim.data:
        aim.member.energy_level = _changed(aim.member.energy_level, aim.data, 0, 1800, 200)
        aim.tell("energy-level-member", Energy_Level=str(aim.member.energy_level))
    return f"Energy {aim.member.id} = {aim.member.energy_level}\n"


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
