"""Several writes that are done together or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.tables.base import TableItem, TablesUnavailable, answering, shared_connection

# Somebody else writes one of the rows at this very moment.
CONFLICT_TRIES = 3


class Contended(TablesUnavailable):
    """Others kept writing the same rows; nothing was written."""


@dataclass(frozen=True, eq=False)
class Put:
    """Write the item, if the condition holds."""

    item: TableItem
    condition: Condition | None = None


@dataclass(frozen=True, eq=False)
class Delete:
    """Delete the item, if the condition holds."""

    item: TableItem
    condition: Condition | None = None


@dataclass(frozen=True, eq=False)
class Update:
    """Change attributes of the item that has these keys, if the condition holds."""

    item: TableItem
    actions: Sequence[Action]
    condition: Condition | None = None


Write = Put | Delete | Update


def write_together(writes: Sequence[Write]) -> list[Write]:
    """Do all of it or nothing: gives the writes whose condition did not hold, none where all of it was done.

    A try whose answer is lost is made once more under the same token, and DynamoDB does not do it twice.

    Raises:
        Contended: others kept writing the same rows.
        TablesUnavailable: no answer in time.
    """
    # In the order in which pynamodb lists them.
    deletes, puts = [one for one in writes if isinstance(one, Delete)], [one for one in writes if isinstance(one, Put)]
    updates = [one for one in writes if isinstance(one, Update)]
    ordered: list[Write] = [*deletes, *puts, *updates]
    for _ in range(CONFLICT_TRIES):
        reasons = _try(deletes, puts, updates)
        refused = [one for one, reason in zip(ordered, reasons, strict=False) if reason == "ConditionalCheckFailed"]
        if refused or not reasons:
            return refused
    raise Contended("others kept writing the same rows; nothing was written")


def _try(deletes: Sequence[Delete], puts: Sequence[Put], updates: Sequence[Update]) -> list[str]:
    """Why it was not done, in words of DynamoDB for each write; nothing where it was done."""
    with answering():
        try:
            shared_connection().transact_write_items(
                condition_check_items=[],
                delete_items=[one.item.get_delete_kwargs_from_instance(condition=one.condition) for one in deletes],
                put_items=[one.item.get_save_kwargs_from_instance(condition=one.condition) for one in puts],
                update_items=[
                    one.item.get_update_kwargs_from_instance(actions=list(one.actions), condition=one.condition)
                    for one in updates
                ],
            )
        except TransactWriteError as error:
            reasons = [reason.code if reason is not None else "None" for reason in error.cancellation_reasons]
            if not {"ConditionalCheckFailed", "TransactionConflict"} & set(reasons):
                raise
            return reasons
    return []
