"""Commands about the conference itself: lock, PIN, variables, limits and who hears whom."""

import time

from infra.fake_freeswitch.conference import Conference
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.conference_life import _say_prompt
from infra.fake_freeswitch.maintenance import tell
from infra.fake_freeswitch.switch import Switch


def lock(switch: Switch, conference: Conference, words: list[str]) -> str:
    _say_prompt(switch, conference, "is-locked")
    conference.locked = True
    tell(switch, conference, "lock")
    return f"+OK {conference.name} locked\n"


def unlock(switch: Switch, conference: Conference, words: list[str]) -> str:
    _say_prompt(switch, conference, "is-unlocked")
    conference.locked = False
    tell(switch, conference, "unlock")
    return f"+OK {conference.name} unlocked\n"


def pin(switch: Switch, conference: Conference, words: list[str]) -> str:
    if words[:1] == ["mod"] and len(words) > 1:
        conference.moderator_pin = words[1]
        return f"+OK Moderator Pin for conference {conference.name} set: {words[1]}\n"
    if len(words) != 1:
        raise Usage("-ERR Invalid parameters:\n")
    conference.pin = words[0]
    return f"+OK Pin for conference {conference.name} set: {words[0]}\n"


def nopin(switch: Switch, conference: Conference, words: list[str]) -> str:
    conference.pin = ""
    return f"+OK Pin for conference {conference.name} deleted\n"


def getvar(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not words:
        raise Usage
    return conference.variables.get(words[0], "")


def setvar(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not words:
        raise Usage
    conference.variables.pop(words[0], None)
    if len(words) > 1:
        conference.variables[words[0]] = words[1]
    return "+OK\n"


def get(switch: Switch, conference: Conference, words: list[str]) -> str:
    """Bare values; a false flag is an empty reply."""
    values = {
        "run_time": str(int(time.time() - conference.created)),
        "count": str(conference.size),
        "count_ghosts": str(conference.ghosts),
        "max_members": str(conference.max_members),
        "rate": str(conference.profile.rate),
        "profile_name": conference.profile.name,
        "sound_prefix": conference.settings.get("sound_prefix", ""),
        "caller_id_name": conference.settings.get("caller_id_name", "FreeSWITCH"),
        "caller_id_number": conference.settings.get("caller_id_number", "0000000000"),
        "is_locked": "locked" if conference.locked else "",
        "endconference_grace_time": conference.settings.get("endconference_grace_time", "0"),
        "uuid": conference.uuid,
        "wait_mod": "",
    }
    if not words or words[0] not in values:
        raise Usage
    return values[words[0]]


def set_(switch: Switch, conference: Conference, words: list[str]) -> str:
    """Answers with the old value, bare."""
    if len(words) < 2:
        raise Usage
    name, value = words[0], words[1]
    if name == "max_members":
        if not value.isdecimal():
            raise Usage
        old, conference.max_members = str(conference.max_members), int(value)
        return old
    if name not in ("sound_prefix", "caller_id_name", "caller_id_number", "endconference_grace_time"):
        raise Usage
    old = get(switch, conference, [name])
    conference.settings[name] = value
    return old


def relate(switch: Switch, conference: Conference, words: list[str]) -> str:
    if len(words) < 3:
        if not conference.relationships:
            return "+OK No relationships\n"
        return "".join(f"+OK {a}->{b} {action}\n" for (a, b), action in conference.relationships.items())
    if words[2] not in ("nospeak", "nohear", "sendvideo", "clear"):
        raise Usage
    lines = []
    for first in words[0].split(","):
        for second in words[1].split(","):
            lines.append(_relate(conference, first, second, words[2]))
    return "".join(lines)


def _relate(conference: Conference, first: str, second: str, action: str) -> str:
    pair = (int(first) if first.isdecimal() else 0, int(second) if second.isdecimal() else 0)
    if action == "clear":
        if conference.relationships.pop(pair, None) is None:
            return f"-ERR relationship {pair[0]}->{pair[1]} not found.\n"
        return f"+OK relationship {pair[0]}->{pair[1]} cleared.\n"
    if not (conference.member(pair[0]) and conference.member(pair[1])):
        return f"-ERR relationship {pair[0]}->{pair[1]} not found.\n"
    conference.relationships[pair] = action
    return f"+OK {pair[0]}->{pair[1]} {action} set\n"


def auto_3d_position(switch: Switch, conference: Conference, words: list[str]) -> str:
    return "-ERR not supported\n"
