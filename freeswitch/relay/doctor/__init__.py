"""`python -m freeswitch.relay doctor`: says what is unsafe on a live node, one line each, with how to fix it."""

import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import ParseError

from freeswitch.relay.clock import SystemClock
from freeswitch.relay.doctor import access, certificates, host, running, software, tables, trunks
from freeswitch.relay.doctor.examined import Ask, Host, Node, examine, params
from freeswitch.relay.doctor.findings import Finding, is_safe
from freeswitch.relay.doctor.registering import registering, tries
from freeswitch.relay.switch.errors import EslError, NotOneLine
from freeswitch.relay.switch.esl import EslConnection
from functions.shared.settings import DoctorSettings, SettingError, read

SAFE, UNSAFE, NOT_EXAMINED = 0, 1, 2
# `show modules` and the whole configuration are the longest answers; a busy switch takes its time for them.
REPLY_SECONDS = 20.0


def main() -> int:
    """Examine the node of this host; the status is 0 if it is safe, 1 if not, 2 if nobody could look."""
    try:
        findings = examine_over(read(DoctorSettings))
    except (SettingError, EslError, NotOneLine, ParseError) as problem:
        sys.stderr.write(f"the doctor could not examine the node: {problem}\n")
        return NOT_EXAMINED
    sys.stdout.writelines(f"{finding.line()}\n" for finding in findings)
    return SAFE if is_safe(findings) else UNSAFE


def examine_over(settings: DoctorSettings) -> list[Finding]:
    """Examine the node on a connection that is made for it and closed again."""
    connection = EslConnection(settings.esl_host, settings.esl_port, settings.esl_password, reply_seconds=REPLY_SECONDS)
    connection.connect()
    try:
        return look(connection.api, settings)
    finally:
        connection.stop()


def look(ask: Ask, settings: DoctorSettings) -> list[Finding]:
    """Examine a node over an event socket and the host we are on."""
    # One that the relay has not made yet, FreeSWITCH cannot see.
    node = examine(ask, settings.assets_root if Path(settings.assets_root).is_dir() else "")
    ahead, problem = host.seconds_ahead(url) if (url := functions_url(node)) else (None, "")
    ahead_of_tables, tables_problem = tables.seconds_ahead(settings.node, SystemClock())
    seen = Host(
        now=time.time(),
        esl_password=settings.esl_password,
        esl_listeners=host.listeners(settings.esl_port),
        free_share=host.free_share(settings.recordings_root),
        stills_file_system=host.file_system(settings.stills_root),
        speech=host.speech(),
        functions_ahead=ahead,
        functions_problem=problem,
        ahead_of_tables=ahead_of_tables,
        tables_problem=tables_problem,
        registered=tuple(tries(node, time.time())),
        certificates=tuple(certificates.look(node)),
        host_name=settings.host_name,
    )
    return diagnose(node, seen)


def functions_url(node: Node) -> str:
    """Where the first lookup goes, without its path; empty if there is none."""
    for binding in node.all("xml_curl.conf", "bindings/binding"):
        parts = urlsplit(params(binding).get("gateway-url", ""))
        if parts.scheme in {"http", "https"} and parts.hostname:
            return f"{parts.scheme}://{parts.netloc}"
    return ""


def diagnose(node: Node, seen: Host) -> list[Finding]:
    """All findings, in the order in which somebody would fix them."""
    return [
        *software.version(node),
        *access.passwords(node, seen),
        *access.event_socket(node, seen),
        *software.commands(node),
        *software.modules(node),
        *access.directory_on_disk(node),
        *access.dialplan_on_disk(node),
        *access.sip_profiles(node),
        *access.media(node),
        *registering(seen.registered),
        *running.lookups(node),
        *running.registering(node),
        *certificates.certificates(seen.certificates, seen.now, seen.host_name),
        *running.media_time_outs(node),
        *trunks.gateways(node),
        *software.codecs(node),
        *running.disk(node, seen),
        *running.stills(node, seen),
        *running.speech(node, seen),
        *running.fonts(node),
        *running.clocks(node, seen),
    ]
