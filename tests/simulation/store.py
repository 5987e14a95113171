"""DynamoDB in memory: what each operation does and answers, at one moment, as far as the product asks for it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from functions.shared.tables.base import TableItem
from tests.simulation.expressions import Row, condition, update
from tests.simulation.memory_tables import Kept, Key, Table, size_of, text_of

Asked = Mapping[str, Any]

# A page of a Query or Scan has 1 MB.
PAGE_BYTES = 1_000_000


class Refused(Exception):
    """A condition did not hold."""


class Touched(NamedTuple):
    """What an operation has read or written of one partition: units as DynamoDB counts them."""

    table: str
    hash_key: str
    writes: bool
    units: float


class Store:
    """Answers operations; `read_first` may bring a row up to date, `written` is told of every row that was written."""

    def __init__(self, kinds: Iterable[type[TableItem]]) -> None:
        self.tables = {table.name: table for table in map(Table, kinds)}
        self.read_first: dict[str, Callable[[Key], None]] = {}
        # Rows of which there are too many to keep them all: made when they are asked for.
        self.made: dict[str, Callable[[Key], Row | None]] = {}
        self.written: dict[str, Callable[[Key, Row | None, Row | None], None]] = {}
        self.touched: list[Touched] = []

    def answer(self, operation: str, asked: Asked) -> dict[str, Any]:
        """Do what is asked for at once.

        Raises:
            ClientError: as DynamoDB refuses it.
        """
        try:
            answered: dict[str, Any] = getattr(self, OPERATIONS[operation])(asked)
        except Refused as why:
            raise _error("ConditionalCheckFailedException", str(why), operation) from None
        return answered

    def find(self, table: Table, key: Key, *, units: float) -> Row | None:
        if table.name in self.read_first:
            self.read_first[table.name](key)
        kept = table.find(key)
        if kept is None and table.name in self.made and (row := self.made[table.name](key)) is not None:
            kept = Kept(row, size_of(row))
        self._touch(table, key[0], writes=False, units=units * _blocks(kept.size if kept else 1, 4096))
        return None if kept is None else dict(kept.row)

    def _touch(self, table: Table, hash_key: str, *, writes: bool, units: float) -> None:
        self.touched.append(Touched(table.name, hash_key, writes, units))

    def _get(self, asked: Asked) -> dict[str, Any]:
        table = self.tables[asked["TableName"]]
        row = self.find(table, table.key_of(asked["Key"]), units=_read_units(asked))
        return {} if row is None else {"Item": _projected(row, asked)}

    def _batch_get(self, asked: Asked) -> dict[str, Any]:
        answers: dict[str, list[Row]] = {}
        for name, wanted in asked["RequestItems"].items():
            table, units = self.tables[name], _read_units(wanted)
            found = (self.find(table, table.key_of(key), units=units) for key in wanted["Keys"])
            answers[name] = [_projected(row, wanted) for row in found if row is not None]
        return {"Responses": answers, "UnprocessedKeys": {}}

    def _put(self, asked: Asked, *, units: int = 1) -> dict[str, Any]:
        table = self.tables[asked["TableName"]]
        row = dict(asked["Item"])
        self._check(table, table.key_of(row), asked)
        self._write(table, table.key_of(row), row, units)
        return {}

    def _delete(self, asked: Asked, *, units: int = 1) -> dict[str, Any]:
        table = self.tables[asked["TableName"]]
        key = table.key_of(asked["Key"])
        self._check(table, key, asked)
        self._write(table, key, None, units)
        return {}

    def _update(self, asked: Asked, *, units: int = 1) -> dict[str, Any]:
        table = self.tables[asked["TableName"]]
        key = table.key_of(asked["Key"])
        kept = self._check(table, key, asked)
        row = dict(asked["Key"]) if kept is None else dict(kept.row)
        names, values = _words(asked)
        before = dict(row)
        for change in update(asked["UpdateExpression"]):
            changed = dict(before)
            change(changed, names, values)
            for name in changed.keys() | before.keys():
                if changed.get(name) != before.get(name):
                    row.pop(name, None) if name not in changed else row.__setitem__(name, changed[name])
        self._write(table, key, row, units)
        return {"Attributes": dict(row)} if asked.get("ReturnValues", "NONE") != "NONE" else {}

    def _check(self, table: Table, key: Key, asked: Asked) -> Kept | None:
        if table.name in self.read_first:
            self.read_first[table.name](key)
        kept = table.find(key)
        if text := asked.get("ConditionExpression"):
            names, values = _words(asked)
            if not condition(text)({} if kept is None else kept.row, names, values):
                self._touch(table, key[0], writes=True, units=_blocks(kept.size if kept else 1, 1024))
                raise Refused(f"{table.name} {key}: {text}")
        return kept

    def _write(self, table: Table, key: Key, row: Row | None, units: int) -> None:
        before = table.find(key)
        size = table.write(key, row)
        self._touch(table, key[0], writes=True, units=units * _blocks(size, 1024))
        if table.name in self.written:
            self.written[table.name](key, None if before is None else before.row, row)

    def _batch_write(self, asked: Asked) -> dict[str, Any]:
        for name, changes in asked["RequestItems"].items():
            for change in changes:
                if "PutRequest" in change:
                    self._put({"TableName": name, "Item": change["PutRequest"]["Item"]})
                else:
                    self._delete({"TableName": name, "Key": change["DeleteRequest"]["Key"]})
        return {"UnprocessedItems": {}}

    def _transact(self, asked: Asked) -> dict[str, Any]:
        parts = [next(iter(one.items())) for one in asked["TransactItems"]]
        reasons = [{"Code": "None"} if self._holds(part) else FAILED for _, part in parts]
        if FAILED in reasons:
            raise _error("TransactionCanceledException", "cancelled", "TransactWriteItems", reasons)
        done = {"Put": self._put, "Update": self._update, "Delete": self._delete}
        for kind, part in parts:
            if kind in done:
                # Prepared, then done: twice the units.
                done[kind](part, units=2)
        return {}

    def _holds(self, part: Asked) -> bool:
        table = self.tables[part["TableName"]]
        try:
            self._check(table, table.key_of(part.get("Key") or part["Item"]), part)
        except Refused:
            return False
        return True

    def _query(self, asked: Asked) -> dict[str, Any]:
        table, index = self.tables[asked["TableName"]], asked.get("IndexName")
        names, values = _words(asked)
        hash_name = table.hash_name if index is None else table.indexes[index].hash_name
        hash_key = text_of(_hash_value(asked["KeyConditionExpression"], names, values, hash_name))
        if index is None and table.name in self.read_first:
            self.read_first[table.name]((hash_key, ""))
        wanted = condition(asked["KeyConditionExpression"])
        rows = [kept for kept in table.under(hash_key, index) if wanted(kept.row, names, values)]
        if not asked.get("ScanIndexForward", True):
            rows.reverse()
        return self._page(table, rows, asked, hash_key)

    def _scan(self, asked: Asked) -> dict[str, Any]:
        table = self.tables[asked["TableName"]]
        if table.name in self.read_first:
            for hash_key in list(table.rows):
                self.read_first[table.name]((hash_key, ""))
        return self._page(table, table.all(asked.get("IndexName")), asked, None)

    def _page(self, table: Table, rows: list[Kept], asked: Asked, hash_key: str | None) -> dict[str, Any]:
        if begin := asked.get("ExclusiveStartKey"):
            places = [place for place, kept in enumerate(rows) if table.key_of(kept.row) == table.key_of(begin)]
            rows = rows[places[0] + 1 :] if places else rows
        taken, size = 0, 0
        while taken < min(len(rows), asked.get("Limit", len(rows))) and size < PAGE_BYTES:
            size += rows[taken].size
            taken += 1
        # A scan reads many partitions; what it reads of each is nobody's hot key.
        units = _read_units(asked) * _blocks(size, 4096)
        self._touch(table, "(scanned)" if hash_key is None else hash_key, writes=False, units=units)
        names, values = _words(asked)
        wanted = condition(asked["FilterExpression"]) if "FilterExpression" in asked else None
        found = [dict(kept.row) for kept in rows[:taken] if wanted is None or wanted(kept.row, names, values)]
        answer: dict[str, Any] = {"Count": len(found), "ScannedCount": taken}
        if taken < len(rows):
            last = rows[taken - 1].row
            answer["LastEvaluatedKey"] = {name: last[name] for name in self._keys(table, asked) if name in last}
        if asked.get("Select") != "COUNT":
            answer["Items"] = [_projected(row, asked) for row in found]
        return answer

    def _keys(self, table: Table, asked: Asked) -> list[str]:
        names = [table.hash_name, table.range_name]
        if index := asked.get("IndexName"):
            names += [table.indexes[index].hash_name, table.indexes[index].range_name]
        return [name for name in dict.fromkeys(names) if name]


FAILED = {"Code": "ConditionalCheckFailed"}
OPERATIONS = {
    "GetItem": "_get", "BatchGetItem": "_batch_get", "PutItem": "_put", "DeleteItem": "_delete",
    "UpdateItem": "_update", "BatchWriteItem": "_batch_write", "TransactWriteItems": "_transact",
    "Query": "_query", "Scan": "_scan",
}  # fmt: skip


def _error(code: str, message: str, operation: str, reasons: list[dict[str, str]] | None = None) -> ClientError:
    answer: Any = {"Error": {"Code": code, "Message": message}}
    if reasons is not None:
        answer["CancellationReasons"] = reasons
    return ClientError(answer, operation)


def _words(asked: Asked) -> tuple[Mapping[str, str], Mapping[str, Any]]:
    return asked.get("ExpressionAttributeNames") or {}, asked.get("ExpressionAttributeValues") or {}


def _hash_value(text: str, names: Mapping[str, str], values: Mapping[str, Any], hash_name: str) -> Mapping[str, Any]:
    """The value that the hash key must have."""
    alias = next(alias for alias, name in names.items() if name == hash_name)
    words = text.replace("(", " ").replace(")", " ").split()
    found: Mapping[str, Any] = values[words[words.index(alias) + 2]]
    return found


def _projected(row: Row, asked: Asked) -> Row:
    text = asked.get("ProjectionExpression")
    if not text:
        return row
    names = asked.get("ExpressionAttributeNames") or {}
    wanted = {names.get(word.strip(), word.strip()) for word in text.split(",")}
    return {name: value for name, value in row.items() if name in wanted}


def _read_units(asked: Asked) -> float:
    return 1.0 if asked.get("ConsistentRead") else 0.5


def _blocks(size: int, block: int) -> int:
    return max(1, -(-size // block))
