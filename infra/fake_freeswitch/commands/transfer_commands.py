"""`uuid_transfer` to a dialplan that stands in the command itself: a call leaves its conference and goes on."""

import shlex

from infra.fake_freeswitch.callers.dialplan import expanded
from infra.fake_freeswitch.conferences.floor import FRAME
from infra.fake_freeswitch.conferences.life import hang_up, leave
from infra.fake_freeswitch.state.channel import Channel, new_uuid
from infra.fake_freeswitch.state.switch import Switch

_USAGE = "-USAGE: <uuid> [-bleg|-both] <dest-exten> [<dialplan>] [<context>]\n"
# As `inline_dialplan_hunt` reads it: `m:` and the character that parts the actions.
_MANY = "m:"


def uuid_transfer(switch: Switch, argument: str) -> str:
    words = shlex.split(argument)
    if not 2 <= len(words) <= 5:
        return _USAGE
    channel = switch.channels.get(words[0])
    if not channel:
        return "-ERR No such channel!\n"
    if words[2:3] != ["inline"]:
        return "-ERR\n"
    actions = _actions(words[1])
    switch.later(FRAME, lambda: _go(switch, channel, actions))
    return "+OK\n"


def _actions(text: str) -> list[tuple[str, str]]:
    many = text.startswith(_MANY) and text[3:4] == ":"
    parts = text[4:].split(text[2]) if many else text.split(",")
    return [(application.strip(), data) for application, _, data in (part.partition(":") for part in parts)]


def _go(switch: Switch, channel: Channel, actions: list[tuple[str, str]]) -> None:
    """Leave the conference and run the actions up to a bridge that is answered: the call stays there."""
    with switch.lock:
        if channel.hangup_cause:
            return
        conference = switch.conference_of(channel.uuid)
        member = conference.member_of(channel.uuid) if conference else None
        if conference and member:
            leave(switch, conference, member)
        for application, data in actions:
            text = expanded(data, channel.variables)
            if application == "set":
                name, _, value = text.partition("=")
                channel.variables[name] = value
            elif application == "bridge":
                cause = switch.outcome_of(text)
                if cause == "SUCCESS":
                    channel.variables["bridge_to"] = new_uuid()
                    return
                if cause not in channel.variables.get("continue_on_fail", "").split(","):
                    hang_up(switch, channel, cause)
                    return
        hang_up(switch, channel)
