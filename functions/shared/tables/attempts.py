"""Failed PINs: one row for each conference id, counted atomically and gone by TTL."""

import hashlib
from dataclasses import dataclass

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.connection import TableConnection
from pynamodb.exceptions import DeleteError, UpdateError
from pynamodb.expressions.operand import Path

from functions.shared.tables.base import ItemMeta, TableItem, TablesUnavailable, answering, condition_failed, table_name

# Sources share this many counters in a row, so that the row stays small whatever number a caller claims to have. Two
# sources that share one slow each other down; that refuses nobody.
SOURCE_COUNTERS = 64
KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Failures:
    """How often PINs failed for a conference id in the last hour, and when (seconds since 1970) the last one did."""

    by_source: int = 0
    by_anybody: int = 0
    last: float = 0.0


class AttemptsItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("attempts")

    what = UnicodeAttribute(hash_key=True)
    total = NumberAttribute()
    last = NumberAttribute()
    expires = NumberAttribute()


def source_counter(source: str) -> str:
    """Name the attribute that counts for a source."""
    return f"source_{hashlib.blake2b(source.encode('utf-8', 'replace'), digest_size=2).digest()[0] % SOURCE_COUNTERS}"


def read_failures(conference_id: str, source: str, now: float) -> Failures:
    """Read what is counted for a conference id and a source."""
    with answering():
        row = AttemptsItem._get_connection().get_item(conference_id, consistent_read=True).get("Item")
    return _failures(row, source) if row and float(row["expires"]["N"]) > now else Failures()


def add_failure(conference_id: str, source: str, now: float) -> Failures:
    """Count one failure, atomically: N parallel guesses count N. One write, two where the row is over an hour old."""
    table = AttemptsItem._get_connection()
    counted = [
        Path("total").add(1),
        Path(source_counter(source)).add(1),
        Path("last").set(now),
        Path("expires").set(int(now) + KEPT_SECONDS),
    ]
    current = Path("expires").does_not_exist() | (Path("expires") > int(now))
    for _ in range(2):
        with answering():
            try:
                answer = table.update_item(conference_id, actions=counted, condition=current, return_values="ALL_NEW")
            except UpdateError as error:
                if not condition_failed(error):
                    raise
                _forget(table, conference_id, now)
            else:
                return _failures(answer["Attributes"], source)
    raise TablesUnavailable(f"the count of {conference_id} changed twice while it was written")


def _forget(table: TableConnection, conference_id: str, now: float) -> None:
    """Delete a row that TTL has not deleted yet (that takes up to days); another guess may have done it already."""
    try:
        table.delete_item(conference_id, condition=Path("expires") <= int(now))
    except DeleteError as error:
        if not condition_failed(error):
            raise


def _failures(row: dict[str, dict[str, str]], source: str) -> Failures:
    by_source = row.get(source_counter(source), {"N": "0"})
    return Failures(int(by_source["N"]), int(row["total"]["N"]), float(row["last"]["N"]))
