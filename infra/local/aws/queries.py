"""The embedded DynamoDB looks where a Query's key conditions lead.

moto sorts all rows of a table for each Query and goes through them, so that an answer costs more the more there is.
Here it is given those rows only that the conditions can mean, and does with them what it always does.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

# What a Query is about while it is answered; None: everything.
_rows: ContextVar[list[Any] | None] = ContextVar("rows", default=None)

Query = Callable[..., Any]
AllItems = Callable[[Table], list[Any]]
# No key's text goes on with a character behind this one.
LAST_CHARACTER = "\U0010ffff"
# moto looks at the row after the last one, and a bound or the start of a page may be a row that is not meant.
BEYOND_THE_LIMIT = 4


def narrowed(query: Query) -> Query:
    """Let a Query see the rows only that it can be about."""

    def of_few(  # noqa: PLR0917  # as moto calls it
        table: Table,
        hash_key: Any,
        range_comparison: str | None,
        range_objs: list[Any],
        limit: int,
        exclusive_start_key: dict[str, Any] | None,
        scan_index_forward: bool,
        projection_expressions: Any,
        index: str | None = None,
        *more: Any,
        **named: Any,
    ) -> Any:
        if index:
            rows = _of_index(table, named.get("hash_key_conditions") or [])
        else:
            rows = _of_partition(table, hash_key)
            conditions = set(named) - {"hash_key_conditions", "range_key_conditions"}
            if rows and table.range_key_attr and not conditions:
                rows = _between(rows, range_comparison, [one.cast_value for one in range_objs])
                rows = _page(rows, _start(table, exclusive_start_key), limit, forward=scan_index_forward)
        before = _rows.set(rows)
        try:
            return query(
                table, hash_key, range_comparison, range_objs, limit, exclusive_start_key, scan_index_forward,
                projection_expressions, index, *more, **named,
            )  # fmt: skip
        finally:
            _rows.reset(before)

    return of_few


def all_of(all_items: AllItems) -> AllItems:
    """Give a Query its rows, and everybody else all."""

    def found(table: Table) -> list[Any]:
        rows = _rows.get()
        return all_items(table) if rows is None else rows

    return found


def _of_partition(table: Table, hash_key: Any) -> list[Any]:
    """In the order of their keys."""
    if hash_key not in table.items:
        return []
    found: Any = table.items[hash_key]
    return sorted(found.values(), key=_key) if table.range_key_attr else [found]


def _of_index(table: Table, conditions: Sequence[tuple[str, Any]]) -> list[Any] | None:
    if not conditions:
        return None
    partitions: Iterable[Any] = table.items.values()
    every = (item for each in partitions for item in (each.values() if table.range_key_attr else (each,)))
    return [
        item for item in every if all(name in item.attrs and item.attrs[name] == value for name, value in conditions)
    ]


def _between(rows: list[Any], comparison: str | None, values: Sequence[Any]) -> list[Any]:
    """Those whose keys may be meant, and one on each side, by which moto sees that there is more; it compares them."""
    begin, end = 0, len(rows)
    match comparison, values:
        case ("=" | "EQ", [value]):
            begin, end = bisect_left(rows, value, key=_key), bisect_right(rows, value, key=_key)
        case ("BETWEEN", [low, high]):
            begin, end = bisect_left(rows, low, key=_key), bisect_right(rows, high, key=_key)
        case ("BEGINS_WITH", [str(value)]):
            begin, end = bisect_left(rows, value, key=_key), bisect_right(rows, value + LAST_CHARACTER, key=_key)
        case (">" | ">=" | "GT" | "GE", [value]):
            begin = bisect_left(rows, value, key=_key)
        case ("<" | "<=" | "LT" | "LE", [value]):
            end = bisect_right(rows, value, key=_key)
    return rows[max(0, begin - 1) : end + 1]


def _page(rows: list[Any], start: Any, limit: int | None, *, forward: bool) -> list[Any]:
    """Those that may be in the page that begins after a key."""
    most = len(rows) if limit is None else limit + BEYOND_THE_LIMIT
    if forward:
        begin = 0 if start is None else bisect_left(rows, start, key=_key)
        return rows[begin : begin + most]
    end = len(rows) if start is None else bisect_right(rows, start, key=_key)
    return rows[max(0, end - most) : end]


def _start(table: Table, exclusive_start_key: dict[str, Any] | None) -> Any:
    if not exclusive_start_key:
        return None
    return DynamoType(exclusive_start_key[str(table.range_key_attr)]).cast_value


def _key(item: Any) -> Any:
    return item.range_key.cast_value
