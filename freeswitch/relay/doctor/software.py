"""Checks of what runs: version, modules, codecs, commands."""

from collections.abc import Iterator

from freeswitch.relay.doctor.examined import Node
from freeswitch.relay.doctor.findings import Finding, ok, unsafe, warning

# Before 1.10.7 SIP requests without a login and floods (CVE-2021-41105, 41145, 41157, 41158), before 1.10.10 memory
# errors in SDP (CVE-2023-40018, 40019), before 1.10.11 a DTLS hello that ends calls (CVE-2023-51443).
LEAST_VERSION = (1, 10, 12)
SHELL_COMMANDS = frozenset({"system", "bg_system", "spawn", "bg_spawn", "spawn_stream"})
SHELL_APPLICATIONS = frozenset({"system", "bgsystem"})
NEEDED_MODULES = frozenset({"mod_commands", "mod_conference", "mod_dptools", "mod_sofia", "mod_xml_curl"})
# Names of codecs as `show codec` tells them, and for whom they are.
CODECS = {
    "OPUS (STANDARD)": "the sound of browsers",
    "G.711 alaw": "the sound of telephones",
    "VP8 Video": "the picture of browsers",
    "H264 Video": "the picture of SIP devices, and every RTMP stream",
}
FORMATS = {"mp4": "recordings", "mkv": "recordings", "rtmp": "streams", "rtmps": "streams"}
# Who loads one of these opens another door than SIP and the event socket, or runs what comes from outside.
DANGEROUS_MODULES = {
    "mod_shell_stream": "plays the output of any command",
    "mod_xml_rpc": "is a second way to give commands, over HTTP",
    "mod_erlang_event": "is a second way to give commands",
    "mod_rayo": "is a second way to give commands",
    "mod_event_multicast": "sends every event to the network",
    "mod_curl": "logs and publishes what it posts",
    "mod_python3": "runs scripts with the rights of FreeSWITCH",
    "mod_v8": "runs scripts with the rights of FreeSWITCH",
    "mod_perl": "runs scripts with the rights of FreeSWITCH",
    "mod_managed": "runs programs with the rights of FreeSWITCH",
    "mod_java": "runs programs with the rights of FreeSWITCH",
    "mod_spy": "lets a caller listen to others",
    "mod_verto": "lets a logged-in browser set any channel variable",
    "mod_skinny": "registers telephones without a password",
    "mod_rtmp": "opens a port for Flash clients",
    "mod_cidlookup": "runs URLs and SQL from its configuration",
}


def version(node: Node) -> Iterator[Finding]:
    told = ".".join(map(str, node.version)) or "unknown"
    least = ".".join(map(str, LEAST_VERSION))
    if node.version < LEAST_VERSION:
        yield unsafe(f"FreeSWITCH is version {told}, which has known holes", f"install {least} or later")
    else:
        yield ok(f"FreeSWITCH is version {told}")


def modules(node: Node) -> Iterator[Finding]:
    for name in sorted(DANGEROUS_MODULES.keys() & node.modules):
        yield unsafe(f"{name} is loaded, which {DANGEROUS_MODULES[name]}", "take it out of modules.conf.xml")
    for name in sorted(NEEDED_MODULES - node.modules):
        yield warning(f"{name} is not loaded", "load it in modules.conf.xml")
    if not DANGEROUS_MODULES.keys() & node.modules and node.modules >= NEEDED_MODULES:
        yield ok("the modules are those a conference needs")


def commands(node: Node) -> Iterator[Finding]:
    found = False
    if SHELL_COMMANDS & node.apis:
        found = True
        yield unsafe(
            "system commands are allowed as API commands", "set disable_system_api_commands=true at the top of vars.xml"
        )
    if SHELL_APPLICATIONS & node.applications:
        found = True
        yield unsafe(
            "system commands are allowed in the dialplan", "set disable_system_app_commands=true at the top of vars.xml"
        )
    if node.expands_api:
        found = True
        yield unsafe("${command()} in a text runs the command", "set api-expansion to false in switch.conf.xml")
    if not found:
        yield ok("no text and no dialplan can run a command")


def codecs(node: Node) -> Iterator[Finding]:
    missing = [(name, used) for name, used in CODECS.items() if name not in node.codecs]
    lost = [(name, used) for name, used in FORMATS.items() if name not in node.formats]
    for name, used in missing:
        yield warning(f"there is no codec {name}, needed for {used}", "load mod_opus and mod_av in modules.conf.xml")
    if "H264 Video" in node.codecs and "mod_h26x" in node.modules:
        yield warning(
            "mod_h26x is loaded, which passes H264 through and cannot encode it", "load mod_av instead, for RTMP"
        )
    for name, used in lost:
        yield warning(f"there is no format {name}, needed for {used}", "load mod_av in modules.conf.xml")
    if not missing and not lost:
        yield ok("all codecs and formats are there")
