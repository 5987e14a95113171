"""Commands that play, stop and speak."""

from functools import partial

from infra.fake_freeswitch.conference import Conference, Member, Playing
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.maintenance import tell
from infra.fake_freeswitch.switch import Switch


def play(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not words:
        raise Usage
    path = words[0]
    asynchronous = words[1:2] == ["async"]
    member = None
    if words[1:] and not asynchronous:
        member = conference.member(int(words[1])) if words[1].isdecimal() else None
        if not member:
            return f"-ERR (play) Member: {words[1]} not found.\n"
    seconds = switch.duration_of(path)
    if seconds is None:
        return f"-ERR (play) File: {path} not found.\n"
    playing = Playing(path, seconds, member, asynchronous)
    conference.playing.append(playing)
    if member:
        tell(switch, conference, "play-file-member", member, File=path)
    elif asynchronous:
        tell(switch, conference, "play-file", File=path, Async="true")
    else:
        tell(switch, conference, "play-file", File=path, Async="false")
    switch.later(seconds, lambda: _finished(switch, conference, playing))
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


def stop(switch: Switch, conference: Conference, words: list[str]) -> str:
    """A file that is told to stop is counted; its ``done`` event follows."""
    what = words[0] if words else "all"
    if what not in ("current", "all", "async"):
        raise Usage
    member: Member | None = None
    if words[1:]:
        member = conference.member(int(words[1])) if words[1].isdecimal() else None
        if not member:
            raise Usage(f"-ERR Member: {words[1]} not found.\n")
    chosen = [
        playing
        for playing in conference.playing
        if playing.member is member and (what != "async" or playing.asynchronous)
    ]
    chosen = chosen[:1] if what == "current" else chosen
    for playing in chosen:
        switch.later(0.0, partial(_finished, switch, conference, playing))
    return f"+OK Stopped {len(chosen)} files.\n"


def pause_play(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not conference.playing:
        return ""
    playing = conference.playing[0]
    playing.paused = not playing.paused
    return "+OK Pause\n" if playing.paused else "+OK Resume\n"


def play_status(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not conference.playing:
        return "-ERR Nothing is playing\n"
    playing = conference.playing[0]
    return f"+OK 0/{int(playing.seconds * 1000)} {playing.path}\n"


def file_seek(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not words:
        raise Usage
    return f"+OK seek to position {words[0]}\n" if conference.playing else ""


def file_vol(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not words:
        raise Usage("-ERR missing args\n")
    return "+OK volume changed\n" if conference.playing else "-ERR File not playing\n"


def moh(switch: Switch, conference: Conference, words: list[str]) -> str:
    return "+OK moh\n" if words else "-ERR invalid moh param\n"


def say(switch: Switch, conference: Conference, text: str) -> str:
    """No speech engine is installed, as in most systems."""
    raise Usage("-ERR (say) Error!\n")


def saymember(switch: Switch, conference: Conference, text: str) -> str:
    number = text.partition(" ")[0]
    known = number.isdecimal() and conference.member(int(number))
    raise Usage("-ERR (saymember) Error!\n" if known else f"-ERR (saymember) Unknown Member {number}!\n")


def exit_sound(switch: Switch, conference: Conference, words: list[str]) -> str:
    return _edge_sound(switch, conference, words, "exit")


def enter_sound(switch: Switch, conference: Conference, words: list[str]) -> str:
    return _edge_sound(switch, conference, words, "enter")


def _edge_sound(switch: Switch, conference: Conference, words: list[str], edge: str) -> str:
    if not words:
        raise Usage("-ERR Not enough args\n")
    sound = conference.profile.exit_sound if edge == "exit" else conference.profile.enter_sound
    if words[0] in ("on", "off"):
        on = words[0] == "on"
        if edge == "exit":
            conference.exit_sound = on
        else:
            conference.enter_sound = on
        tell(switch, conference, f"{edge}-sounds-{words[0]}")
        return f"+OK {conference.name} {edge} sounds {words[0]} ({sound})\n"
    if words[0] == "none":
        tell(switch, conference, f"{edge}-sound-file-changed")
        return f"+OK {conference.name} {edge} sound disabled\n"
    if words[0] == "file":
        if len(words) < 2:
            return "-ERR No filename specified\n"
        tell(switch, conference, f"{edge}-sound-file-changed")
        return f"+OK {conference.name} {edge} sound file set to {words[1]}\n"
    raise Usage("-ERR Bad args\n")
