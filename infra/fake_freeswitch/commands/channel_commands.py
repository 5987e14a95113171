"""API commands about calls: look at them, start and end them."""

import re

from infra.fake_freeswitch.conferences.life import hang_up
from infra.fake_freeswitch.state.channel import Channel, new_uuid
from infra.fake_freeswitch.state.event import url_encode
from infra.fake_freeswitch.state.switch import Switch

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


def uuid_dump(switch: Switch, argument: str) -> str:
    channel = switch.channels.get(argument.split(" ", 1)[0])
    if not channel:
        return "-ERR No such channel!\n" if argument else "-USAGE: <uuid> [format]\n"
    return "".join(f"{name}: {url_encode(value)}\n" for name, value in channel.headers(with_variables=True)) + "\n"


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
    """End all calls, or those whose variables have these values, all of them: mod_commands.c:6680."""
    words = argument.split()
    cause = words[0] if words and _CAUSE.fullmatch(words[0]) else "MANAGER_REQUEST"
    wanted = dict(zip(words[1::2], words[2::2], strict=False))
    for channel in list(switch.channels.values()):
        if all(channel.variables.get(name) == value for name, value in wanted.items()):
            hang_up(switch, channel, cause)
    if not wanted:
        return f"+OK hangup all channels with cause {cause}\n"
    more = "..." if len(wanted) > 1 else ""
    return f"+OK hangup all channels matching [{words[1]}]=[{words[2]}]{more} with cause: {cause}\n"


_SHOW_USAGE = (
    "-USAGE: codec|endpoint|application|api|dialplan|file|timer|calls [count]|channels [count|like <match string>]"
    "|calls|detailed_calls|bridged_calls|detailed_bridged_calls|aliases|complete|chat|management|modules|nat_map|say"
    "|interfaces|interface_types|tasks|limits|status\n"
)
_CHANNEL_COLUMNS = (
    "uuid,direction,created,created_epoch,name,state,cid_name,cid_num,ip_addr,dest,application,application_data,"
    "dialplan,context,callstate,call_uuid\n"
)
_REGISTRATION_COLUMNS = "reg_user,realm,token,url,expires,network_ip,network_port,network_proto,hostname,metadata\n"


def show(switch: Switch, argument: str) -> str:
    """Calls are what is bridged, and here nothing is; columns of channels are fewer than on a real switch."""
    words = argument.split()
    if words[:1] == ["calls"]:
        return "\n0 total.\n"
    if words[:1] == ["channels"]:
        rows = "" if words[1:2] == ["count"] else "".join(_channel_row(found) for found in switch.channels.values())
        return f"{_CHANNEL_COLUMNS if rows else ''}{rows}\n{len(switch.channels)} total.\n"
    if words[:1] == ["registrations"]:
        rows = "".join(_registration_row(switch, *pair) for pair in switch.registrations.items())
        return f"{_REGISTRATION_COLUMNS if rows else ''}{rows}\n{len(switch.registrations)} total.\n"
    return _SHOW_USAGE


def _registration_row(switch: Switch, address: str, registration: tuple[str, str]) -> str:
    user, _, realm = address.partition("@")
    call_id, contact = registration
    url = contact.rpartition("<")[2].rstrip(">")
    port = url.rpartition(":")[2]
    return f"{user},{realm},{call_id},sofia/internal/{url},0,127.0.0.1,{port},udp,{switch.hostname},\n"


def _channel_row(channel: Channel) -> str:
    name = channel.caller_name or channel.user
    application = channel.variables.get("conference_name", "")
    who = (channel.name, channel.state, name, channel.user, channel.network, channel.destination)
    what = ("conference", application, channel.dialplan, channel.context, channel.call_state, channel.uuid)
    return ",".join((channel.uuid, "inbound", "", channel.created[:-6], *who, *what)) + "\n"
