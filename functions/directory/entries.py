"""Which entry answers which question of FreeSWITCH: one table call each."""

import time
from collections.abc import Mapping, Sequence

from functions.directory import user_documents as users
from functions.directory.strangers import Question, Strangers, address_of
from functions.shared.encoders.dial_strings import WORD
from functions.shared.nodes import doctor_account
from functions.shared.rooms.windows import closed_because
from functions.shared.tables.known.identities import OPERATOR, Asker
from functions.shared.tables.provisioned.domain_items import Domain, EnteringBy, User
from functions.shared.tables.provisioned.users import (
    find_addresses,
    find_domain,
    find_gateways,
    find_group,
    find_registrant,
    remembered_domain,
)
from functions.shared.telemetry.observations import count_of

# Whoever asks these wants something that no entry of ours has: a clear password (reverse-auth-lookup, verto,
# the event socket) or voicemail. The right answer is the domain without the user.
NEVER_A_USER = frozenset(
    {
        "reverse-auth-lookup", "jsonrpc-authenticate", "event_socket_auth", "voicemail-lookup", "message-count",
        "web-vm", "skinny-auth",
    }
)  # fmt: skip

strangers = Strangers()


def find_entry(
    purpose: str, action: str, name: str, fields: Mapping[str, str], asker: Asker = OPERATOR
) -> tuple[Domain | None, str]:
    """Look up what is asked for; the content is empty where the domain is not ours.

    Args:
        asker: the node that asks: its doctor is known, and users whom nobody knows are counted as its own.
    """
    if purpose == "gateways":
        domain, gateways = find_gateways(name)
        return domain, users.gateway_entry(domain, gateways, fields.get("profile", "")) if domain else ""
    if purpose == "network-list":
        domain, addresses = find_addresses(name)
        return domain, users.addresses_entry(domain, addresses) if domain else ""
    if purpose or action in NEVER_A_USER or "VM-Action" in fields:
        domain = find_domain(name)
        return domain, users.user_entry(domain, None) if domain else ""
    if action == "group_call":
        domain, group = find_group(name, lookup_word(fields.get("group_name") or fields.get("group", "")))
        return domain, users.group_entry(domain, group) if domain else ""
    domain, user = _find_user(action, name, fields, asker)
    if user is not None and user.entry is not None and not _may_enter(user.entry, action, time.time()):
        user = None
    return domain, users.user_entry(domain, user) if domain else ""


def _find_user(action: str, name: str, fields: Mapping[str, str], asker: Asker) -> tuple[Domain | None, User | None]:
    """Look a user up, unless too many were asked for who are not there."""
    # What is asked for no telephone has no address; what comes from a telephone has it from its packets.
    address = address_of(fields.get("ip", "")) if action == "sip_auth" else ""
    question = Question(asker.node, address, name, lookup_word(fields.get("user", "")))
    began, purse = time.monotonic(), strangers.purse_for(question)
    if purse is None:
        domain, user = remembered_domain(name), None
    else:
        domain, user = find_registrant(name, question.user)
        strangers.looked(time.monotonic() - began)
    if user is not None:
        strangers.found(question)
        return domain, user
    if domain and action == "sip_auth" and fields.get("sip_auth_method") == "REGISTER":
        user = doctor(asker.credentials, name, question.user, time.time())
    if user is None:
        count_of("UnknownUsers", node=asker.node)
        if purse is not None:
            strangers.missed(question, purse)
        else:
            count_of("UnknownUsersUnread", node=asker.node)
            time.sleep(max(0.0, began + strangers.as_long_as_a_look() - time.monotonic()))
    return domain, user


def _may_enter(entry: EnteringBy, action: str, now: float) -> bool:
    """Whether a user who is there by a link may prove themselves now: that is all they may; nobody calls them.

    Who watches stays registered for as long as the call, which has to come sooner: the dialplan sees to that.
    """
    return action == "sip_auth" and (now < entry.observes_until or closed_because(entry, now) is None)


def doctor(credentials: Sequence[str], domain: str, user: str, now: float) -> User | None:
    """The account of a node's doctor: it registers, calls nobody and is called by nobody."""
    hashed = doctor_account.a1_hash(credentials, domain, user, now)
    return User(id=user, a1_hash=hashed, context="nowhere", cacheable=0) if hashed else None


def lookup_word(value: str) -> str:
    """Return the value, or a word that names nothing: what cannot be a name costs the same table call."""
    return value if WORD.fullmatch(value) else "?"
