"""Commands that aim at one member: mute, deaf, hold, volume, kick and their kind."""

from functools import partial

from infra.fake_freeswitch.conference_commands.order import Aim
from infra.fake_freeswitch.conferences.floor import FRAME, pass_floor
from infra.fake_freeswitch.conferences.life import hang_up, hear_member, leave
from infra.fake_freeswitch.conferences.maintenance import tell
from infra.fake_freeswitch.conferences.playing import finished, play_to
from infra.fake_freeswitch.state.conference import Conference, Member
from infra.fake_freeswitch.state.switch import Switch


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
        play_to(aim.switch, aim.conference, aim.member, path, seconds)


def tmute(aim: Aim) -> str:
    return (mute if aim.member.can_speak else unmute)(aim)


def vmute(aim: Aim) -> str:
    return _held(aim) or _seen(aim, "vmute", False)


def unvmute(aim: Aim) -> str:
    return _held(aim) or _seen(aim, "unvmute", True)


def tvmute(aim: Aim) -> str:
    return (vmute if aim.member.can_be_seen else unvmute)(aim)


def _held(aim: Aim) -> str:
    return f"-ERR member {aim.member.id} is on hold\n" if aim.member.hold else ""


def _seen(aim: Aim, word: str, can: bool) -> str:
    aim.member.can_be_seen = can
    return _done(aim, word)


def vblind(aim: Aim) -> str:
    aim.member.can_see = False
    return _done(aim, "vblind")


def unvblind(aim: Aim) -> str:
    aim.member.can_see = True
    return _done(aim, "unvblind")


def tvblind(aim: Aim) -> str:
    return (vblind if aim.member.can_see else unvblind)(aim)


def deaf(aim: Aim) -> str:
    aim.member.can_hear = False
    return _done(aim, "deaf")


def undeaf(aim: Aim) -> str:
    aim.member.can_hear = True
    return _done(aim, "undeaf")


def _done(aim: Aim, word: str) -> str:
    """Tell everybody, and whoever has asked."""
    aim.tell(f"{word}-member")
    return f"+OK {word} {aim.member.id}\n"


def hold(aim: Aim) -> str:
    aim.member.hold, aim.member.talking = True, False
    aim.tell("hold-member")
    aim.switch.later(FRAME, lambda: pass_floor(aim.switch, aim.conference))
    return f"+OK hold {aim.member.id}\n"


def unhold(aim: Aim) -> str:
    aim.member.hold = False
    for playing in [playing for playing in aim.conference.playing if playing.member is aim.member]:
        aim.switch.later(0.0, partial(finished, aim.switch, aim.conference, playing))
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


def position(_aim: Aim) -> str:
    return "-ERR not supported\n"


def get_uuid(aim: Aim) -> str:
    return aim.member.channel.uuid
