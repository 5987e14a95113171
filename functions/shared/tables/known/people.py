"""People and their domains' retention as writers of the audit know them: remembered, so that an entry costs one put."""

import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass

from functions.shared.audit.entry import Who, kept_until
from functions.shared.audit.private import Private, new_key, seal
from functions.shared.settings import AuditSettings, read
from functions.shared.tables.history.people import Person, the_people, the_person
from functions.shared.tables.provisioned.users import find_domain

# So long may who was erased go on under the old pseudonym, which leads to nobody any more.
KNOWN_SECONDS = 300.0
MOST_PEOPLE = 10_000


@dataclass(frozen=True)
class _Known:
    until: float
    person: Person
    days: int


_default_days = read(AuditSettings).retention_days
_known: OrderedDict[tuple[str, str], _Known] = OrderedDict()


def who_is(domain: str, name: str, private: Private | None = None) -> Who:
    """How entries of the domain name this person; `private` is what only the person's key opens.

    Raises:
        TablesUnavailable: who it is is not known yet, and nothing can be written about it.
    """
    known = _known.get((domain, name))
    if known is None or time.monotonic() >= known.until:
        known = _look(domain, name)
    person = known.person
    sealed = seal(private, key=person.key, pseudonym=person.pseudonym) if private is not None else ""
    return Who(pseudonym=person.pseudonym, private=sealed, days=known.days)


def pseudonyms_of(domain: str, names: Collection[str]) -> dict[str, str]:
    """How entries of the domain name these people; for many at once, and nothing of it is remembered."""
    if not names:
        return {}
    now = time.time()
    until = kept_until(now + KNOWN_SECONDS, audit_days(domain))
    people = the_people(domain, {name: new_key() for name in names}, now=now, until=until)
    return {name: person.pseudonym for name, person in people.items()}


def audit_days(domain: str) -> int:
    """For how many days the domain keeps its entries; 0 is for ever. One table call."""
    found = find_domain(domain)
    return _default_days if found is None or found.audit_days is None else found.audit_days


def forget_people() -> None:
    """Drop what is remembered, so that the next writer asks the tables."""
    _known.clear()


def _look(domain: str, name: str) -> _Known:
    asked, now, days = time.monotonic(), time.time(), audit_days(domain)
    # Entries are written until it is forgotten here.
    until = kept_until(now + KNOWN_SECONDS, days)
    person = the_person(domain, name, key=new_key(), now=now, until=until)
    _known[domain, name] = _Known(asked + KNOWN_SECONDS, person, days)
    _known.move_to_end((domain, name))
    if len(_known) > MOST_PEOPLE:
        _known.popitem(last=False)
    return _known[domain, name]
