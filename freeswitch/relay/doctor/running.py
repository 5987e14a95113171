"""Checks of how it runs: lookups, media time-outs, disk, memory for stills, speech, clocks."""

from collections.abc import Iterator

from freeswitch.relay.doctor.access import TRUE, params_of
from freeswitch.relay.doctor.examined import Host, Node, params
from freeswitch.relay.doctor.findings import Finding, ok, unsafe, warning
from freeswitch.relay.lease.clock_watch import MOST_SECONDS_OFF
from functions.shared.commands.overlays import DEFAULT_FONT

LONGEST_LOOKUP_SECONDS = 5
LONGEST_SILENCE_SECONDS = 60
# A gigabyte of ten is a few hours of recording; below it FreeSWITCH's own log and temporary files are at risk.
LEAST_FREE_SHARE = 0.10
IN_MEMORY = frozenset({"tmpfs", "ramfs"})
# Signed requests to AWS fail at five minutes, tokens earlier.
MOST_SKEW_SECONDS = 5.0


def lookups(node: Node) -> Iterator[Finding]:
    bindings = node.all("xml_curl.conf", "bindings/binding")
    if not bindings:
        yield unsafe("mod_xml_curl has no binding, so only files decide who gets in", "restore xml_curl.conf.xml")
    faults = 0
    for binding in bindings:
        for fault in _binding_faults(binding.get("name", ""), params(binding)):
            faults += 1
            yield fault
    if bindings and not faults:
        yield ok("every lookup has a password, a time-out and checked certificates")


def _binding_faults(name: str, settings: dict[str, str]) -> Iterator[Finding]:
    where = f"the lookup {name}"
    url = settings.get("gateway-url", "")
    seconds = settings.get("timeout", "0")
    if not seconds.isdecimal() or not 0 < int(seconds) <= LONGEST_LOOKUP_SECONDS:
        yield unsafe(f"{where} has no time-out of {LONGEST_LOOKUP_SECONDS} s or less", "set timeout to 2")
    if settings.get("method", "POST").upper() != "POST":
        yield unsafe(f"{where} writes the request, digest and all, into the URL", "set method to POST")
    if not settings.get("gateway-credentials", "").partition(":")[2]:
        yield unsafe(f"{where} sends no password", "set XML_CURL_PASSWORD (`python -m infra.node_credential`)")
    if url.startswith("https://"):
        for param in ("enable-cacert-check", "enable-ssl-verifyhost"):
            if settings.get(param, "false").lower() not in TRUE:
                yield unsafe(f"{where} does not check the certificate", f"set {param} to true")
    elif not url.startswith(("http://127.", "http://localhost", "http://[::1]")):
        yield unsafe(f"{where} crosses the network in the clear", "use an https:// address, or edge/ on this host")


def registering(node: Node) -> Iterator[Finding]:
    """Whether a look-up that hangs delays the REGISTERs of others: both are needed (sofia.c:2362)."""
    threads = node.params("sofia.conf", "global_settings").get("max-reg-threads", "0")
    own = [
        profile.get("name", "")
        for profile in node.all("sofia.conf", "profiles/profile")
        if params_of(profile).get("disable-register", "false").lower() not in TRUE
        and params_of(profile).get("inbound-reg-in-new-thread", "false").lower() not in TRUE
    ]
    if not _whole(threads):
        mend = "set max-reg-threads to 32 in sofia.conf.xml"
        yield warning("all REGISTERs of the node wait for each other's look-ups", mend)
    for name in own if _whole(threads) else ():
        mend = "set inbound-reg-in-new-thread to true"
        yield warning(f"REGISTERs at profile {name} wait for each other's look-ups", mend)
    if _whole(threads) and not own:
        yield ok("a look-up that hangs delays nobody else's REGISTER")


