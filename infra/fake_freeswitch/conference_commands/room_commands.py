"""Commands about the conference itself: lock, PIN, variables, limits and who hears whom."""

import time

from infra.fake_freeswitch.conference_commands.order import Order
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.conferences.life import say_prompt
from infra.fake_freeswitch.state.conference import Conference


def lock(order: Order) -> str:
    say_prompt(order.switch, order.conference, "is-locked")
    order.conference.locked = True
    order.tell("lock")
    return f"+OK {order.conference.name} locked\n"


def unlock(order: Order) -> str:
    say_prompt(order.switch, order.conference, "is-unlocked")
    order.conference.locked = False
    order.tell("unlock")
    return f"+OK {order.conference.name} unlocked\n"


def pin(order: Order) -> str:
    if order.words[:1] == ["mod"] and len(order.words) > 1:
        order.conference.moderator_pin = order.words[1]
        return f"+OK Moderator Pin for conference {order.conference.name} set: {order.words[1]}\n"
    if len(order.words) != 1:
        raise Usage("-ERR Invalid parameters:\n")
    order.conference.pin = order.words[0]
    return f"+OK Pin for conference {order.conference.name} set: {order.words[0]}\n"


def nopin(order: Order) -> str:
    order.conference.pin = ""
    return f"+OK Pin for conference {order.conference.name} deleted\n"


def getvar(order: Order) -> str:
    if not order.words:
        return ""
    return order.conference.variables.get(order.words[0], "")


def setvar(order: Order) -> str:
    if not order.words:
        return "+OK\n"
    order.conference.variables.pop(order.words[0], None)
    if len(order.words) > 1:
        order.conference.variables[order.words[0]] = order.words[1]
    return "+OK\n"


def get(order: Order) -> str:
    """Bare values; a false flag is an empty reply."""
    values = {
        "run_time": str(int(time.time() - order.conference.created)),
        "count": str(order.conference.size),
        "count_ghosts": str(order.conference.ghosts),
        "max_members": str(order.conference.max_members),
        "rate": str(order.conference.profile.rate),
        "profile_name": order.conference.profile.name,
        "sound_prefix": order.conference.settings.get("sound_prefix", ""),
        "caller_id_name": order.conference.settings.get("caller_id_name", "conference"),
        "caller_id_number": order.conference.settings.get("caller_id_number", "0000000000"),
        "is_locked": "locked" if order.conference.locked else "",
        "endconference_grace_time": order.conference.settings.get("endconference_grace_time", "0"),
        "uuid": order.conference.uuid,
        "wait_mod": "",
    }
    if not order.words or order.words[0] not in values:
        raise Usage
    return values[order.words[0]]


def set_(order: Order) -> str:
    """Answers with the old value, bare."""
    if len(order.words) < 2:
        raise Usage
    name, value = order.words[0], order.words[1]
    if name == "max_members":
        old = str(order.conference.max_members)
        order.conference.max_members = int(value) if value.isdecimal() else 0
        return old
    if name not in ("sound_prefix", "caller_id_name", "caller_id_number", "endconference_grace_time"):
        raise Usage
    old = get(Order(order.switch, order.conference, [name]))
    order.conference.settings[name] = value
    return old


def relate(order: Order) -> str:
    if len(order.words) < 3:
        return _shown(order.conference, order.words)
    if order.words[2] not in ("nospeak", "nohear", "sendvideo", "clear"):
        raise Usage
    pairs = [(first, second) for first in order.words[0].split(",") for second in order.words[1].split(",")]
    return "".join(_relate(order.conference, first, second, order.words[2]) for first, second in pairs)


def _shown(conference: Conference, words: list[str]) -> str:
    """With relationships FreeSWITCH shows those of a named member only, and otherwise nothing."""
    if not conference.relationships:
        return "+OK No relationships\n"
    return "".join(
        f"{first} -> {second} {'NOSPEAK' if action == 'nospeak' else 'SPEAK'} "
        f"{'NOHEAR' if action == 'nohear' else 'HEAR'} {'SENDVIDEO' if action == 'sendvideo' else 'NOSENDVIDEO'} \n"
        for (first, second), action in conference.relationships.items()
        if words and words[0] == str(first)
    )


def _relate(conference: Conference, first: str, second: str, action: str) -> str:
    pair = (int(first) if first.isdecimal() else 0, int(second) if second.isdecimal() else 0)
    if not (conference.member(pair[0]) and conference.member(pair[1])):
        return f"-ERR relationship {pair[0]}->{pair[1]} not found.\n"
    if action == "clear":
        conference.relationships.pop(pair, None)
        return f"+OK relationship {pair[0]}->{pair[1]} cleared.\n"
    conference.relationships[pair] = action
    return f"+OK {pair[0]}->{pair[1]} {action} set\n"


def auto_3d_position(_order: Order) -> str:
    return "-ERR not supported\n"
