"""Every environment variable, its default and who reads it; nothing else reads the environment."""

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar

from functions.shared.given_secrets import keep_out

Group = TypeVar("Group")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class SettingError(ValueError):
    """A variable is missing or its value cannot be used; the text says which one and what would be right."""


def setting(name: str, default: Any = MISSING, meaning: str = "", *, secret: bool = False, least: int = 0) -> Any:
    """Declare a field that is read from the variable `name`; without a default the variable is mandatory.

    `least` is how many characters it, or each of its words, must have where it is set at all.
    """
    # A secret stays out of repr(), which ends in tracebacks and logs.
    told = {"name": name, "meaning": meaning, "secret": secret, "least": least}
    return field(default=default, repr=not secret, metadata=told)


def _boolean(text: str) -> bool:
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}[text.lower()]


def _ports(text: str) -> tuple[range, ...]:
    """Read `1936, 20000-20100`."""
    found = []
    for word in _words(text):
        first, _, last = word.partition("-")
        ports = range(int(first), int(last or first) + 1)
        if not ports or ports[0] < 1 or ports[-1] > 65535:
            raise ValueError(word)
        found.append(ports)
    return tuple(found)


def _networks(text: str) -> tuple[Network, ...]:
    """Read `10.1.0.0/16, ::1`."""
    return tuple(ipaddress.ip_network(word) for word in _words(text))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


_PARSERS: dict[object, tuple[Callable[[str], object], str]] = {
    str: (str, "text"),
    int: (int, "a whole number"),
    float: (float, "a number"),
    bool: (_boolean, "1 or 0"),
    tuple[str, ...]: (_words, "words separated by commas"),
    tuple[Network, ...]: (_networks, "networks such as 10.1.0.0/16, separated by commas"),
    tuple[range, ...]: (_ports, "ports or ranges such as 20000-20100, separated by commas"),
}


def read(group: type[Group], environ: Mapping[str, str] = os.environ) -> Group:
    """Fill a group of settings from the environment.

    Raises:
        SettingError: a mandatory variable is missing or empty, or a value is of the wrong kind.
    """
    values: dict[str, object] = {}
    for declared in fields(group):  # type: ignore[arg-type]  # every group below is a dataclass
        name = declared.metadata["name"]
        text = environ.get(name)
        if text is None or (text == "" and declared.type is not str):
            if declared.default is MISSING:
                raise SettingError(f"set the environment variable {name}: {declared.metadata['meaning']}")
            continue
        parse, expected = _PARSERS[declared.type]
        try:
            values[declared.name] = parse(text)
        except (ValueError, KeyError):
            shown = "a secret value" if declared.metadata["secret"] else repr(text)
            raise SettingError(f"the environment variable {name} is {shown}; it must be {expected}") from None
        if values[declared.name] in {"", ()} and declared.default is MISSING:
            raise SettingError(f"the environment variable {name} is empty: {declared.metadata['meaning']}")
        parts = _words(text) if declared.type == tuple[str, ...] else (text,)
        if any(0 < len(part) < declared.metadata["least"] for part in parts):
            raise SettingError(f"the environment variable {name} is too short: {declared.metadata['meaning']}")
        if declared.metadata["secret"]:
            keep_out(parts)
    return group(**values)


def child_environment(changes: Mapping[str, str], *, without: str = "") -> dict[str, str]:
    """Return the environment for a child process: ours, but for names that begin with `without`, and the changes."""
    kept = {name: text for name, text in os.environ.items() if not without or not name.startswith(without)}
    return {**kept, **changes}


@dataclass(frozen=True, kw_only=True)
class TableSettings:
    """Read by everything that uses DynamoDB."""

    prefix: str = setting("TABLE_PREFIX", "freeswitch-functions-", "what every table's name begins with")
    region: str = setting("AWS_DEFAULT_REGION", "eu-central-1", "region of the tables and queues")
    connect_seconds: float = setting("DYNAMODB_CONNECT_SECONDS", 0.3, "longest wait for a connection to DynamoDB")
    read_seconds: float = setting("DYNAMODB_READ_SECONDS", 0.35, "longest wait for an answer of DynamoDB")

    @property
    def stack(self) -> str:
        """The stack's name, of which the template makes the prefix."""
        return self.prefix.removesuffix("-") or "unnamed"


