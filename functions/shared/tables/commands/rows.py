"""Commands and their outcomes: the row is the truth, the queue only wakes the relay."""

from collections.abc import Sequence

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from functions.shared.audit.entry import Entry
from functions.shared.command_life.outcomes import CommandRow, CommandState, Outcome
from functions.shared.tables.base import (
    ItemMeta,
    TableItem,
    TablesUnavailable,
    Unreadable,
    answering,
    condition_failed,
    table_name,
)
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.transactions import Put, write_together

KEPT_SECONDS = 24 * 3600
# Of an Idempotency-Key's row. No node's name has this sign, so no command's id begins so and no relay may read it.
KEY = "key#"


class ByNode(GlobalSecondaryIndex["CommandsItem"]):  # type: ignore[no-untyped-call]  # pynamodb leaves __init_subclass__ untyped
    """Open commands of a node by state: an ended one loses the attribute and so its place in the index."""

    class Meta:
        index_name = "by_node"
        projection = AllProjection()

    open_node = UnicodeAttribute(hash_key=True)
    state = UnicodeAttribute(range_key=True)


class ToAudit(GlobalSecondaryIndex["CommandsItem"]):  # type: ignore[no-untyped-call]  # see above
    """Ended commands whose end the audit does not have yet: short, for they leave it within a minute."""

    class Meta:
        index_name = "to_audit"
        projection = AllProjection()

    to_audit = UnicodeAttribute(hash_key=True)


class CommandsItem(TableItem):
    """One command."""

    class Meta(ItemMeta):
        table_name = table_name("commands")

    id = UnicodeAttribute(hash_key=True)
    # What never changes, as JSON; the rest is what conditional writes look at.
    request = UnicodeAttribute()
    open_node = UnicodeAttribute(null=True)
    state = UnicodeAttribute()
    deadline = NumberAttribute()
    attempt = NumberAttribute()
    owner = UnicodeAttribute(null=True)
    until = NumberAttribute()
    finished_at = NumberAttribute(null=True)
    outcome = UnicodeAttribute(null=True)
    told_after = NumberAttribute(null=True)
    # From its end until the audit has it; one of many texts, so that the index has many partitions.
    to_audit = UnicodeAttribute(null=True)
    expires = NumberAttribute()
    by_node = ByNode()
    ended = ToAudit()


def new_command(row: CommandRow) -> list[Put]:
    """A new command, to be written together with something else; refused where its id or its key exists already."""
    # DynamoDB deletes what has expired within days, not at once.
    free = CommandsItem.id.does_not_exist() | (CommandsItem.expires <= int(row.created_at))
    return [Put(_item(row), free), *([_new_key(row, free)] if row.key else [])]


def _new_key(row: CommandRow, free: Condition) -> Put:
    """The row of the command's key, which says what the key has made: a command's own id depends on the node."""
    item = CommandsItem(
        KEY + row.key,
        request=row.id,
        state="key",
        deadline=row.deadline,
        attempt=0,
        until=0,
        expires=int(row.created_at + KEPT_SECONDS),
    )
    return Put(item, free)


def create_command(row: CommandRow, entry: Entry | None = None) -> bool:
    """Write a new command and its entry in the audit; False when its id exists already (the same Idempotency-Key)."""
    new = new_command(row)
    if entry is not None or len(new) > 1:
        refused = write_together([*new, *([] if entry is None else [new_entry(entry)])])
        if refused and entry is not None and not any(put in refused for put in new):
            raise TablesUnavailable(f"the audit has another entry {entry.key}")
        return not refused or was_written(row)
    with answering():
        try:
            new[0].item.save(condition=new[0].condition)
        except PutError as error:
            raise_unless_refused(error)
            return was_written(row)
    return True


def create_commands(rows: Sequence[CommandRow]) -> None:
    """Write commands with ids that nobody else can have made, 25 a call.

    Raises:
        TablesUnavailable: not all of them are written.
    """
    write_in_batches(CommandsItem, [_item(row) for row in rows], [])


def was_written(row: CommandRow) -> bool:
    """Whether a command that exists already is this one: the client tries twice where an answer is lost."""
    with answering():
        try:
            found = CommandsItem.get(row.id, consistent_read=True)
        except CommandsItem.DoesNotExist:
            return False
    return bool(found.request == _item(row).request)


def find_command(command_id: str) -> CommandRow | None:
    """Read one command."""
    with answering():
        try:
            return row_of(CommandsItem.get(command_id, consistent_read=True))
        except CommandsItem.DoesNotExist:
            return None


def find_kept_command(command_id: str, *, now: float) -> CommandRow | None:
    """Read one command; after its day it is gone, though DynamoDB forgets it later."""
    row = find_command(command_id)
    return row if row is not None and int(row.created_at + KEPT_SECONDS) > now else None


def find_command_of_key(key: str, *, now: float) -> CommandRow | None:
    """Read the command that an Idempotency-Key has made within the last day, on whichever node that was."""
    with answering():
        try:
            known = str(CommandsItem.get(KEY + key, consistent_read=True).request)
        except CommandsItem.DoesNotExist:
            return None
    return find_kept_command(known, now=now)


def raise_unless_refused(error: PutError | UpdateError) -> None:
    """Go on where the condition did not hold; anything else is an error."""
    if not condition_failed(error):
        raise error


def _item(row: CommandRow) -> CommandsItem:
    return CommandsItem(
        row.id,
        request=msgspec.json.encode(row).decode(),
        open_node=row.node if row.is_open else None,
        state=row.state,
        deadline=row.deadline,
        attempt=row.attempt,
        owner=row.owner,
        until=row.until,
        finished_at=row.finished_at,
        outcome=None if row.outcome is None else msgspec.json.encode(row.outcome).decode(),
        expires=int(row.created_at + KEPT_SECONDS),
    )


def row_of(item: CommandsItem) -> CommandRow:
    """Read an item.

    Raises:
        Unreadable: another version wrote it.
    """
    try:
        fixed = msgspec.json.decode(item.request, type=CommandRow)
        outcome = msgspec.json.decode(item.outcome, type=Outcome) if item.outcome is not None else None
        return msgspec.structs.replace(
            fixed,
            state=msgspec.convert(item.state, CommandState),
            deadline=float(item.deadline),
            attempt=int(item.attempt),
            owner=item.owner,
            until=float(item.until),
            finished_at=None if item.finished_at is None else float(item.finished_at),
            outcome=outcome,
            told_after=None if item.told_after is None else int(item.told_after),
        )
    except (ValueError, TypeError) as error:
        raise Unreadable(f"command {item.id!r} is not what this version wrote: {error}") from error
