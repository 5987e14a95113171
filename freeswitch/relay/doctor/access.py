"""Checks of who gets in: passwords, event socket, directory and dialplan on disk, SIP profiles."""

from collections.abc import Iterator

from freeswitch.relay.doctor.examined import Host, Node, params
from freeswitch.relay.doctor.findings import Finding, ok, unsafe, warning
from freeswitch.relay.switch.password import KNOWN_TO_ALL, LEAST_CHARACTERS

LOOPBACK = ("127.", "::1", "localhost")
# What a vanilla installation ships for its twenty users.
VANILLA_PASSWORD = "1234"  # noqa: S105  # everybody knows it
REFUSING = frozenset({"respond", "hangup", "log", "set"})
TRUE = frozenset({"true", "yes", "on", "1", "enabled", "active", "allow"})


def passwords(node: Node, host: Host) -> Iterator[Finding]:
    chosen = {host.esl_password, node.params("event_socket.conf").get("password", KNOWN_TO_ALL)}
    weak = False
    if KNOWN_TO_ALL in chosen:
        weak = True
        yield unsafe(
            f"the event socket's password is FreeSWITCH's default, {KNOWN_TO_ALL}", "set ESL_PASSWORD and restart"
        )
    elif min(len(password) for password in chosen if password) < LEAST_CHARACTERS:
        weak = True
        yield unsafe(
            f"the event socket's password has fewer than {LEAST_CHARACTERS} characters", "set a longer ESL_PASSWORD"
        )
    if node.variables.get("default_password") == VANILLA_PASSWORD:
        weak = True
        yield unsafe("default_password is the one that everybody knows", "take default_password out of vars.xml")
    if not weak:
        yield ok("no password is a known one")


def event_socket(node: Node, host: Host) -> Iterator[Finding]:
    told = node.params("event_socket.conf").get("listen-ip", "127.0.0.1")
    open_to = sorted(address for address in {told, *host.esl_listeners} if not address.startswith(LOOPBACK))
    if open_to:
        mend = "set listen-ip to 127.0.0.1 in event_socket.conf.xml and restart"
        yield unsafe(f"the event socket listens on {', '.join(open_to)}, not on loopback only", mend)
    else:
        yield ok("the event socket listens on loopback only")


def directory_on_disk(node: Node) -> Iterator[Finding]:
    users = node.configuration.findall("section[@name='directory']//user")
    if users:
        mend = "empty the directory section: whenever the functions do not answer, these users may log in"
        yield unsafe(f"the directory on disk has {len(users)} users", mend)
    else:
        yield ok("the directory on disk knows nobody")


def dialplan_on_disk(node: Node) -> Iterator[Finding]:
    actions = node.configuration.findall("section[@name='dialplan']//action")
    opening = sorted({action.get("application", "") for action in actions} - REFUSING)
    if opening:
        mend = "keep one context `global` that responds 503: it is used whenever the functions do not answer"
        yield unsafe(f"the dialplan on disk runs {', '.join(opening)}", mend)
    else:
        yield ok("the dialplan on disk refuses every call")


def sip_profiles(node: Node) -> Iterator[Finding]:
    faults = 0
    profiles = node.all("sofia.conf", "profiles/profile")
    for profile in profiles:
        for fault in _faults(profile.get("name", ""), params_of(profile)):
            faults += 1
            yield fault
    if profiles and not faults:
        yield ok("every SIP profile asks who calls, and logs who failed")


def media(node: Node) -> Iterator[Finding]:
    """Where browsers may have FreeSWITCH send their sound and picture."""
    inner = {name: addresses for name, addresses in node.inner_media.items() if addresses}
    for name, addresses in inner.items():
        mend = "let CANDIDATE_ACL be `candidates`, unless your callers are in these networks"
        told = f"browsers may have media sent into inner networks ({', '.join(addresses)}), as the list {name} says"
        yield warning(told, mend)
    if node.inner_media and not inner:
        yield ok("browsers may have media sent to public addresses only")


def params_of(profile: object) -> dict[str, str]:
    settings = profile.find("settings")  # type: ignore[attr-defined]
    return params(settings) if settings is not None else {}


def _faults(name: str, settings: dict[str, str]) -> Iterator[Finding]:
    where = f"profile {name}"

    def on(param: str) -> bool:
        return settings.get(param, "false").lower() in TRUE

    if not on("log-auth-failures"):
        mend = "set log-auth-failures to true, and restart the profile"
        yield unsafe(f"{where} does not log failed logins, so nobody is ever banned", mend)
    for param in ("accept-blind-reg", "accept-blind-auth"):
        if on(param):
            yield unsafe(f"{where} has {param}: anybody registers with any password", f"set {param} to false")
    if not on("auth-calls") and "apply-inbound-acl" not in settings:
        mend = "set auth-calls to true, or apply-inbound-acl to a list of networks"
        yield unsafe(f"{where} takes calls from everybody", mend)
    if on("auth-calls") and not settings.get("force-register-domain"):
        mend = "set force-register-domain and challenge-realm to your domain"
        yield unsafe(f"{where} lets the client choose the domain it logs in to", mend)
