"""Domains, their users, groups and gateways: who may register."""

import re
import time
from typing import Any, ClassVar, Self

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from functions.shared.tables.base import ItemMeta, Row, answering, batch_get_of, shared_connection, table_name
from functions.shared.tables.fleet.registrations import (
    Registered,
    RegistrationsItem,
    find_registered,
    registered_in,
    registered_key,
)
from functions.shared.tables.provisioned.documents import DocumentItem, Documents, Stored, read_documents
from functions.shared.tables.provisioned.domain_items import (
    ENTRY_PREFIX,
    Domain,
    FixedAddress,
    FixedAddresses,
    Gateway,
    Gateways,
    Group,
    User,
)

KEPT_SECONDS = 24 * 3600
# How a user's whole document begins, if the user has a password.
_HASH = re.compile(r'\{"a1_hash":"([^"]*)",')


class UsersItem(DocumentItem):
    """`#` the domain, `user#id` and `user#alias`, `group#name`, `gateways`, `addresses`.

    A user's a1-hash is an attribute of its own: the directory reads it, and no policy lets anybody else at it.
    """

    for_readers: ClassVar[tuple[str, ...]] = ("domain", "key", "body")

    class Meta(ItemMeta):
        table_name = table_name("users")

    domain = UnicodeAttribute(hash_key=True)
    a1_hash = UnicodeAttribute(null=True)
    # Of who is there by a link: a day after its end.
    expires = NumberAttribute(null=True)

    @classmethod
    def of(cls, hash_key: str, key: str, text: str) -> Self:
        a1_hash, body = _parted(text)
        return cls(hash_key, key, body=body, a1_hash=a1_hash, expires=_end_of(key, body))

    def text(self) -> str:
        return _joined(self.a1_hash, self.body)

    @property
    def is_outdated(self) -> bool:
        return _HASH.match(self.body) is not None

    @classmethod
    def holds(cls, text: str) -> Condition:
        a1_hash, body = _parted(text)
        as_before: Condition = cls.a1_hash.does_not_exist() & (cls.body == text)
        return as_before if a1_hash is None else as_before | ((cls.a1_hash == a1_hash) & (cls.body == body))


def _joined(a1_hash: str | None, body: str) -> str:
    """A whole document of a1-hash and rest."""
    return body if a1_hash is None else f'{{"a1_hash":"{a1_hash}",{body[1:]}'


def _parted(text: str) -> tuple[str | None, str]:
    """A whole document as a1-hash and rest."""
    found = _HASH.match(text)
    return (None, text) if found is None else (found[1], "{" + text[found.end() :])


def _end_of(key: str, body: str) -> int | None:
    if not key.startswith(user_key(ENTRY_PREFIX)):
        return None
    entry = msgspec.json.decode(body, type=User).entry
    return None if entry is None else entry.not_after + KEPT_SECONDS


DOMAIN_KEY = "#"
NO_ADDRESSES = FixedAddresses(())
GATEWAYS_KEY = "gateways"
ADDRESSES_KEY = "addresses"
# After every name.
LAST = "\uffff"


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
    """Read a domain and one of its users, by id or by alias, without the a1-hash, with one call.

    The user is always read; the domain is at most five seconds old.
    """
    return _find_user(domain, user, whole=False)


def find_called(domain: str, user: str) -> tuple[Domain | None, User | None, Registered]:
    """Do the same and read where the user is registered, with the same call.

    One more where they are called by an alias: devices are registered under the user's id.
    """
    key, (registered,) = user_key(user), registered_key(f"{user}@{domain}")
    until, known = _domains.get(domain, (0.0, None))
    is_known = known is not None and time.monotonic() < until
    documents = [(domain, one) for one in ((key,) if is_known else (DOMAIN_KEY, key))]
    found = batch_get_of(
        {UsersItem: documents, RegistrationsItem: [(registered,)]},
        only=UsersItem.for_readers,
        whole=(RegistrationsItem,),
    )
    read = Documents(found[UsersItem])
    current = known if is_known else read.get(DOMAIN_KEY, Domain)
    if current is not None and not is_known:
        _remember(domain, current)
    called = _user(read, key)
    if called is not None and called.id != user:
        return current, called, find_registered([f"{called.id}@{domain}"])
    return current, called, registered_in(found[RegistrationsItem])


def find_registrant(domain: str, user: str) -> tuple[Domain | None, User | None]:
    """Do the same with the a1-hash, for who decides about a registration: the directory alone may."""
    return _find_user(domain, user, whole=True)