@dataclass(frozen=True, kw_only=True)
class PinSettings:
    """Read by pin_check, rooms and infra.provision."""

    hash_keys: tuple[str, ...] = setting(
        "PIN_HASH_KEY",
        meaning="key of the PIN hashes, 32 characters or more; two, comma separated, while rotating",
        secret=True,
        least=32,
    )


@dataclass(frozen=True, kw_only=True)
class ProvisionSettings:
    """Read by rooms and infra.provision."""

    main_domain: str = setting(
        "MAIN_DOMAIN", "example.com", "domain whose rooms keep their bare name as the conference's name"
    )


@dataclass(frozen=True, kw_only=True)
class QueueSettings:
    """Read by mux_control, rooms, the relay and infra.provision."""

    region: str = setting("AWS_DEFAULT_REGION", "eu-central-1", "region of the tables and queues")
    connect_seconds: float = setting("SQS_CONNECT_SECONDS", 0.5, "longest wait for a connection to SQS")
    read_seconds: float = setting("SQS_READ_SECONDS", 1.5, "longest wait for an answer of SQS")


@dataclass(frozen=True, kw_only=True)
class ApiSettings:
    """Read by mux_control, live, rooms and infra.token."""

    token_secrets: tuple[str, ...] = setting(
        "API_TOKEN_SECRET",
        (),
        "HS256 secret of the API's tokens, 32 bytes or more; two, comma separated, while rotating",
        secret=True,
    )
    entry_secrets: tuple[str, ...] = setting(
        "ENTRY_TOKEN_SECRET",
        (),
        "secret of the tokens that links give, 32 characters or more; two, comma separated, while rotating",
        secret=True,
        least=32,
    )
    front_secrets: tuple[str, ...] = setting(
        "API_FRONT_SECRET",
        (),
        "what CloudFront proves itself with, 32 characters or more; two while rotating; empty: anybody is answered",
        secret=True,
        least=32,
    )
    jwks_url: str = setting("API_JWKS_URL", "", "where the public keys of the API's tokens are, instead of a secret")
    token_issuer: str = setting(
        "API_TOKEN_ISSUER", "", "the `iss` that a token must have; mandatory with `API_JWKS_URL`"
    )
    token_audience: str = setting(
        "API_TOKEN_AUDIENCE", "", "the `aud` that a token must have; mandatory with `API_JWKS_URL`"
    )
    token_max_seconds: int = setting(
        "API_TOKEN_MAX_SECONDS", 604800, "longest life of a token: one that lives longer is refused"
    )
    cors_origins: tuple[str, ...] = setting("API_CORS_ORIGINS", (), "origins whose pages may call the API")
    requests_per_second: float = setting(
        "API_REQUESTS_PER_SECOND", 20.0, "how many requests a second a token may make in the long run"
    )
    requests_at_once: int = setting("API_REQUESTS_AT_ONCE", 100, "how many requests a token may make in one go")
    command_seconds: float = setting("COMMAND_SECONDS", 30.0, "deadline of a command, from its acceptance")
    dial_prefixes: tuple[str, ...] = setting(
        "API_DIAL_PREFIXES", (), "what a number dialled through the API may begin with"
    )


@dataclass(frozen=True, kw_only=True)
class AuditSettings:
    """Read by mux_control, live, rooms, sweep, infra.provision and infra.token."""

    retention_days: int = setting(
        "AUDIT_RETENTION_DAYS", 365, "days until an entry of the audit goes, where a domain says nothing; 0 for never"
    )


@dataclass(frozen=True, kw_only=True)
class MeetingSettings:
    """Read by live and sweep."""

    retention_days: int = setting(
        "MEETING_RETENTION_DAYS", 90, "days until a meeting that was goes, where a domain says nothing; 0 for never"
    )


@dataclass(frozen=True, kw_only=True)
class LiveSettings:
    """Read by live, feed and sweep."""

    url: str = setting(
        "LIVE_URL", meaning="where clients open a WebSocket, such as wss://live.example.com; a path is one of this host"
    )
    connections_url: str = setting("LIVE_CONNECTIONS_URL", meaning="where frames for open WebSockets are posted to")
    region: str = setting("AWS_DEFAULT_REGION", "eu-central-1", "region of the tables and queues")


