"""Users of the domain: the row under the id, its copy under the alias, and who is known by the address."""

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from functions.rooms.answers import Fields, answer_with, not_found, page_of, plain_of, written_view
from functions.rooms.wishes import Wish, changing, commit, converted, merged, refuse, require_seen
from functions.shared.api.tokens import Grant
from functions.shared.encoders.dial_strings import WORD
from functions.shared.provisioning.canonical import canonical_user
from functions.shared.provisioning.checks.domains import check_domain
from functions.shared.provisioning.difference import Change, changes_to
from functions.shared.provisioning.documents import fixed_address, user_document
from functions.shared.provisioning.entries import DomainEntry, UserEntry
from functions.shared.provisioning.findings import Finding
from functions.shared.provisioning.rows import Row
from functions.shared.tables.provisioned.documents import Documents, Stored, Written, read_documents
from functions.shared.tables.provisioned.domain_items import (
    ENTRY_PREFIX,
    Domain,
    FixedAddresses,
    User,
)
from functions.shared.tables.provisioned.users import (
    ADDRESSES_KEY,
    DOMAIN_KEY,
    NO_ADDRESSES,
    UsersItem,
    stored_user,
    user_key,
)

SECRETS = ("password", "a1_hash")


def view_of(user: User, written: Written) -> Fields:
    return {**plain_of(user, "a1_hash", "entry"), **written_view(written)}


async def list_users(request: Request, grant: Grant) -> Response:
    def shown(key: str, documents: Documents) -> Fields | None:
        stored = documents.stored(key, User)
        # Under an alias stands a copy.
        if stored is None or user_key(stored.document.id) != key:
            return None
        return view_of(stored.document, stored.written)

    return page_of(request, grant, user_key(""), shown, but=user_key(ENTRY_PREFIX))


async def get_user(request: Request, grant: Grant) -> Response:
    found = _find(grant.domain, str(request.path_params["user"]))
    return answer_with(view_of(found.document, found.written))


@changing
def put_user(wish: Wish) -> Response:
    return _write(wish, wish.raw)


@changing
def patch_user(wish: Wish) -> Response:
    current = plain_of(_find(wish.domain, wish.named("user")).document, "a1_hash", "id", "entry")
    return _write(wish, merged(current, {n: v for n, v in wish.raw.items() if n not in SECRETS}))


@changing
def delete_user(wish: Wish) -> Response:
    name = wish.named("user")
    found = _find(wish.domain, name)
    require_seen(wish, found.written.revision)
    keys = [user_key(one) for one in dict.fromkeys((name, found.document.alias)) if one]
    removed = [Change("remove", UsersItem, wish.domain, key, before=found.text) for key in keys]
    addresses = read_documents(UsersItem, wish.domain, [ADDRESSES_KEY]).get(ADDRESSES_KEY, FixedAddresses)
    removed += _addresses(wish, addresses or NO_ADDRESSES, name, None)
    return commit(wish, removed, None, about=name)


def _write(wish: Wish, plain: Fields) -> Response:
    """Put a user in the place of whoever is there."""
    name, domain = wish.named("user"), wish.domain
    alias = plain.get("alias")
    # What is no name is told below, and may be no key of a table either.
    named = [one for one in (name, alias) if isinstance(one, str) and WORD.fullmatch(one)]
    keys = [DOMAIN_KEY, ADDRESSES_KEY, *map(user_key, named)]
    there = read_documents(UsersItem, domain, keys, whole=True)
    settings = there.get(DOMAIN_KEY, Domain)
    if settings is None:
        raise not_found("domain", domain)
    before = stored_user(there, user_key(name))
    mine = before is not None and before.document.id == name
    require_seen(wish, before.written.revision if before is not None and mine else None)
    secrets = _secrets(wish, before.document if before is not None and mine else None, plain)
    entry, conversion = converted({**plain, **secrets, "id": name}, UserEntry)
    entry = canonical_user(entry)
    addresses = there.get(ADDRESSES_KEY, FixedAddresses) or NO_ADDRESSES
    refuse(conversion, _findings(entry, settings, there, addresses), wish.raw)
    document = user_document(domain, entry)
    by_api = before is None or before.written.by_api
    rows = [Row(UsersItem, domain, user_key(one), document, by_api) for one in (name, entry.alias) if one]
    changes = changes_to(rows, now=wish.now)
    changes += _addresses(wish, addresses, name, entry)
    revision = next((c.written for c in changes if c.key == user_key(name)), before.written if before else Written())
    return commit(wish, changes, lambda: view_of(document, revision), status=200 if mine else 201, about=name)


def _secrets(wish: Wish, before: User | None, plain: Fields) -> Fields:
    """What proves the user from now on: what was sent, else what there is, else a password of our making."""
    sent = {name: wish.raw[name] for name in SECRETS if name in wish.raw and wish.raw[name] is not None}
    if sent:
        return sent
    renew = any(name in wish.raw for name in SECRETS)
    if before is not None and not renew:
        return {"a1_hash": before.a1_hash}
    by_address = bool(plain.get("cidr")) and not renew
    return {} if by_address else {"password": wish.maker.password("password")}


def _findings(entry: UserEntry, settings: Domain, there: Documents, addresses: FixedAddresses) -> Iterator[Finding]:
    """What provisioning finds of this user, among those whose names or networks it could share."""
    others: dict[str, UserEntry] = {
        one.user: UserEntry(id=one.user, cidr=one.cidr) for one in addresses.users if one.user != entry.id
    }
    for key in (user_key(entry.id), user_key(entry.alias)):
        other = there.get(key, User)
        if other is not None and other.id != entry.id and other.id not in others:
            others[other.id] = UserEntry(id=other.id, alias=other.alias, a1_hash="0" * 32)
    known = {field: getattr(settings, field) for field in Domain.__struct_fields__}
    domain = DomainEntry(**known, users=(*others.values(), entry))
    for place, advice in check_domain(domain, weak_passwords=False):
        if place[:2] == ["users", len(others)]:
            yield place[2:] or ["id"], advice


def _addresses(wish: Wish, before: FixedAddresses, name: str, entry: UserEntry | None) -> list[Change]:
    """How the list of those who are known by their address changes."""
    known = next((one for one in before.users if one.user == name), None)
    mine = None if entry is None else fixed_address(entry, by_api=known is None or known.by_api)
    if mine == known:
        return []
    users = tuple(one for one in before.users if one.user != name) + ((mine,) if mine is not None else ())
    return changes_to([Row(UsersItem, wish.domain, ADDRESSES_KEY, FixedAddresses(users), by_api=None)], now=wish.now)


def _find(domain: str, name: str) -> Stored[User]:
    found = stored_user(read_documents(UsersItem, domain, [user_key(name)], whole=True), user_key(name))
    if found is None or found.document.id != name or name.startswith(ENTRY_PREFIX):
        raise not_found("user", name)
    return found
