"""API commands about calls: look at them, start and end them."""

import re

from infra.fake_freeswitch.channel import Channel, new_uuid
from infra.fake_freeswitch.conference_life import hang_up
from infra.fake_freeswitch.switch import Switch

_CAUSE = re.compile(r"[A-Z_0-9]+")


def uuid_kill(switch: Switch, argument: str) -> str:
    words = argument.split()
    if not words:
        return "-USAGE: <uuid> [cause]\n"
    channel = switch.channels.get(words[0])
    if not channel:
        return "-ERR No such channel!\n"
    cause = words[1] if len(words) > 1 and _CAUSE.fullmatch(words[1]) else "NORMAL_CLEARING"
    switch.later(0.0, lambda: hang_up(switch, channel, cause))
    return "+OK\n"


def uuid_exists(switch: Switch, argument: str) -> str:
    return "true" if argument in switch.channels else "false"


def uuid_getvar(switch: Switch, argument: str) -> str:
    words = argument.split()
    if len(words) < 2:
        return "-USAGE: <uuid> <var>\n"
    channel = switch.channels.get(words[0])
    return channel.variables.get(words[1], "_undef_") if channel else "-ERR No such channel!\n"


def uuid_setvar(switch: Switch, argument: str) -> str:
    words = argument.split(" ", 2)
    if len(words) < 2:
        return "-USAGE: <uuid> <var> [value]\n"
    channel = switch.channels.get(words[0])
    if not channel:
        return "-ERR No such channel!\n"
    channel.variables.pop(words[1], None)
    if len(words) > 2:
        channel.variables[words[1]] = words[2]
    return "+OK\n"


def originate(switch: Switch, argument: str) -> str:
    words = argument.split()
    if len(words) < 2:
        return (
            "-USAGE: <call url> <exten>|&<application_name>(<app_args>) [<dialplan>] [<context>] "
            "[<cid_name>] [<cid_num>] [<timeout_sec>]\n"
        )
    cause = switch.outcome_of(words[0])
    return f"+OK {new_uuid()}\n" if cause == "SUCCESS" else f"-ERR {cause}\n"


def hupall(switch: Switch, argument: str) -> str:
    cause = argument.split(maxsplit=1)[0] if argument else "MANAGER_REQUEST"
    for channel in list(switch.channels.values()):
        hang_up(switch, channel, cause)
    return f"+OK hangup all channels with cause {cause}\n"


def show(switch: Switch, argument: str) -> str:
    words = argument.split()
    if words[:1] in (["channels"], ["calls"]):
        if words[1:2] == ["count"]:
            return f"\n{len(switch.channels)} total.\n"
        header = "uuid,direction,created_epoch,name,state,cid_name,cid_num,dest,application\n"
        rows = "".join(_channel_row(channel) for channel in switch.channels.values())
        return f"{header if rows else ''}{rows}\n{len(switch.channels)} total.\n"
    if words[:1] == ["registrations"]:
        rows = "".join(
            f"{address.replace('@', ',')},{contact}\n" for address, (_, contact) in switch.registrations.items()
        )
        return f"{'reg_user,realm,url' + chr(10) if rows else ''}{rows}\n{len(switch.registrations)} total.\n"
    return "-USAGE: codec|endpoint|application|api|dialplan|file|timer|calls [count]|channels [count]|registrations\n"


def _channel_row(channel: Channel) -> str:
    name = channel.caller_name or channel.user
    state = (channel.name, channel.state, name, channel.user, channel.destination, "conference")
    return ",".join((channel.uuid, "inbound", channel.created[:-6], *state)) + "\n"