@dataclass(frozen=True, kw_only=True)
class WakeSettings:
    """Read by whatever appends to a feed: the relay, live, feed, mux_control, sweep."""

    queue_url: str = setting(
        "WAKE_QUEUE_URL", "", "queue that tells `feed` of new events; empty: WebSockets hear nothing until they ask"
    )
    wake_seconds: float = setting("WAKE_SECONDS", 0.5, "longest wait for that queue; what it does not take is not lost")
    region: str = setting("AWS_DEFAULT_REGION", "eu-central-1", "region of the tables and queues")


@dataclass(frozen=True, kw_only=True)
class EndingSettings:
    """Read by live, rooms and infra.token."""

    queue_url: str = setting(
        "ENDING_QUEUE_URL",
        "",
        "queue that tells `live` when tokens of open WebSockets end or are revoked; empty: the sweep closes them later",
    )
    wake_seconds: float = setting(
        "ENDING_WAKE_SECONDS", 0.5, "longest wait for that queue; what it does not take is found by the sweep"
    )
    region: str = setting("AWS_DEFAULT_REGION", "eu-central-1", "region of the tables and queues")


@dataclass(frozen=True, kw_only=True)
class WebhookSettings:
    """Read by mux_control and webhooks."""

    key_secrets: tuple[str, ...] = setting(
        "WEBHOOK_KEY_SECRET",
        (),
        "what secrets of webhooks are sealed with, 32 characters or more; two, comma separated, while rotating",
        secret=True,
    )
    allowed_targets: tuple[Network, ...] = setting(
        "WEBHOOK_ALLOWED_TARGETS",
        (),
        "private networks that webhooks may be sent to, also without TLS, such as 10.1.0.0/16",
    )


@dataclass(frozen=True, kw_only=True)
class WebhookQueueSettings:
    """Read by mux_control, feed and webhooks."""

    queue_url: str = setting("WEBHOOK_QUEUE_URL", "", "queue that wakes `webhooks`; empty: it works by the clock only")
    wake_seconds: float = setting(
        "WEBHOOK_WAKE_SECONDS", 0.5, "longest wait for that queue; what it does not take is found by the clock"
    )
    region: str = setting("AWS_DEFAULT_REGION", "eu-central-1", "region of the tables and queues")


@dataclass(frozen=True, kw_only=True)
class EntrySettings:
    """Read by rooms."""

    call_page: str = setting(
        "CALL_PAGE_URL", "", "where the caller's page is, such as https://meet.example.com/call/; empty: no links"
    )
    sip_server: str = setting(
        "SIP_WEBSOCKET_URL",
        "",
        "SIP server that a link's browser registers at where no node has its own, such as wss://sip.example.com:7443",
    )
    stun_urls: tuple[str, ...] = setting(
        "STUN_URLS", (), "STUN servers for browsers by link, such as stun:turn.example.com"
    )
    turn_urls: tuple[str, ...] = setting(
        "TURN_URLS", (), "TURN servers for browsers by link, such as turns:turn.example.com:5349?transport=tcp"
    )
    turn_secrets: tuple[str, ...] = setting(
        "TURN_SECRET",
        (),
        "coturn's `static-auth-secret`, of which credentials that end are made; of two, comma separated, the first",
        secret=True,
    )
    turn_seconds: int = setting("TURN_SECONDS", 43200, "how long a browser may begin to use the TURN servers")


@dataclass(frozen=True, kw_only=True)
class TellingSettings:
    """Read by rooms."""

    queue_url: str = setting(
        "TELLING_QUEUE_URL", "", "queue with what nodes are told of changed users; empty: they are told by the clock"
    )
    wake_seconds: float = setting(
        "TELLING_WAKE_SECONDS", 0.5, "longest wait for that queue; what it does not take is told by the clock"
    )
    region: str = setting("AWS_DEFAULT_REGION", "eu-central-1", "region of the tables and queues")


