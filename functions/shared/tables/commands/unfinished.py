"""A node's commands that have not ended: what its relay looks through, and what the sweep ends."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pynamodb.exceptions import UpdateError

from functions.shared.command_life.outcomes import OPEN_STATES, CommandRow, Outcome
from functions.shared.tables.base import Unreadable, answering, condition_failed
from functions.shared.tables.commands.claims import ending
from functions.shared.tables.commands.partly_read import partly_read
from functions.shared.tables.commands.rows import CommandsItem, row_of
from functions.shared.tables.reading import items_of

# Rows a call: the relay's other work waits while a page is read, some 20 ms.
PAGE_ROWS = 200


@dataclass(frozen=True)
class Illegible:
    """An open row of another version.

    Attributes:
        deadline: in seconds since 1970.
        conference: whose feed tells how it ended; empty where none does, or where not even that can be read.
    """

    id: str
    deadline: float
    problem: str
    conference: str = ""


def ignore(_: Illegible) -> None:
    """Leave it to the sweep."""


def open_commands(node: str, on_unreadable: Callable[[Illegible], None] = ignore) -> Iterator[CommandRow]:
    """Read a node's open commands, queued ones first; the index may lag behind by a moment, the claim does not.

    A row that cannot be read is told to `on_unreadable`: it must not keep the others from being ended or carried out.

    Raises:
        TablesUnavailable: no answer in time.
    """
    with answering():
        for item in items_of(CommandsItem.by_node.query(node, page_size=PAGE_ROWS)):
            try:
                row = row_of(item)
            except Unreadable as problem:
                known = partly_read(item)
                conference = "" if known is None else known.conference
                on_unreadable(Illegible(item.id, float(item.deadline), str(problem), conference))
                continue
            yield row


def nodes_of_open_commands() -> set[str]:
    """Read the names of the nodes under which open commands stand; a scan of an index that is short."""
    with answering():
        found = items_of(CommandsItem.by_node.scan(attributes_to_get=["open_node"]))
        return {item.open_node for item in found if item.open_node}


def end_unreadable(command_id: str, *, now: float, told_after: int | None = None) -> bool:
    """End an open row without reading it; False where it has ended meanwhile.

    Args:
        told_after: a seq of its conference's feed from before this end, which the sweep tells after it.
    """
    outcome = Outcome(state="unknown", reason="unreadable", detail="another version of this program wrote the command")
    changes = ending(command_id, outcome, now, told_after)
    with answering():
        try:
            CommandsItem(command_id).update(actions=changes, condition=CommandsItem.state.is_in(*sorted(OPEN_STATES)))
        except UpdateError as error:
            if not condition_failed(error):
                raise
            return False
    return True
