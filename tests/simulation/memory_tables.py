"""A table in memory: rows by their keys, in order, and the indexes that lead to them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from functions.shared.tables.base import TableItem
from tests.simulation.expressions import Row

Key = tuple[str, str]


class Kept(NamedTuple):
    """A row, and its size in bytes."""

    row: Row
    size: int


class Index(NamedTuple):
    hash_name: str
    range_name: str
    # Of each hash key the keys of the rows.
    keys: defaultdict[str, set[Key]]


class Table:
    """Rows by hash key and range key; the range key of a table without one is empty."""

    def __init__(self, kind: type[TableItem]) -> None:
        self.name = str(kind.Meta.table_name)
        self.hash_name, self.range_name = str(kind._hash_keyname), str(kind._range_keyname or "")
        self.rows: defaultdict[str, dict[str, Kept]] = defaultdict(dict)
        self.indexes = {name: _index(one) for name, one in kind._indexes.items()}

    def key_of(self, row: Mapping[str, Mapping[str, Any]]) -> Key:
        return text_of(row[self.hash_name]), text_of(row[self.range_name]) if self.range_name else ""

    def find(self, key: Key) -> Kept | None:
        return self.rows[key[0]].get(key[1]) if key[0] in self.rows else None

    def write(self, key: Key, row: Row | None) -> int:
        """Keep a row, or forget it; gives the bytes that count: of what was there or is there, whichever is more."""
        before = self.find(key)
        after = None if row is None else Kept(row, size_of(row))
        for index in self.indexes.values():
            for kept, move in ((before, set.discard), (after, set.add)):
                if kept is not None and index.hash_name in kept.row:
                    move(index.keys[text_of(kept.row[index.hash_name])], key)
        if after is not None:
            self.rows[key[0]][key[1]] = after
        elif before is not None:
            del self.rows[key[0]][key[1]]
            if not self.rows[key[0]]:
                del self.rows[key[0]]
        return max(kept.size if kept is not None else 1 for kept in (before, after))

    def under(self, hash_key: str, index: str | None) -> list[Kept]:
        """The rows of one hash key, of the table or of an index, in the order of their range keys."""
        if index is None:
            return [kept for _, kept in sorted(self.rows.get(hash_key, {}).items(), key=self._order)]
        of = self.indexes[index]
        found = [self.rows[key[0]][key[1]] for key in of.keys.get(hash_key, ())]
        return sorted(found, key=lambda kept: (text_of(kept.row.get(of.range_name, {"S": ""})), self.key_of(kept.row)))

    def all(self, index: str | None) -> list[Kept]:
        if index is not None:
            return [kept for hash_key in sorted(self.indexes[index].keys) for kept in self.under(hash_key, index)]
        return [kept for hash_key in sorted(self.rows) for kept in self.under(hash_key, None)]

    def _order(self, one: tuple[str, Kept]) -> tuple[float, str]:
        value = one[1].row[self.range_name] if self.range_name else {"S": ""}
        return (float(value["N"]), "") if "N" in value else (0.0, str(value["S"]))


def size_of(row: Row) -> int:
    """A row's size as DynamoDB counts it, near enough: names and values."""
    return sum(len(name) + sum(len(str(value)) for value in typed.values()) for name, typed in row.items())


def text_of(value: Mapping[str, Any]) -> str:
    """What stands in a typed value."""
    return str(next(iter(value.values())))


def _index(index: Any) -> Index:
    keys = {key["KeyType"]: key["AttributeName"] for key in index._get_schema()["key_schema"]}
    return Index(keys["HASH"], keys.get("RANGE", ""), defaultdict(set))
