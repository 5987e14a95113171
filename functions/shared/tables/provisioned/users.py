"""Domains, their users, groups and gateways: who may register."""

import time

from pynamodb.attributes import UnicodeAttribute

from functions.shared.tables.base import ItemMeta, table_name
from functions.shared.tables.provisioned.documents import DocumentItem, read_documents
from functions.shared.tables.provisioned.domain_items import (
    Domain,
    FixedAddress,
    FixedAddresses,
    Gateway,
    Gateways,
    Group,
    User,
)


class UsersItem(DocumentItem):
    """`#` the domain, `user#id` and `user#alias`, `group#name`, `gateways`, `addresses`."""

    class Meta(ItemMeta):
        table_name = table_name("users")

    domain = UnicodeAttribute(hash_key=True)


DOMAIN_KEY = "#"
GATEWAYS_KEY = "gateways"
ADDRESSES_KEY = "addresses"


def user_key(user: str) -> str:
    """Return the key of a user, by id or alias: an alias has a copy of the item, so that one look-up finds either."""
    return f"user#{user}"


def group_key(name: str) -> str:
    return f"group#{name}"


def find_domain(domain: str) -> Domain | None:
    """Read a domain's settings."""
    return read_documents(UsersItem, domain, [DOMAIN_KEY]).get(DOMAIN_KEY, Domain)


# Every look-up of a user needs the domain, which hardly ever changes: for so long it is taken from memory.
DOMAIN_SECONDS = 5.0
MOST_DOMAINS = 256
_domains: dict[str, tuple[float, Domain]] = {}


def find_user(domain: str, user: str) -> tuple[Domain | None, User | None]:
    """Read a domain and one of its users, by id or by alias, with one call.

    The user is always read; the domain is at most five seconds old.
    """
    until, known = _domains.get(domain, (0.0, None))
    if known is not None and time.monotonic() < until:
        return known, read_documents(UsersItem, domain, [user_key(user)]).get(user_key(user), User)
    found = read_documents(UsersItem, domain, [DOMAIN_KEY, user_key(user)])
    current = found.get(DOMAIN_KEY, Domain)
    if current is not None:
        if len(_domains) >= MOST_DOMAINS:
            _domains.clear()
        _domains[domain] = (time.monotonic() + DOMAIN_SECONDS, current)
    return current, found.get(user_key(user), User)


def forget_domains() -> None:
    """Drop the domains in memory, so that the next look-up reads the table."""
    _domains.clear()


def find_group(domain: str, group: str) -> tuple[Domain | None, Group | None]:
    """Read a domain and one of its groups with one BatchGetItem."""
    found = read_documents(UsersItem, domain, [DOMAIN_KEY, group_key(group)])
    return found.get(DOMAIN_KEY, Domain), found.get(group_key(group), Group)


def find_gateways(domain: str) -> tuple[Domain | None, tuple[Gateway, ...]]:
    """Read a domain and its gateways with one BatchGetItem."""
    found = read_documents(UsersItem, domain, [DOMAIN_KEY, GATEWAYS_KEY])
    listed = found.get(GATEWAYS_KEY, Gateways)
    return found.get(DOMAIN_KEY, Domain), listed.gateways if listed else ()


def find_addresses(domain: str) -> tuple[Domain | None, tuple[FixedAddress, ...]]:
    """Read a domain and its users with fixed addresses with one BatchGetItem."""
    found = read_documents(UsersItem, domain, [DOMAIN_KEY, ADDRESSES_KEY])
    listed = found.get(ADDRESSES_KEY, FixedAddresses)
    return found.get(DOMAIN_KEY, Domain), listed.users if listed else ()