@dataclass(frozen=True, kw_only=True)
class RelaySettings:
    """Read by the relay."""

    node: str = setting("NODE_NAME", "fs1", "name of this FreeSWITCH node, the same in its queue and its rows")
    queue_url: str = setting("COMMAND_QUEUE_URL", meaning="the node's FIFO queue of commands")
    esl_host: str = setting("ESL_HOST", "127.0.0.1", "where FreeSWITCH's event socket listens")
    esl_port: int = setting("ESL_PORT", 8021, "port of FreeSWITCH's event socket")
    esl_password: str = setting(
        "ESL_PASSWORD", meaning="password of FreeSWITCH's event socket, 20 characters or more", secret=True
    )
    allow_weak_password: bool = setting(
        "ALLOW_WEAK_ESL_PASSWORD", False, "1 lets the relay start with a weak password; for the stand-in only"
    )
    health_host: str = setting(
        "RELAY_HEALTH_HOST", "127.0.0.1", "address on which the relay answers /healthz, and to this host /metrics"
    )
    health_port: int = setting(
        "RELAY_HEALTH_PORT", 8090, "port on which the relay answers /healthz and /metrics, 0 for none"
    )
    health_file: str = setting("RELAY_HEALTH_FILE", "", "file that the relay touches while it is well")
    recordings_root: str = setting("RECORDINGS_ROOT", "/var/lib/freeswitch/recordings", "where FreeSWITCH records to")
    images_root: str = setting("IMAGES_ROOT", "/var/lib/freeswitch/images", "where FreeSWITCH finds images")
    stills_root: str = setting(
        "STILLS_ROOT",
        "/dev/shm/freeswitch-stills",  # noqa: S108  # the relay takes it only if it is its own
        "stills and spoken texts on their way: in memory, a folder of the relay's user and of this node only",
    )
    edge_url: str = setting(
        "EDGE_URL", "", "where this node's edge listens, which is told to forget changed users; empty: there is none"
    )
    foreign_seconds: int = setting(
        "FOREIGN_SECONDS",
        0,
        "after so long the calls of a conference that another node has by now are ended; 0: they go on, and nobody sees"
        " it",
    )
    log_level: str = setting("RELAY_LOG_LEVEL", "INFO", "least level of what the relay logs")


@dataclass(frozen=True, kw_only=True)
class EdgeSettings:
    """Read by the edge."""

    node: str = setting("NODE_NAME", "fs1", "name of this FreeSWITCH node, the same in its queue and its rows")
    functions_url: str = setting("FUNCTIONS_URL", meaning="where FreeSWITCH, or the edge for it, finds the functions")
    second_url: str = setting("FUNCTIONS_URL_2", "", "the functions in a second region, asked while the first fails")
    port: int = setting("EDGE_PORT", 3080, "port of the edge on 127.0.0.1; there is no way to listen elsewhere")
    ca_file: str = setting(
        "EDGE_CA_FILE", "/etc/ssl/certs/ca-certificates.crt", "authorities by which the edge knows the functions"
    )
    client_certificate: str = setting(
        "EDGE_CLIENT_CERT", "", "certificate that the edge shows where the functions ask for one (mutual TLS)"
    )
    client_key: str = setting("EDGE_CLIENT_KEY", "", "file with that certificate's key; empty: the certificate's file")
    outage_seconds: int = setting(
        "EDGE_OUTAGE_SECONDS",
        900,
        "for how long a last good answer is used while no function answers, if the answer allows it; 0 for never",
    )
    log_level: str = setting("EDGE_LOG_LEVEL", "INFO", "least level of what the edge logs")


@dataclass(frozen=True, kw_only=True)
class LocalStackSettings:
    """Read by infra.local_stack; secrets that are not given are made, at every start or once for a folder of data."""

    port: int = setting("PORT", 3000, "port of the functions and pages on 127.0.0.1, 0 for any free one")
    aws_port: int = setting("LOCAL_AWS_PORT", 3001, "port of the embedded DynamoDB, SQS and S3, 0 for any free one")
    data: str = setting("DATA", "", "folder in which `make run` keeps its data; empty: they end with it")
    region: str = setting("AWS_DEFAULT_REGION", "eu-central-1", "region of the tables and queues")
    node: str = setting("NODE_NAME", "fs1", "name of this FreeSWITCH node, the same in its queue and its rows")
    esl_host: str = setting("ESL_HOST", "", "where a real FreeSWITCH's event socket listens; empty: the stand-in")
    esl_port: int = setting("ESL_PORT", 8021, "port of FreeSWITCH's event socket")
    esl_password: str = setting("ESL_PASSWORD", "", "password of FreeSWITCH's event socket", secret=True)
    xml_curl_passwords: tuple[str, ...] = setting(
        "XML_CURL_PASSWORD", (), "the node's password for look-ups; two, comma separated, while rotating", secret=True
    )
    pin_hash_key: str = setting("PIN_HASH_KEY", "", "key of the PIN hashes", secret=True, least=32)
    token_secret: str = setting("API_TOKEN_SECRET", "", "HS256 secret of the API's tokens", secret=True)
    names: tuple[str, ...] = setting("LOCAL_HOSTS", (), "further names under which `make run` may be reached")
    listen_ip: str = setting(
        "LISTEN_IP", "", "address on which a FreeSWITCH of one's own takes calls: of this machine or a private one"
    )
    external_ip: str = setting(
        "EXTERNAL_IP", "", "address under which others see it; a public one is refused, because of the demo's users"
    )
    call_servers: tuple[str, ...] = setting(
        "CALL_SERVERS", (), "SIP servers that the pages may call, such as wss://sip.example.com:7443"
    )
    cors_origins: tuple[str, ...] = setting("API_CORS_ORIGINS", (), "origins whose pages may call the API")
    log_level: str = setting("LOCAL_LOG_LEVEL", "WARNING", "least level of what the functions and the relay log")


