"""Who stands behind a pseudonym of the audit: a row by name and one by pseudonym, deleted when a person is erased.

A pseudonym is random. So once both rows are gone nothing leads from an entry to its person, and if the same name comes
again, it gets another pseudonym.
"""

import hashlib
import secrets
from collections.abc import Mapping

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from functions.shared.audit.entry import Entry
from functions.shared.tables.base import ItemMeta, TableItem, TablesUnavailable, answering, batch_get_rows, table_name
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.reading import decoded
from functions.shared.tables.transactions import Delete, Put, write_together

# BatchGetItem takes 100 keys, a transaction 100 writes.
BATCH_SIZE, AT_ONCE = 100, 50
DAY = 24 * 3600
# Others may make the same person at the same moment.
TRIES = 3


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """`key` opens what entries keep of the person."""

    pseudonym: str
    name: str
    key: str


class PeopleItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("people")

    domain = UnicodeAttribute(hash_key=True)
    # `name#` with a hash, for a name may be longer than a key, or `pseudonym#`.
    key = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute()
    expires = NumberAttribute(null=True)


def find_person(domain: str, name: str, now: float) -> Person | None:
    """Read a person by name, as new as the last write."""
    found = _row(domain, name)
    return None if found is None or _is_over(found, now) else _person(found)


def the_person(domain: str, name: str, *, key: str, now: float, until: float | None) -> Person:
    """Read a person by name, or make one with this key; it is known for a day longer than `until` at least.

    Raises:
        TablesUnavailable: no answer in time, or others kept writing the same person.
    """
    for _ in range(TRIES):
        found = _row(domain, name)
        if found is not None and not _is_over(found, now):
            if _lasts(found, until) or _written(_person(found), domain, until, PeopleItem.body == found.body):
                return _person(found)
            continue
        person = Person(pseudonym=secrets.token_hex(8), name=name, key=key)
        free = PeopleItem.body.does_not_exist() | (PeopleItem.expires <= int(now))
        if _written(person, domain, until, free):
            return person
    raise TablesUnavailable("others kept writing the same person")


def the_people(domain: str, keys: Mapping[str, str], *, now: float, until: float | None) -> dict[str, Person]:
    """Read many people by name, or make those that there are not, each with its key; fifty in two calls."""
    found: dict[str, Person] = {}
    names = sorted(keys)
    for start in range(0, len(names), AT_ONCE):
        portion = names[start : start + AT_ONCE]
        there = {row["key"]["S"] for row in batch_get_rows(PeopleItem, [(domain, _name_key(name)) for name in portion])}
        made = [
            Person(pseudonym=secrets.token_hex(8), name=name, key=keys[name])
            for name in portion
            if _name_key(name) not in there
        ]
        free = PeopleItem.body.does_not_exist()
        if made and not write_together([put for person in made for put in _rows(person, domain, until, free)]):
            found |= {person.name: person for person in made}
        for name in portion:
            if name not in found:
                found[name] = the_person(domain, name, key=keys[name], now=now, until=until)
    return found


def people_of(domain: str, pseudonyms: set[str], now: float) -> dict[str, Person]:
    """Read the people behind these pseudonyms; who was erased is left out."""
    keys = [(domain, _pseudonym_key(pseudonym)) for pseudonym in sorted(pseudonyms)]
    rows = [
        row
        for start in range(0, len(keys), BATCH_SIZE)
        for row in batch_get_rows(PeopleItem, keys[start : start + BATCH_SIZE])
    ]
    known = [row for row in rows if float(row.get("expires", {}).get("N", "inf")) > now]
    people = [decoded(row.get("body", {}).get("S"), Person, f"{domain} {row['key']['S']}") for row in known]
    return {person.pseudonym: person for person in people}


def forget_person(domain: str, name: str, entry: Entry | None = None) -> str | None:
    """Delete what leads to a person, together with the entry that says so.

    Returns:
        The pseudonym that stays behind, None where there is no such person.
    """
    found = _row(domain, name)
    if found is None:
        return None
    person = _person(found)
    gone = [
        Delete(PeopleItem(domain, _name_key(name)), PeopleItem.body == found.body),
        Delete(PeopleItem(domain, _pseudonym_key(person.pseudonym))),
    ]
    if write_together([*gone, *([] if entry is None else [new_entry(entry)])]) and _row(domain, name) is not None:
        raise TablesUnavailable("somebody else changes the same person; ask again")
    return person.pseudonym


def _row(domain: str, name: str) -> PeopleItem | None:
    with answering():
        try:
            return PeopleItem.get(domain, _name_key(name), consistent_read=True)
        except PeopleItem.DoesNotExist:
            return None


def _person(item: PeopleItem) -> Person:
    return decoded(item.body, Person, f"{item.domain} {item.key}")


def _is_over(item: PeopleItem, now: float) -> bool:
    return item.expires is not None and item.expires <= now


def _lasts(item: PeopleItem, until: float | None) -> bool:
    return item.expires is None or (until is not None and item.expires >= until + DAY)


def _written(person: Person, domain: str, until: float | None, condition: Condition) -> bool:
    return not write_together(_rows(person, domain, until, condition))


def _rows(person: Person, domain: str, until: float | None, condition: Condition) -> list[Put]:
    """Both rows, to be renewed in a day at the earliest."""
    body, expires = msgspec.json.encode(person).decode(), None if until is None else int(until + 2 * DAY) + 1
    named = PeopleItem(domain, _name_key(person.name), body=body, expires=expires)
    hidden = PeopleItem(domain, _pseudonym_key(person.pseudonym), body=body, expires=expires)
    return [Put(named, condition), Put(hidden)]


def _name_key(name: str) -> str:
    return "name#" + hashlib.sha256(name.encode()).hexdigest()


def _pseudonym_key(pseudonym: str) -> str:
    return f"pseudonym#{pseudonym}"
