"""Which entry answers which question of FreeSWITCH: one table call each."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from functions.directory import user_documents as users
from functions.shared.encoders.dial_strings import WORD
from functions.shared.lookups.entry_questions import SIP_AUTH, EntryQuestion
from functions.shared.lookups.keeping import KEPT, KEPT_FOR_AN_OUTAGE, NEVER, Keeping
from functions.shared.lookups.strangers import Question, Strangers, address_of
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


@dataclass(frozen=True)
class Found:
    """What is answered: without a domain it is none of ours. `nobody`: a user was looked for who is not there."""

    domain: Domain | None
    content: str = ""
    keeping: Keeping = NEVER
    nobody: bool = False


NOT_OURS = Found(None)


def find_entry(asked: EntryQuestion, asker: Asker = OPERATOR) -> Found:
    """Look up what is asked for, and say for how long it may be kept.

    Args:
        asker: the node that asks: its doctor is known, and users whom nobody knows are counted as its own.
    """
    name = asked.domain
    if asked.purpose == "gateways":
        domain, gateways = find_gateways(name)
        return Found(domain, users.gateway_entry(domain, gateways, asked.profile)) if domain else NOT_OURS
    if asked.purpose == "network-list":
        domain, addresses = find_addresses(name)
        return Found(domain, users.addresses_entry(domain, addresses)) if domain else NOT_OURS
    if asked.purpose or asked.action in NEVER_A_USER or asked.of_voicemail:
        domain = find_domain(name)
        return Found(domain, users.user_entry(domain, None)) if domain else NOT_OURS
    if asked.action == "group_call":
        domain, group = find_group(name, lookup_word(asked.group))
        return Found(domain, users.group_entry(domain, group), KEPT if group else NEVER) if domain else NOT_OURS
    domain, user = _find_user(asked, asker)
    if domain is None:
        return NOT_OURS
    if user is not None and user.entry is not None and not _may_enter(user.entry, asked.action, time.time()):
        return Found(domain, users.user_entry(domain, None))
    return Found(domain, users.user_entry(domain, user), keeping_of_user(domain, user), nobody=user is None)


def keeping_of_user(domain: Domain, user: User | None) -> Keeping:
    """For how long a user's entry may be kept; never where it has an end of its own, as that of a link or a doctor."""
    if user is None or not user.enabled or user.entry is not None or doctor_account.ACCOUNT.fullmatch(user.id):
        return NEVER
    return KEPT_FOR_AN_OUTAGE if users.cacheable_ms(domain, user) else KEPT


def _find_user(asked: EntryQuestion, asker: Asker) -> tuple[Domain | None, User | None]:
    """Look a user up, unless too many were asked for who are not there."""
    # What is asked for no telephone has no address; what comes from a telephone has it from its packets.
    address = address_of(asked.address) if asked.action == SIP_AUTH else ""
    name = asked.domain
    question = Question(asker.node, address, name, lookup_word(asked.user))
    began, purse = time.monotonic(), strangers.purse_for(question)
    if purse is None:
        domain, user = remembered_domain(name), None
    else:
        domain, user = find_registrant(name, question.user)
        strangers.looked(time.monotonic() - began)
    if user is not None:
        strangers.found(question)
        return domain, user
    if domain and asked.to_register:
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
    return action == SIP_AUTH and (now < entry.observes_until or closed_because(entry, now) is None)


def doctor(credentials: Sequence[str], domain: str, user: str, now: float) -> User | None:
    """The account of a node's doctor: it registers, calls nobody and is called by nobody."""
    hashed = doctor_account.a1_hash(credentials, domain, user, now)
    return User(id=user, a1_hash=hashed, context="nowhere", cacheable=0) if hashed else None


def lookup_word(value: str) -> str:
    """Return the value, or a word that names nothing: what cannot be a name costs the same table call."""
    return value if WORD.fullmatch(value) else "?"