@dataclass(frozen=True, kw_only=True)
class EmbeddedAwsSettings:
    """Read by infra.local.aws.services and infra.local.functions.server."""

    access_key: str = setting("AWS_ACCESS_KEY_ID", meaning="key of the embedded services, made by `make run`")
    secret_key: str = setting("AWS_SECRET_ACCESS_KEY", meaning="its secret, made by `make run`", secret=True)
    names: tuple[str, ...] = setting("LOCAL_HOSTS", (), "further names under which `make run` may be reached")


@dataclass(frozen=True, kw_only=True)
class StandInSettings:
    """Read by infra.fake_freeswitch."""

    node: str = setting("NODE_NAME", "fs1", "name of this FreeSWITCH node, the same in its queue and its rows")
    esl_port: int = setting("ESL_PORT", 8021, "port of FreeSWITCH's event socket")
    esl_password: str = setting(
        "ESL_PASSWORD", meaning="password of FreeSWITCH's event socket, 20 characters or more", secret=True
    )
    functions_url: str = setting(
        "FUNCTIONS_URL", "http://127.0.0.1:3000", "where FreeSWITCH, or the edge for it, finds the functions"
    )
    xml_curl_user: str = setting("XML_CURL_USER", "", "name that FreeSWITCH sends for look-ups; empty: NODE_NAME")
    xml_curl_passwords: tuple[str, ...] = setting(
        "XML_CURL_PASSWORD",
        meaning="the node's password for look-ups; two, comma separated, while rotating",
        secret=True,
    )
    caller_password: str = setting(
        "STAND_IN_CALLER_PASSWORD", "mypassword", "password of the simulated callers", secret=True
    )
    control_port: int = setting("STAND_IN_CONTROL_PORT", 0, "port for orders to the stand-in, 0 for none")
    write_recordings: bool = setting(
        "STAND_IN_WRITES_RECORDINGS", False, "1 lets recordings of the stand-in be real files that grow"
    )


@dataclass(frozen=True, kw_only=True)
class DoctorSettings:
    """Read by the relay's doctor."""

    node: str = setting("NODE_NAME", "fs1", "name of this FreeSWITCH node, the same in its queue and its rows")
    esl_host: str = setting("ESL_HOST", "127.0.0.1", "where FreeSWITCH's event socket listens")
    esl_port: int = setting("ESL_PORT", 8021, "port of FreeSWITCH's event socket")
    esl_password: str = setting(
        "ESL_PASSWORD", meaning="password of FreeSWITCH's event socket, 20 characters or more", secret=True
    )
    recordings_root: str = setting("RECORDINGS_ROOT", "/var/lib/freeswitch/recordings", "where FreeSWITCH records to")
    assets_root: str = setting(
        "ASSETS_ROOT",
        "/var/lib/freeswitch/assets",
        "where FreeSWITCH finds the domains' own pictures, sounds and fonts; the relay writes there",
    )
    stills_root: str = setting(
        "STILLS_ROOT",
        "/dev/shm/freeswitch-stills",  # noqa: S108  # only looked at
        "stills and spoken texts on their way: in memory, a folder of the relay's user and of this node only",
    )
    host_name: str = setting(
        "NODE_HOST_NAME", "", "name by which browsers reach this node, which its certificate must have; empty: any"
    )


