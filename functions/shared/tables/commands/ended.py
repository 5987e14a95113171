"""Commands that have ended and whose end the audit does not have yet."""

from collections.abc import Iterator

from pynamodb.exceptions import UpdateError

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.tables.base import Unreadable, answering, condition_failed
from functions.shared.tables.commands.partly_read import partly_read
from functions.shared.tables.commands.rows import CommandsItem, row_of
from functions.shared.tables.reading import items_of, tell

PAGE_ROWS = 200


def ended_commands() -> Iterator[tuple[str, CommandRow | None]]:
    """Read them, each with its id; of one that another version wrote what can be read of it, or None.

    Raises:
        TablesUnavailable: no answer in time.
    """
    with answering():
        for item in items_of(CommandsItem.ended.scan(page_size=PAGE_ROWS)):
            try:
                row = row_of(item)
            except Unreadable as error:
                tell(error)
                yield item.id, partly_read(item)
                continue
            yield item.id, row


def leave_to_audit(command_id: str) -> None:
    """Take a command out of the index: the audit has it, or can never have it."""
    there = CommandsItem.to_audit.exists()
    with answering():
        try:
            CommandsItem(command_id).update(actions=[CommandsItem.to_audit.remove()], condition=there)
        except UpdateError as error:
            if not condition_failed(error):
                raise
