"""Tells the nodes what a run of provisioning has changed, as what whoever runs it has done."""

from collections.abc import Iterable
from functools import partial

from functions.shared.audit.entry import Entry
from functions.shared.provisioning import user_changes
from functions.shared.provisioning.user_changes import Author, UserChange
from infra.operators import entry_by_operator

SUBJECT = "provisioning"


def announce(changes: Iterable[UserChange], *, now: float, addresses_of: Iterable[str] = ()) -> list[str]:
    """Put the commands for these changes to every node of their domain; call it after the tables were written.

    Raises:
        TablesUnavailable: a command could not be written; announcing all of it again does no harm.
    """
    author = Author(SUBJECT, partial(_entry, now=now))
    return user_changes.announce(changes, author, now=now, addresses_of=addresses_of)


def _entry(domain: str, now: float) -> Entry:
    return entry_by_operator(domain, "provision", now=now)