def _find_user(domain: str, user: str, *, whole: bool) -> tuple[Domain | None, User | None]:
    until, known = _domains.get(domain, (0.0, None))
    if known is not None and time.monotonic() < until:
        return known, _user(read_documents(UsersItem, domain, [user_key(user)], whole=whole), user_key(user))
    found = read_documents(UsersItem, domain, [DOMAIN_KEY, user_key(user)], whole=whole)
    current = found.get(DOMAIN_KEY, Domain)
    if current is not None:
        _remember(domain, current)
    return current, _user(found, user_key(user))


def remembered_domain(domain: str) -> Domain | None:
    """A domain's settings as they were at most five seconds ago: no call while they are remembered."""
    until, known = _domains.get(domain, (0.0, None))
    if known is None or time.monotonic() >= until:
        known = find_domain(domain)
        if known is not None:
            _remember(domain, known)
    return known


def _remember(domain: str, current: Domain) -> None:
    if len(_domains) >= MOST_DOMAINS:
        _domains.clear()
    _domains[domain] = (time.monotonic() + DOMAIN_SECONDS, current)


def _user(found: Documents, key: str) -> User | None:
    user, a1_hash = found.get(key, User), found.attribute(key, "a1_hash")
    return msgspec.structs.replace(user, a1_hash=a1_hash) if user is not None and a1_hash else user


def stored_user(found: Documents, key: str) -> Stored[User] | None:
    """A user with the a1-hash and the writing, of what was read whole."""
    stored = found.stored(key, User)
    if stored is None or not (a1_hash := found.attribute(key, "a1_hash")):
        return stored
    user = msgspec.structs.replace(stored.document, a1_hash=a1_hash)
    return Stored(user, _joined(a1_hash, stored.text), stored.written)


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


def find_lists(domain: str) -> tuple[Gateways, FixedAddresses]:
    """Read a domain's gateways and fixed addresses, for who changes one of them: one BatchGetItem."""
    found = read_documents(UsersItem, domain, [GATEWAYS_KEY, ADDRESSES_KEY])
    return found.get(GATEWAYS_KEY, Gateways) or Gateways(()), found.get(ADDRESSES_KEY, FixedAddresses) or NO_ADDRESSES


def page_of_keys(
    domain: str, prefix: str, after: str | None, limit: int, *, but: str = ""
) -> tuple[list[Row], str | None]:
    """Read a page of a domain's items below a key, without a1-hashes.

    That is one Query, and a second one where it passes what is left out.

    Args:
        but: items whose keys begin so are passed over without being read.

    Returns:
        The rows, and the key after which to go on; None where there is no more.
    """
    if but and prefix.startswith(but):
        return [], None
    spans = [(prefix, prefix + LAST)] if not but.startswith(prefix) else [(prefix, but), (but + LAST, prefix + LAST)]
    rows: list[Row] = []
    for first, last in spans:
        if after is not None and after >= last:
            continue
        found, more = _page(domain, first, last, after, limit - len(rows))
        rows += found
        if more is not None or len(rows) >= limit:
            return rows, more or rows[-1]["key"]["S"]
    return rows, None


def _page(domain: str, first: str, last: str, after: str | None, limit: int) -> tuple[list[Row], str | None]:
    client: Any = shared_connection().client
    # A key that was the last of a page lies before the span, where the span has begun behind what is left out.
    start = {"ExclusiveStartKey": {"domain": {"S": domain}, "key": {"S": after}}} if after and after >= first else {}
    with answering():
        answer = client.query(
            TableName=UsersItem.Meta.table_name,
            KeyConditionExpression="#domain = :domain AND #key BETWEEN :first AND :last",
            ProjectionExpression="#domain, #key, #body, #written",
            ExpressionAttributeNames={f"#{name}": name for name in ("domain", "key", "body", "written")},
            ExpressionAttributeValues={":domain": {"S": domain}, ":first": {"S": first}, ":last": {"S": last}},
            Limit=limit,
            **start,
        )
    more = answer.get("LastEvaluatedKey")
    return answer["Items"], None if more is None else more["key"]["S"]


def find_addresses(domain: str) -> tuple[Domain | None, tuple[FixedAddress, ...]]:
    """Read a domain and its users with fixed addresses with one BatchGetItem."""
    found = read_documents(UsersItem, domain, [DOMAIN_KEY, ADDRESSES_KEY])
    listed = found.get(ADDRESSES_KEY, FixedAddresses)
    return found.get(DOMAIN_KEY, Domain), listed.users if listed else ()
