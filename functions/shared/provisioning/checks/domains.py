"""What a domain, its users, groups and gateways may not say."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from functions.shared.encoders.dial_strings import DOMAIN, WORD
from functions.shared.grammars.variables import VARIABLE_ADVICE, may_be_provisioned
from functions.shared.provisioning.checks.addresses import check_addresses, shared_addresses
from functions.shared.provisioning.checks.calls import check_calls
from functions.shared.provisioning.checks.gateways import check_gateway
from functions.shared.provisioning.checks.passwords import SHORTEST, made, weakness
from functions.shared.provisioning.entries import DomainEntry, GroupEntry, UserEntry
from functions.shared.provisioning.findings import WORD_ADVICE, Finding, PathPart, at, displayed, twice, words
from functions.shared.tables.provisioned.domain_items import ENTRY_PREFIX

MAX_CACHEABLE_MS = 30 * 60 * 1000
MOST_MEMBERS = 50
MOST_AUDIT_DAYS = 3650


def check_domain(domain: DomainEntry, *, weak_passwords: bool) -> Iterator[Finding]:
    if not DOMAIN.fullmatch(domain.name):
        yield ["name"], "must be a host name"
    yield from words(domain, "profile", "context", "outbound_caller_number")
    yield from displayed(domain, "outbound_caller_name")
    yield from _caller_numbers(domain)
    yield from at(["calls"], check_calls(domain.calls))
    yield from _cacheable(domain.cacheable)
    if domain.audit_days is not None and not 0 <= domain.audit_days <= MOST_AUDIT_DAYS:
        yield ["audit_days"], f"must be from 1 to {MOST_AUDIT_DAYS}, or 0 for ever"
    if domain.meeting_days is not None and not 0 <= domain.meeting_days <= MOST_AUDIT_DAYS:
        yield ["meeting_days"], f"must be from 1 to {MOST_AUDIT_DAYS}, or 0 for ever"
    yield from at(["variables"], _variables(domain.variables))
    ids = {user.id for user in domain.users}
    yield from _names_twice(domain.users)
    for index, user in enumerate(domain.users):
        yield from at(["users", index], check_user(user))
        if user.password and not weak_passwords:
            yield from at(["users", index], _password(user, domain.name))
    yield from shared_addresses(domain)
    for index, group in enumerate(domain.groups):
        yield from at(["groups", index], check_group(group, ids))
    yield from twice("gateways", [gateway.name for gateway in domain.gateways])
    for index, gateway in enumerate(domain.gateways):
        yield from at(["gateways", index], check_gateway(gateway))


def _names_twice(users: Sequence[UserEntry]) -> Iterator[Finding]:
    """Find ids and aliases that two users share: either name finds a user."""
    names: list[tuple[list[PathPart], str]] = [(["users", index], user.id) for index, user in enumerate(users)]
    names += [(["users", index, "alias"], user.alias) for index, user in enumerate(users) if user.alias]
    seen: set[str] = set()
    for place, name in names:
        if name in seen:
            yield place, f"{name} is there already"
        seen.add(name)


def _caller_numbers(domain: DomainEntry) -> Iterator[Finding]:
    for index, number in enumerate(domain.caller_numbers):
        if not WORD.fullmatch(number):
            yield ["caller_numbers", index], WORD_ADVICE
    if not domain.caller_numbers:
        return
    # Once there is a list, whatever is shown stands in it.
    shown = {
        "users": [user.outbound_caller_number for user in domain.users],
        "gateways": [gateway.outbound_caller_number for gateway in domain.gateways],
    }
    for field, numbers in shown.items():
        for index, number in enumerate(numbers):
            if number not in ("", *domain.own_numbers()):
                yield [field, index, "outbound_caller_number"], "must be one of the domain's caller_numbers"


def check_group(group: GroupEntry, users: Container[str]) -> Iterator[Finding]:
    yield from words(group, "name")
    if not 1 <= len(group.members) <= MOST_MEMBERS:
        yield ["members"], f"must be 1 to {MOST_MEMBERS} users"
    for number, member in enumerate(group.members):
        if member not in users:
            yield ["members", number], "must be the id of a user of this domain"


def check_user(user: UserEntry) -> Iterator[Finding]:
    yield from words(user, "id", "alias", "context", "number", "account", "outbound_caller_number")
    yield from displayed(user, "name", "outbound_caller_name")
    for field in ("id", "alias"):
        if getattr(user, field).startswith(ENTRY_PREFIX):
            yield [field], f"may not begin with {ENTRY_PREFIX}: those are of people who enter by a link"
    if user.forward is not None:
        yield from at(["forward"], words(user.forward, "always", "busy", "no_answer", "not_registered"))
        if not 5 <= user.forward.seconds <= 120:
            yield ["forward", "seconds"], "must be 5 to 120 seconds"
    if user.password and user.a1_hash:
        yield ["password"], "needs either password or a1_hash"
    elif not user.password and not user.a1_hash and not user.cidr:
        yield ["id"], "needs either password or a1_hash, or cidr for one who is known by the address"
    yield from at(["cidr"], check_addresses(user))
    if user.a1_hash and not re.fullmatch("[0-9a-f]{32}", user.a1_hash):
        yield ["a1_hash"], "must be 32 hex digits in small letters: MD5 of id:domain:password"
    if user.cacheable is not None:
        yield from _cacheable(user.cacheable)
    yield from at(["variables"], _variables(user.variables))


def _password(user: UserEntry, domain: str) -> Iterator[Finding]:
    weak = weakness(user.password, user.id, user.alias, user.number, user.name, domain)
    if weak:
        suggested = f"such as {made()}, which was made just now (allow_weak_passwords: true for a demo)"
        yield ["password"], f"{weak}; it must be {SHORTEST} or more random characters, {suggested}"


def _cacheable(milliseconds: int) -> Iterator[Finding]:
    if not 0 <= milliseconds <= MAX_CACHEABLE_MS:
        yield ["cacheable"], f"must be 0 to {MAX_CACHEABLE_MS} milliseconds (30 minutes)"


def _variables(variables: Iterable[str]) -> Iterator[Finding]:
    for name in variables:
        if not may_be_provisioned(name):
            yield [name], f"cannot be provisioned, for it may change what a caller may do: a name {VARIABLE_ADVICE}"
