"""The embedded DynamoDB's rows: which have changed, and back into their table when it is made."""

import json
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import wraps
from typing import Any

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

from infra.local.aws.keeping.store import Row, Store

# Every write ends in one of these, also those of a batch and of a transaction.
WRITES = ("put_item", "update_item", "delete_item")

# By the names of table and row: where the row is.
Touched = dict[tuple[str, str], tuple[Table, DynamoType, DynamoType | None]]


class KeptRows:
    """Those of one process; whoever calls this does so while nobody else acts on a table."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._touched: Touched = {}
        self._taken: Touched = {}

    def changes(self) -> list[Row]:
        """Give what was touched since the last time, as it is now."""
        self._taken, self._touched = self._touched, {}
        return [Row(name, key, _written(*where)) for (name, key), where in self._taken.items()]

    def again(self) -> None:
        """Give them next time, too: they could not be kept."""
        self._touched = self._taken | self._touched

    def install(self) -> Callable[[], None]:
        """Put this before moto's own, for the whole process; gives what puts moto's own back."""
        kind: Any = DynamoDBBackend
        before = {name: getattr(kind, name) for name in (*WRITES, "create_table", "update_time_to_live")}
        for name in WRITES:
            setattr(kind, name, self._noted(before[name]))
        kind.create_table = self._filled(before["create_table"], before["put_item"])
        kind.update_time_to_live = self._without_what_is_over(before["update_time_to_live"])

        def put_back() -> None:
            for name, own in before.items():
                setattr(kind, name, own)

        return put_back

    def _noted(self, write: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(write)
        def noting(backend: DynamoDBBackend, name: str, about: dict[str, Any], *more: Any, **named: Any) -> Any:
            try:
                return write(backend, name, about, *more, **named)
            finally:
                # Also where it failed: whatever stands there then is what is kept.
                self._touch(backend.tables.get(name), about)

        return noting

    def _touch(self, table: Table | None, about: Mapping[str, Any]) -> None:
        if table is None:
            return
        names = [name for name in (table.hash_key_attr, table.range_key_attr) if name]
        if all(one in about for one in names):
            keys = [DynamoType(about[name]) for name in names]
            name = json.dumps([_name(one) for one in keys])
            self._touched[table.name, name] = (table, keys[0], keys[1] if len(keys) > 1 else None)

    def _filled(self, create: Callable[..., Any], put: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(create)
        def filling(backend: DynamoDBBackend, name: str, *more: Any, **named: Any) -> Any:
            table = create(backend, name, *more, **named)
            for item in self._store.rows_of(name):
                put(backend, name, json.loads(item))
            return table

        return filling

    def _without_what_is_over(self, update: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(update)
        def removing(backend: DynamoDBBackend, name: str, wanted: Mapping[str, Any]) -> Any:
            answer = update(backend, name, wanted)
            # DynamoDB removes such rows within days, moto never does; kept, they would be there for ever.
            for item in backend.tables[name].all_items():
                until = item.attrs.get(wanted["AttributeName"])
                if until is not None and until.type == "N" and float(until.value) < time.time():
                    backend.delete_item(name, _key(backend.tables[name], item.attrs))
            return answer

        return removing


def _key(table: Table, attributes: Mapping[str, DynamoType]) -> dict[str, Any]:
    names = [name for name in (table.hash_key_attr, table.range_key_attr) if name]
    return {name: attributes[name].to_json() for name in names}


def _name(key: DynamoType) -> tuple[str, str]:
    # 1 and 1.0 are one key.
    return key.type, str(Decimal(key.value).normalize() if key.is_number() else key.value)


def _written(table: Table, hash_key: DynamoType, range_key: DynamoType | None) -> str | None:
    item = table.get_item(hash_key, range_key)
    return None if item is None else json.dumps(item.attrs, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, DynamoType):
        return value.to_json()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"a row holds {type(value).__name__}, which is not kept")
