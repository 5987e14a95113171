"""Commands that play, stop and speak."""

import re
from functools import partial

from infra.fake_freeswitch.conference_commands.order import Order
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.conferences.playing import finished
from infra.fake_freeswitch.state.conference import Conference, Member, Playing

# What is said of a file stands before it, in braces.
OPTIONS = re.compile(r"^\{[^}]*\}")
_FOR_EVER = ";loops=-1"


def play(order: Order) -> str:
    if not order.words:
        raise Usage
    path = order.words[0]
    asynchronous = order.words[1:2] == ["async"]
    member = None
    if order.words[1:] and not asynchronous:
        member = _member(order, order.words[1])
        if not member:
            # FreeSWITCH prints an address in memory here.
            raise Usage(f"-ERR Member: {id(order.words[1]) % 2**32} not found.\n")
    seconds = order.switch.duration_of(OPTIONS.sub("", path))
    if seconds is None:
        order.tell("play-file", File=path, Async="true" if asynchronous else "false", Error="File could not be played")
        return f"-ERR (play) File: {path} not found.\n"
    playing = Playing(path, seconds, member, asynchronous)
    # Files for everybody wait for each other; a member's own and asynchronous ones do not.
    waiting = sum(other.seconds for other in _main(order.conference)) if not member and not asynchronous else 0.0
    order.conference.playing.append(playing)
    if member:
        order.tell("play-file-member", member, File=path)
    else:
        order.tell("play-file", File=path, Async="true" if asynchronous else "false")
    if not path.endswith(_FOR_EVER):
        order.switch.later(waiting + seconds, lambda: finished(order.switch, order.conference, playing))
    return f"+OK (play) Playing file {path}" + (f" to member {member.id}\n" if member else "\n")


def _main(conference: Conference) -> list[Playing]:
    return [playing for playing in conference.playing if not playing.member and not playing.asynchronous]


def _member(order: Order, number: str) -> Member | None:
    return order.conference.member(int(number)) if number.isdecimal() else None


def stop(order: Order) -> str:
    """A file that is told to stop is counted; its ``done`` event follows."""
    what = order.words[0] if order.words else "all"
    if what not in ("current", "all", "async"):
        raise Usage
    member = None
    if order.words[1:]:
        member = _member(order, order.words[1])
        if not member:
            return f"-ERR Member: {order.words[1]} not found.\n"
    chosen = [playing for playing in order.conference.playing if playing.member is member]
    chosen = [playing for playing in chosen if what == "all" or playing.asynchronous == (what == "async")]
    chosen = chosen[:1] if what == "current" else chosen
    for playing in chosen:
        order.switch.later(0.0, partial(finished, order.switch, order.conference, playing))
    return f"+OK Stopped {len(chosen)} files.\n"


def pause_play(order: Order) -> str:
    if order.words and not _member(order, order.words[0]):
        raise Usage(f"-ERR Member: {order.words[0]} not found.\n")
    for playing in _main(order.conference)[:1]:
        playing.paused = not playing.paused
        return "+OK Pause\n" if playing.paused else "+OK Resume\n"
    return ""


def play_status(order: Order) -> str:
    """Of a stream only what follows ``://`` is shown."""
    playing = _main(order.conference)
    if order.words:
        member = _member(order, order.words[0])
        if not member:
            raise Usage(f"-ERR Member: {order.words[0]} not found.\n")
        playing = [one for one in order.conference.playing if one.member is member]
    for first in playing[:1]:
        return f"+OK 0/0 {first.path.rpartition('://')[2]}\n"
    return "-ERR Nothing is playing\n"


def file_seek(order: Order) -> str:
    if not order.words:
        raise Usage
    milliseconds = order.words[0].lstrip("+-")
    if not _main(order.conference) or not milliseconds.isdecimal():
        return ""
    return f"+OK seek to position {int(milliseconds) * order.conference.profile.rate // 1000}\n"


def file_vol(order: Order) -> str:
    if not order.words:
        raise Usage("-ERR missing args\n")
    if not _main(order.conference):
        raise Usage("-ERR File not playing\n")
    return "+OK volume changed\n"


def moh(order: Order) -> str:
    return "+OK moh\n" if order.words else "-ERR invalid moh param\n"


def say(order: Order) -> str:
    """No speech engine is installed, as in most systems."""
    raise Usage("-ERR (say) Error!\n" if order.text else "-ERR (say) Error! No text.\n")


def saymember(order: Order) -> str:
    """Says yes without a speech engine, and without a text."""
    number, _, text = order.text.partition(" ")
    if not number:
        raise Usage("-ERR (saymember) No Text!\n")
    member = _member(order, number)
    if not member:
        raise Usage(f"-ERR (saymember) Unknown Member {number}!\n")
    order.tell("speak-text-member", member, Text=text or number)
    return "+OK (saymember) OK\n"


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
