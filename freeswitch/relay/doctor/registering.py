"""Whether somebody can register: the doctor does it, with an account that lasts a minute, and logs out again."""

import re
import socket
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from freeswitch.relay.doctor.access import TRUE, params_of
from freeswitch.relay.doctor.examined import Node, Registered, params
from freeswitch.relay.doctor.findings import Finding, broken, ok
from freeswitch.relay.doctor.telephone import Telephone, realm_of
from functions.shared.encoders.dial_strings import as_domain
from functions.shared.nodes import doctor_account
from functions.shared.nodes.passwords import hashed


def tries(node: Node, now: float) -> Iterator[Registered]:
    """Try every SIP profile that users register at."""
    credential = _credential(node)
    for profile in node.all("sofia.conf", "profiles/profile"):
        if (place := _place(profile)) and credential:
            yield _try(profile.get("name", ""), place, credential, now)


def registering(tried: Iterable[Registered]) -> Iterator[Finding]:
    for each in tried:
        where = f"at profile {each.profile} ({each.address})"
        if not each.refusal:
            yield ok(f"a user of {each.realm} can register {where}")
        elif each.realm != as_domain(each.realm):
            mend = "write SIP_DOMAIN in small letters, as the functions know it, and restart FreeSWITCH"
            yield broken(f"nobody can register {where}: it asks for the realm {each.realm}", mend)
        else:
            domain = each.realm or "of SIP_DOMAIN"
            mend = f"provision the domain {domain}, name it in `nodes:`, and see whether the functions answer this node"
            yield broken(f"nobody can register {where}: {each.refusal}", mend)


def _credential(node: Node) -> str:
    """SHA-256 of what the node proves itself with to the functions that answer for the directory."""
    for binding in node.all("xml_curl.conf", "bindings/binding"):
        told = params(binding)
        if told.get("gateway-url", "").endswith("/directory"):
            password = told.get("gateway-credentials", "").partition(":")[2]
            return hashed(password) if password else ""
    return ""


def _place(profile: Element) -> tuple[str, int] | None:
    """Where a profile takes registrations over UDP; None if it takes none, or at an address of its own finding."""
    told = params_of(profile)
    closed = told.get("disable-register", "false").lower() in TRUE or told.get("auth-calls", "").lower() not in TRUE
    port = told.get("sip-port", "5060")
    if closed or not port.isdecimal() or not re.fullmatch(r"[0-9.]+", told.get("sip-ip", "")):
        return None
    return told["sip-ip"], int(port)


def _try(profile: str, place: tuple[str, int], credential: str, now: float) -> Registered:
    address, realm = f"{place[0]}:{place[1]}", ""
    user = doctor_account.account(credential, now)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
        telephone = Telephone(connection, user, place)
        try:
            status, challenge = telephone.ask("", expires=30)
            if status != 401 or not challenge:
                return Registered(profile, address, realm, f"it answers {status} where it should ask who we are")
            realm = realm_of(challenge)
            secret = doctor_account.password(credential, as_domain(realm), user)
            status, _ = telephone.ask(telephone.proof(challenge, secret), expires=30)
            if status == 200:
                telephone.ask(telephone.proof(challenge, secret), expires=0)
            return Registered(profile, address, realm, "" if status == 200 else f"{status} to the right password")
        except OSError as problem:
            return Registered(profile, address, realm, f"no answer ({problem})")
