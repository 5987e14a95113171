"""Which users the nodes must forget after a change."""

from collections.abc import Iterable, Iterator

import msgspec

from functions.shared.provisioning.difference import Change
from functions.shared.provisioning.user_changes import UserChange
from functions.shared.tables.base import answering
from functions.shared.tables.provisioned import domain_items, users
from functions.shared.tables.provisioned.identities import IdentitiesItem, Identity


def user_changes(changes: Iterable[Change]) -> list[UserChange]:
    """Return every user whose entry changed or went, with all names that a node may have cached.

    An entry carries what its domain says, so that a changed domain changes all its users.

    Raises:
        TablesUnavailable: the users of a changed domain could not be read.
    """
    found: dict[tuple[str, str], UserChange] = {}
    chosen = list(changes)
    for change in chosen:
        if change.kind is not users.UsersItem or change.verb == "add":
            continue
        if change.key == users.DOMAIN_KEY:
            for user in _users_of(change.hash_key):
                _add(found, change.hash_key, user, user)
        elif change.key.startswith(users.user_key("")):
            after = msgspec.json.decode(change.after, type=domain_items.User) if change.after else None
            _add(found, change.hash_key, msgspec.json.decode(change.before, type=domain_items.User), after)
    return [*found.values(), *_withdrawn(chosen)]


def _withdrawn(changes: Iterable[Change]) -> Iterator[UserChange]:
    """Users of the domains that a node serves no more: it must not go on with what it has cached."""
    for change in changes:
        if change.kind is IdentitiesItem and change.before:
            before = msgspec.json.decode(change.before, type=Identity)
            after = msgspec.json.decode(change.after, type=Identity).domains if change.after else ()
            for domain in sorted({*before.domains} - {*after}):
                for user in _users_of(domain):
                    names = tuple(name for name in (user.id, user.alias) if name)
                    yield UserChange(domain=domain, names=names, node=before.name)


def addresses_changed(changes: Iterable[Change]) -> list[str]:
    """Return the domains whose users with fixed addresses are others now."""
    return sorted({change.hash_key for change in changes if _is_addresses(change)})


def _is_addresses(change: Change) -> bool:
    return change.kind is users.UsersItem and change.key == users.ADDRESSES_KEY


def _add(
    found: dict[tuple[str, str], UserChange], domain: str, before: domain_items.User, after: domain_items.User | None
) -> None:
    known = found.get((domain, before.id))
    names = (*(known.names if known else ()), before.id, before.alias, after.alias if after else "")
    found[domain, before.id] = UserChange(
        domain=domain,
        names=tuple(dict.fromkeys(name for name in names if name)),
        # An alias that went is no reason to end the calls of a user who stays.
        may_call=(after is not None and after.enabled) or (known is not None and known.may_call),
    )


def _users_of(domain: str) -> Iterator[domain_items.User]:
    with answering():
        items = list(users.UsersItem.query(domain, users.UsersItem.key.startswith(users.user_key(""))))
    for item in items:
        yield msgspec.json.decode(item.body, type=domain_items.User)
