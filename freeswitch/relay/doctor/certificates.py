"""Checks of what is shown over TLS: how long it is good, for which names, and whether it is what lies on the disk."""

import socket
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from freeswitch.relay.doctor.access import TRUE, params_of
from freeswitch.relay.doctor.examined import InFile, Node, Shown
from freeswitch.relay.doctor.findings import Finding, broken, ok, warning

ANSWER_SECONDS = 3.0
DAY = 86_400.0
# Let's Encrypt is asked for a new one a month before the end: by then that has failed for nine days.
LEAST_DAYS = 21


def look(node: Node) -> Iterator[Shown]:
    """Shake hands with every listener that speaks TLS, without believing what it shows."""
    for profile in node.all("sofia.conf", "profiles/profile"):
        for kind, address, port, file in _listeners(profile):
            where = f"{kind} of profile {profile.get('name', '')} ({address}:{port})"
            try:
                yield _compared(Shown(where=where, file=file), _shown(address, port))
            except (OSError, ValueError) as problem:
                yield Shown(where=where, file=file, problem=str(problem) or type(problem).__name__)


def _listeners(profile: Element) -> Iterator[tuple[str, str, int, str]]:
    told = params_of(profile)
    own, folder = told.get("sip-ip", ""), told.get("tls-cert-dir", "")
    if told.get("tls", "false").lower() in TRUE and (port := told.get("tls-sip-port", "5061")).isdecimal():
        yield "SIP over TLS", own, int(port), f"{folder}/agent.pem"
    address, colon, port = told.get("wss-binding", "").rpartition(":")
    if colon and port.isdecimal():
        yield "WSS", address.strip("[]") or own, int(port), f"{folder}/wss.pem"


def _shown(address: str, port: int) -> x509.Certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with (
        socket.create_connection((address, port), ANSWER_SECONDS) as plain,
        context.wrap_socket(plain) as secured,
    ):
        return x509.load_der_x509_certificate(secured.getpeercert(binary_form=True) or b"")


def _compared(looked: Shown, shown: x509.Certificate) -> Shown:
    try:
        names = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        told = tuple(names.get_values_for_type(x509.DNSName))
    except x509.ExtensionNotFound:
        told = ()
    return replace(
        looked,
        in_file=_in_file(Path(looked.file), shown),
        names=told,
        ends=shown.not_valid_after_utc.timestamp(),
        made_here=shown.issuer == shown.subject,
    )


def _in_file(file: Path, shown: x509.Certificate) -> InFile:
    try:
        first = x509.load_pem_x509_certificates(file.read_bytes())[0]
    except OSError:
        return "unseen"
    except ValueError:
        return "nothing good"
    try:
        # A key with a password cannot be FreeSWITCH's: it has none to open it with.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(file, password=bytes)
    except (ssl.SSLError, ValueError):
        return "another key"
    return "the same" if first.public_bytes(Encoding.DER) == shown.public_bytes(Encoding.DER) else "another"


def certificates(shown: Iterable[Shown], now: float, host_name: str) -> Iterator[Finding]:
    """Say of each listener what is wrong, and of all others together until when they are good."""
    good: list[Shown] = []
    for one in shown:
        found = list(_faults(one, now, host_name))
        yield from found
        good += [] if found else [one]
    made_here = [one.where for one in good if one.made_here]
    if made_here:
        mend = "put a real one into wss.pem and agent.pem of TLS_DIR, for a trial leave it"
        yield warning(f"nobody knows the certificate of {', '.join(made_here)}: browsers refuse it", mend)
    elif good:
        days = int((min(one.ends for one in good) - now) / DAY)
        yield ok(f"certificates are good for {days} days: {', '.join(one.where for one in good)}")


def _faults(one: Shown, now: float, host_name: str) -> Iterator[Finding]:
    if one.problem:
        yield warning(f"{one.where} shows no certificate ({one.problem})", "look whether the profile is RUNNING")
        return
    if one.in_file in {"another key", "nothing good"}:
        what = "a key that is not its certificate's" if one.in_file == "another key" else "no certificate"
        mend = "write chain and key of one certificate, one after the other, before the profile starts again"
        yield broken(f"{one.file} has {what}", mend)
    if one.in_file == "another":
        mend = "freeswitch/take-certificate.sh, which waits for a moment without a call"
        yield warning(f"{one.where} does not show yet what is in {one.file}", mend)
    if one.ends <= now:
        yield broken(f"the certificate of {one.where} has ended", "renew it, then freeswitch/take-certificate.sh")
    elif one.ends - now < LEAST_DAYS * DAY:
        days = int((one.ends - now) / DAY)
        yield warning(f"the certificate of {one.where} ends in {days} days", "see why nothing has renewed it")
    if host_name and not one.made_here and not any(_fits(name, host_name) for name in one.names):
        told = ", ".join(one.names) or "nobody"
        yield broken(f"the certificate of {one.where} is for {told}", f"get one for {host_name} (NODE_HOST_NAME)")


def _fits(name: str, host_name: str) -> bool:
    """Whether a name of a certificate is a host's; a star stands for one label, the first."""
    mine, other = host_name.lower().rstrip("."), name.lower()
    return mine == other or (other.startswith("*.") and mine.partition(".")[2] == other[2:])
