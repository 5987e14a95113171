"""The API commands besides ``conference`` that the project's programs and people use."""

import re
import time
from collections.abc import Callable

from infra.fake_freeswitch.channel import Channel, new_uuid
from infra.fake_freeswitch.conference_commands import dispatch
from infra.fake_freeswitch.conference_life import hang_up
from infra.fake_freeswitch.switch import VERSION, Switch

ApiHandler = Callable[[Switch, str], str]
_CAUSE = re.compile(r"[A-Z_0-9]+")


def status(switch: Switch, argument: str) -> str:
    seconds = int(time.time() - switch.started)
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    parts = [(0, "year"), (days, "day"), (hours, "hour"), (minutes, "minute"), (left, "second")]
    up = ", ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts)
    return (
        f"UP {up}, 0 milliseconds, 0 microseconds\n"
        f"FreeSWITCH (Version 1.10.12 -release 64bit) is ready\n"
        f"{switch.sessions} session(s) since startup\n"
        f"{len(switch.channels)} session(s) - peak {len(switch.channels)}, last 5min {len(switch.channels)} \n"
        "0 session(s) per Sec out of max 30, peak 1, last 5min 1 \n"
        "1000 session(s) max\n"
        "min idle cpu 0.00/98.00\n"
        "Current Stack Size/Max 240K/8192K\n"
    )


def version(switch: Switch, argument: str) -> str:
    if argument == "short":
        return "1.10.12"
    return f"FreeSWITCH Version {VERSION} ({'-'.join(VERSION.split('-')[1:])})\n"


def global_getvar(switch: Switch, argument: str) -> str:
    if not argument:
        return "".join(f"{name}={value}\n" for name, value in switch.globals.items())
    return switch.globals.get(argument, "")


def global_setvar(switch: Switch, argument: str) -> str:
    name, _, value = argument.partition("=")
    switch.globals[name] = value
    return "+OK"


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


def xml_flush_cache(switch: Switch, argument: str) -> str:
    """Without words the whole cache, else one user by key; the domain defaults to the global one."""
    words = argument.split()
    if len(words) < 2:
        gone = len(switch.cached_users)
        switch.cached_users.clear()
    else:
        key = "".join([*words[:2], words[2] if len(words) > 2 else switch.domain])
        gone = int(switch.cached_users.pop(key, None) is not None)
    return f"+OK cleared {gone} entr{'y' if gone == 1 else 'ies'}\n"


def sofia(switch: Switch, argument: str) -> str:
    words = argument.split()
    if words[:1] == ["profile"] and len(words) >= 3:
        if words[1] not in ("internal", "external"):
            return f"Invalid Profile [{words[1]}]"
        if words[2] == "flush_inbound_reg":
            return _flush(switch, words[3] if len(words) > 3 else "", reboot="reboot" in words[4:])
        return "-ERR Unknown command!\n"
    if words[:1] == ["status"]:
        names = "".join(f"{'internal':>25}\tprofile\t      sip:mod_sofia@{switch.domain}:5060\tRUNNING (0)\n")
        return f"{'Name':>25}\t   Type\t{'Data':>40}\tState\n{'=' * 100}\n{names}{'=' * 100}\n1 profile 0 aliases\n"
    return "USAGE:\n" + "-" * 80 + "\nsofia <help|jsonstatus|xmlstatus|status|profile>\n"


def _flush(switch: Switch, which: str, *, reboot: bool) -> str:
    """A call id or user@host ends that registration; FreeSWITCH answers the same whether there was one."""
    gone = [address for address, (call_id, _) in switch.registrations.items() if which in ("", address, call_id)]
    for address in gone:
        call_id, contact = switch.registrations.pop(address)
        user, _, host = address.partition("@")
        headers = [
            ("profile-name", "internal"),
            ("call-id", call_id),
            ("user", user),
            ("username", user),
            ("host", host),
            ("contact", contact),
            ("expires", str(int(time.time()))),
            ("realm", host),
        ]
        source = ("sofia_reg.c", "sofia_reg_del_callback", "726")
        switch.fire("CUSTOM", source, headers, subclass="sofia::expire")
    if not which:
        return "+OK flushing all registrations\n"
    return f"+OK {'rebooting' if reboot else 'flushing'} all registrations matching specified string\n"


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
    return "-USAGE: codec|endpoint|application|api|dialplan|file|timer|calls [count]|channels [count|like <match string>]|...\n"


def _channel_row(channel: Channel) -> str:
    name = channel.caller_name or channel.user
    state = (channel.name, channel.state, name, channel.user, channel.destination, "conference")
    return ",".join((channel.uuid, "inbound", channel.created[:-6], *state)) + "\n"


def originate(switch: Switch, argument: str) -> str:
    words = argument.split()
    if len(words) < 2:
        return "-USAGE: <call url> <exten>|&<application_name>(<app_args>) [<dialplan>] [<context>] [<cid_name>] [<cid_num>] [<timeout_sec>]\n"
    cause = switch.outcome_of(words[0])
    return f"+OK {new_uuid()}\n" if cause == "SUCCESS" else f"-ERR {cause}\n"


def expand(switch: Switch, argument: str) -> str:
    return re.sub(r"\$\{([^}]+)\}", lambda match: switch.globals.get(match[1], ""), argument)


COMMANDS: dict[str, ApiHandler] = {
    "conference": dispatch.answer,
    "create_uuid": lambda switch, argument: new_uuid(),
    "echo": lambda switch, argument: argument,
    "expand": expand,
    "global_getvar": global_getvar,
    "global_setvar": global_setvar,
    "hostname": lambda switch, argument: switch.hostname,
    "hupall": lambda switch, argument: _hang_up_all(switch, argument),
    "originate": originate,
    "reloadacl": lambda switch, argument: "+OK acl reloaded\n",
    "reloadxml": lambda switch, argument: "+OK [Success]\n",
    "show": show,
    "sofia": sofia,
    "status": status,
    "strepoch": lambda switch, argument: str(int(time.time())),
    "uptime": lambda switch, argument: str(int(time.time() - switch.started)),
    "uuid_exists": uuid_exists,
    "uuid_getvar": uuid_getvar,
    "uuid_kill": uuid_kill,
    "uuid_setvar": uuid_setvar,
    "version": version,
    "xml_flush_cache": xml_flush_cache,
}


def _hang_up_all(switch: Switch, argument: str) -> str:
    cause = argument.split(maxsplit=1)[0] if argument else "MANAGER_REQUEST"
    for channel in list(switch.channels.values()):
        hang_up(switch, channel, cause)
    return f"+OK hangup all channels with cause {cause}\n"


def execute(switch: Switch, command: str, argument: str) -> str:
    """Run an API command. Its ``API`` event is numbered before and sent after what the command itself caused."""
    handler = COMMANDS.get(command.lower())
    if not handler:
        return f"-ERR {command} Command not found!\n"
    with switch.lock:
        headers = [("API-Command", command), ("API-Command-Argument", argument)]
        event = switch.new_event("API", ("switch_loadable_module.c", "switch_api_execute", "2954"), headers)
        reply = handler(switch, argument)
        switch.send(event)
    return reply
