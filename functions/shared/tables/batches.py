"""Many writes in few calls, that end."""

from collections.abc import Sequence

from functions.shared.tables.base import TableItem, TablesUnavailable, answering

# BatchWriteItem takes 25 changes.
BATCH_SIZE = 25
BATCH_TRIES = 3


def write_in_batches(kind: type[TableItem], puts: Sequence[TableItem], deletes: Sequence[tuple[str, str]]) -> None:
    """Delete keys and put items in this order, 25 changes a call.

    Not `Model.batch_write`: it repeats what DynamoDB left out without a pause, and with our settings only once.

    Raises:
        TablesUnavailable: no answer in time, or DynamoDB took only a part; doing all of it again is safe.
    """
    hash_name, range_name = str(kind._hash_keyname), str(kind._range_keyname)
    changes = [
        {"DeleteRequest": {"Key": {hash_name: {"S": key}, range_name: {"S": sort}}}} for key, sort in deletes
    ] + [{"PutRequest": {"Item": item.serialize()}} for item in puts]
    for start in range(0, len(changes), BATCH_SIZE):
        _write(kind, changes[start : start + BATCH_SIZE])


def _write(kind: type[TableItem], changes: list[dict[str, dict[str, dict[str, dict[str, str]]]]]) -> None:
    name, table = kind.Meta.table_name, kind._get_connection()
    for _ in range(BATCH_TRIES):
        with answering():
            answer = table.batch_write_item(
                put_items=[change["PutRequest"]["Item"] for change in changes if "PutRequest" in change],
                delete_items=[change["DeleteRequest"]["Key"] for change in changes if "DeleteRequest" in change],
            )
        changes = answer.get("UnprocessedItems", {}).get(name, [])
        if not changes:
            return
    raise TablesUnavailable(f"{name} is throttled: {len(changes)} changes were left out")
