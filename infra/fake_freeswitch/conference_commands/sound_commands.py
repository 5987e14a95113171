"""Commands that play, stop and speak."""

from functools import partial

from infra.fake_freeswitch.conference import Conference, Member, Playing
from infra.fake_freeswitch.conference_commands.order import Order
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.maintenance import tell
from infra.fake_freeswitch.switch import Switch


def play(order: Order) -> str:
    if not order.words:
        raise Usage
    path = order.words[0]
    asynchronous = order.words[1:2] == ["async"]
    member = None
    if order.words[1:] and not asynchronous:
        member = order.conference.member(int(order.words[1])) if order.words[1].isdecimal() else None
        if not member:
            return f"-ERR Member: {order.words[1]} not found.\n"
    seconds = order.switch.duration_of(path)
    if seconds is None:
        return f"-ERR (play) File: {path} not found.\n"
    playing = Playing(path, seconds, member, asynchronous)
    order.conference.playing.append(playing)
    if member:
        order.tell("play-file-member", member, File=path)
    elif asynchronous:
        order.tell("play-file", File=path, Async="true")
    else:
        order.tell("play-file", File=path, Async="false")
    order.switch.later(seconds, lambda: _finished(order.switch, order.conference, playing))
    return f"+OK (play) Playing file {path}" + (f" to member {member.id}\n" if member else "\n")


def _finished(switch: Switch, conference: Conference, playing: Playing) -> None:
    if playing not in conference.playing:
        return
    conference.playing.remove(playing)
    milliseconds = int(playing.seconds * 1000)
    length = {
        "seconds": str(milliseconds // 1000),
        "milliseconds": str(milliseconds),
        "samples": str(conference.profile.rate * milliseconds // 1000),
    }
    action = "play-file-member-done" if playing.member else "play-file-done"
    extra = {"Async": "true"} if playing.asynchronous else {}
    tell(switch, conference, action, playing.member, **length, File=playing.path, **extra)


def stop(order: Order) -> str:
    """A file that is told to stop is counted; its ``done`` event follows."""
    what = order.words[0] if order.words else "all"
    if what not in ("current", "all", "async"):
        raise Usage
    member: Member | None = None
    if order.words[1:]:
        member = order.conference.member(int(order.words[1])) if order.words[1].isdecimal() else None
        if not member:
            raise Usage(f"-ERR Member: {order.words[1]} not found.\n")
    chosen = [
        playing
        for playing in order.conference.playing
        if playing.member is member and (what != "async" or playing.asynchronous)
    ]
    chosen = chosen[:1] if what == "current" else chosen
    for playing in chosen:
        order.switch.later(0.0, partial(_finished, order.switch, order.conference, playing))
    return f"+OK Stopped {len(chosen)} files.\n"


def pause_play(order: Order) -> str:
    if not order.conference.playing:
        return ""
    playing = order.conference.playing[0]
    playing.paused = not playing.paused
    return "+OK Pause\n" if playing.paused else "+OK Resume\n"


def play_status(order: Order) -> str:
    if not order.conference.playing:
        return "-ERR Nothing is playing\n"
    playing = order.conference.playing[0]
    return f"+OK 0/{int(playing.seconds * 1000)} {playing.path}\n"


def file_seek(order: Order) -> str:
    if not order.words:
        raise Usage
    return f"+OK seek to position {order.words[0]}\n" if order.conference.playing else ""


def file_vol(order: Order) -> str:
    if not order.words:
        raise Usage("-ERR missing args\n")
    return "+OK volume changed\n" if order.conference.playing else "-ERR File not playing\n"


def moh(order: Order) -> str:
    return "+OK moh\n" if order.words else "-ERR invalid moh param\n"


def say(_order: Order) -> str:
    """No speech engine is installed, as in most systems."""
    raise Usage("-ERR (say) Error!\n")


def saymember(order: Order) -> str:
    number = order.text.partition(" ")[0]
    known = number.isdecimal() and order.conference.member(int(number))
    raise Usage("-ERR (saymember) Error!\n" if known else f"-ERR (saymember) Unknown Member {number}!\n")


def exit_sound(order: Order) -> str:
    return _edge_sound(order, "exit")


def enter_sound(order: Order) -> str:
    return _edge_sound(order, "enter")


def _edge_sound(order: Order, edge: str) -> str:
    if not order.words:
        raise Usage("-ERR Not enough args\n")
    sound = order.conference.profile.exit_sound if edge == "exit" else order.conference.profile.enter_sound
    switched = {"on": "on", "off": "off", "none": "off"}.get(order.words[0].lower(), "")
    if switched:
        if edge == "exit":
            order.conference.exit_sound = switched == "on"
        else:
            order.conference.enter_sound = switched == "on"
        order.tell(f"{edge}-sounds-{switched}")
        return f"+OK {order.conference.name} {edge} sounds {switched} ({sound})\n"
    if order.words[0].lower() == "file":
        if len(order.words) < 2:
            return "-ERR No filename specified\n"
        order.tell(f"{edge}-sound-file-changed")
        told = f"+OK {order.conference.name} {edge} sound file set to {order.words[1]}\n"
        return f"+OK Old {edge} sound: [{sound}]\n{told}"
    raise Usage("-ERR Bad args\n")