@dataclass(frozen=True, kw_only=True)
class StreamSettings:
    """Read by mux_control, rooms, infra.provision and the relay."""

    key_secrets: tuple[str, ...] = setting(
        "STREAM_KEY_SECRET",
        (),
        "what stream keys are sealed with, 32 characters or more; two, comma separated, while rotating",
        secret=True,
    )
    allowed_targets: tuple[str, ...] = setting(
        "STREAM_ALLOWED_TARGETS", (), "private hosts or networks that streams may go to, such as 10.1.0.0/16"
    )
    allowed_ports: tuple[range, ...] = setting(
        "STREAM_ALLOWED_PORTS", (), "ports that streams may go to besides 1935, 443 and 80, such as 1936,20000-20100"
    )


@dataclass(frozen=True, kw_only=True)
class RecordingSettings:
    """Read by mux_control and the relay."""

    bucket: str = setting("RECORDINGS_BUCKET", "", "S3 bucket of finished recordings; empty: they stay on the node")
    prefix: str = setting("RECORDINGS_PREFIX", "recordings", "what their keys have after the node's name")
    by_domain: str = setting(
        "RECORDINGS_BY_DOMAIN",
        "",
        'JSON: {"example.com": {"bucket": …, "prefix": …, "retention_days": …}}, for domains with their own',
    )
    retention_days: int = setting(
        "RECORDINGS_RETENTION_DAYS",
        0,
        "days until a recording goes: 1, 7, 14, 30, 60, 90, 180, 365, 730, 1095, 1825, 3650, or 0 for never",
    )
    region: str = setting("AWS_DEFAULT_REGION", "eu-central-1", "region of the tables and queues")
    served_root: str = setting(
        "RECORDINGS_SERVED_ROOT", "", "folder from which the API itself serves recordings; for the local stack only"
    )
    link_seconds: int = setting("RECORDINGS_LINK_SECONDS", 900, "how long a link to a recording works")


@dataclass(frozen=True, kw_only=True)
class StillSettings:
    """Read by mux_control and the relay."""

    bucket: str = setting(
        "STILLS_BUCKET", "", "S3 bucket of stills, without versions; empty: the bucket of the domain's recordings"
    )
    prefix: str = setting("STILLS_PREFIX", "stills", "what the keys of stills have after the node's name")
    days: int = setting("STILLS_DAYS", 1, "days until a still is deleted; their bucket's rule must say the same")
    pause_seconds: float = setting("STILLS_PAUSE_SECONDS", 3.0, "least time between two stills of a conference")


@dataclass(frozen=True, kw_only=True)
class AssetSettings:
    """Read by mux_control, the relay and provisioning."""

    bucket: str = setting(
        "ASSETS_BUCKET", "", "S3 bucket of the domains' own pictures, sounds and fonts; empty: there are none"
    )
    region: str = setting("AWS_DEFAULT_REGION", "eu-central-1", "region of the tables and queues")


@dataclass(frozen=True, kw_only=True)
class ShelfSettings:
    """Read by the relay."""

    root: str = setting(
        "ASSETS_ROOT",
        "/var/lib/freeswitch/assets",
        "where FreeSWITCH finds the domains' own pictures, sounds and fonts; the relay writes there",
    )
    most_bytes: int = setting(
        "ASSETS_BYTES", 1073741824, "what of those a node keeps beside what living meetings have named, in bytes"
    )


@dataclass(frozen=True, kw_only=True)
class OutputSettings:
    """Read by the relay."""

    free_share: float = setting(
        "RECORDINGS_FREE_SHARE", 0.05, "share of the disk that must be free for a new recording"
    )
    stalled_seconds: float = setting(
        "RECORDING_STALLED_SECONDS",
        15.0,
        "a recording whose file does not grow for so many seconds is begun anew in another file",
    )
    restarts: int = setting(
        "STREAM_RESTARTS", 10, "how often a broken stream is started again within STREAM_RESTART_SECONDS"
    )
    restart_seconds: float = setting(
        "STREAM_RESTART_SECONDS", 300.0, "in so many seconds the restarts are counted; with more of them it is given up"
    )
    good_seconds: float = setting(
        "STREAM_GOOD_SECONDS", 10.0, "after so many seconds a stream counts as good and may break as often again"
    )
    finishers: int = setting("RECORDING_FINISHERS", 3, "recordings that are finished and uploaded at once")