def media_time_outs(node: Node) -> Iterator[Finding]:
    profiles = [params_of(profile) for profile in node.all("sofia.conf", "profiles/profile")]
    names = ("browser_media_timeout", "media_timeout", "media_timeout_audio")
    in_vars = [_whole(node.variables.get(name, "")) for name in names]
    in_profiles = [1000 * _whole(settings.get("rtp-timeout-sec", "")) for settings in profiles]
    if not any(in_vars) and not (in_profiles and all(in_profiles)):
        mend = "set media_timeout_audio and browser_media_timeout in vars.xml"
        yield unsafe("there is no media time-out: who vanished stays in the picture", mend)
        return
    seconds = min(value for value in (*in_vars, *in_profiles) if value) / 1000
    if seconds > LONGEST_SILENCE_SECONDS:
        yield warning(f"a browser that vanished stays in the picture for {seconds:.0f} s", "set browser_media_timeout")
    else:
        yield ok(f"a browser that vanished is gone after {seconds:.0f} s")


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def disk(_node: Node, host: Host) -> Iterator[Finding]:
    if host.free_share is None:
        return
    told = f"{host.free_share:.0%} of the recordings' disk is free"
    if host.free_share < LEAST_FREE_SHARE:
        yield warning(told, "make room: recordings are refused when it is full, and FreeSWITCH cannot write its log")
    else:
        yield ok(told)


def stills(_node: Node, host: Host) -> Iterator[Finding]:
    if host.stills_file_system is None:
        return
    if host.stills_file_system in IN_MEMORY:
        yield ok("stills are written into memory")
    else:
        told = f"stills are written to a disk ({host.stills_file_system}) while FreeSWITCH holds the picture"
        yield warning(told, "let STILLS_ROOT be a folder in memory, such as one below /dev/shm")


def speech(_node: Node, host: Host) -> Iterator[Finding]:
    if host.speech is None:
        return
    if host.speech:
        yield ok(f"texts can be spoken (espeak-ng {host.speech})")
    else:
        mend = "apt-get install espeak-ng, or leave it if nobody needs `say`"
        yield warning("espeak-ng is not installed beside the relay, so no text can be spoken", mend)


def fonts(node: Node) -> Iterator[Finding]:
    """Whether banners can be drawn, and whether FreeSWITCH can read what domains bring."""
    if node.default_font:
        yield ok("banners have a font")
    elif node.default_font is False:
        told = f"{node.variables['fonts_dir']} has no {DEFAULT_FONT}, so FreeSWITCH draws no banner that names no font"
        yield warning(told, "apt-get install fonts-freefont-ttf, and link its folder there")
    if node.sees_assets is False:
        told = "FreeSWITCH does not see ASSETS_ROOT, so no own picture, sound or font can be shown or heard"
        yield warning(told, "let ASSETS_ROOT be one folder for FreeSWITCH and the relay")


def clocks(node: Node, host: Host) -> Iterator[Finding]:
    faults = 0
    for fault in _clock_faults(node, host):
        faults += 1
        yield fault
    if not faults:
        yield ok("the clocks agree")


def _clock_faults(node: Node, host: Host) -> Iterator[Finding]:
    skew = node.clock - host.now
    if abs(skew) > MOST_SKEW_SECONDS:
        yield warning(
            f"FreeSWITCH's own clock is {skew:+.0f} s off this host's", "fs_cli -x 'fsctl sync_clock', and run chrony"
        )
    if host.functions_problem:
        yield warning(
            f"the functions do not answer ({host.functions_problem})", "nobody can register or call until they do"
        )
    elif host.functions_ahead is not None and abs(host.functions_ahead) > MOST_SKEW_SECONDS:
        mend = "run chrony on this host: tokens and signed requests are refused otherwise"
        yield warning(f"the functions' clock is {host.functions_ahead:+.0f} s off this host's", mend)
    if host.ahead_of_tables is not None and abs(host.ahead_of_tables) > MOST_SECONDS_OFF:
        mend = f"run chrony on this host: with more than {MOST_SECONDS_OFF:g} s a relay takes no lease"
        yield warning(f"this host's clock is {host.ahead_of_tables:+.1f} s off the tables'", mend)
    elif host.tables_problem:
        mend = "give the relay's host its access to DynamoDB: no command reaches the node otherwise"
        yield warning(f"the tables do not answer ({host.tables_problem})", mend)
