"""Writes what a file changes, with who ran it in the audit."""

from collections.abc import Iterable

from functions.shared.provisioning import applying
from functions.shared.provisioning.difference import Change
from infra.provisioning.audited import entries_of


def apply(changes: Iterable[Change]) -> None:
    """Write the changes, each only over what it was compared with; repeating after a failure is safe.

    Raises:
        Overtaken: nothing more was written from there on.
        TablesUnavailable: DynamoDB did not take everything.
    """
    applying.apply(changes, entries_of)
