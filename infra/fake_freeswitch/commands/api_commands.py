"""Every API command of the stand-in, and how one is run."""

import time
from collections.abc import Callable

from infra.fake_freeswitch.commands import channel_commands, node_commands, registration_commands, transfer_commands
from infra.fake_freeswitch.conference_commands import dispatch
from infra.fake_freeswitch.conferences.life import find_conference
from infra.fake_freeswitch.state.channel import new_uuid
from infra.fake_freeswitch.state.switch import Switch

ApiHandler = Callable[[Switch, str], str]
COMMANDS: dict[str, ApiHandler] = {
    "conference": dispatch.answer,
    "create_uuid": lambda _switch, _argument: new_uuid(),
    "echo": lambda _switch, argument: argument,
    "expand": node_commands.expand,
    "file_exists": node_commands.file_exists,
    "global_getvar": node_commands.global_getvar,
    "global_setvar": node_commands.global_setvar,
    "hostname": lambda switch, _argument: switch.hostname,
    "hupall": channel_commands.hupall,
    "originate": channel_commands.originate,
    "reloadacl": lambda _switch, _argument: "+OK acl reloaded\n",
    "reloadxml": lambda _switch, _argument: "+OK [Success]\n",
    "show": channel_commands.show,
    "sofia": registration_commands.sofia,
    "sofia_contact": registration_commands.sofia_contact,
    "status": node_commands.status,
    "strepoch": lambda _switch, _argument: str(int(time.time())),
    "uptime": lambda switch, _argument: f"{int(time.time() - switch.started)}\n",
    "uuid_dump": channel_commands.uuid_dump,
    "uuid_exists": channel_commands.uuid_exists,
    "uuid_getvar": channel_commands.uuid_getvar,
    "uuid_kill": channel_commands.uuid_kill,
    "uuid_setvar": channel_commands.uuid_setvar,
    "uuid_transfer": transfer_commands.uuid_transfer,
    "version": node_commands.version,
    "xml_flush_cache": registration_commands.xml_flush_cache,
}


def execute(switch: Switch, command: str, argument: str, connection: int = 0) -> str:
    """Run an API command. Its ``API`` event is numbered before and sent after what the command itself caused."""
    handler = COMMANDS.get(command.lower())
    if not handler:
        return f"-ERR {command} Command not found!\n"
    with switch.lock:
        headers = [("API-Command", command), ("API-Command-Argument", argument)]
        event = switch.new_event("API", ("switch_loadable_module.c", "switch_api_execute", "2954"), headers)
        aimed = find_conference(switch, argument.split(" ", 1)[0])
        reply = handler(switch, argument)
        switch.diary.note(
            "command",
            connection=connection,
            text=f"{command} {argument}".strip(),
            reply=reply,
            conference=aimed.name if aimed else "",
            meeting=aimed.uuid if aimed else "",
        )
        switch.send(event)
    return reply
