"""Between the product and its tables: how long an answer takes, what gets lost, what is refused for being too much."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any
from unittest.mock import patch

from botocore.exceptions import ClientError, ReadTimeoutError

from functions.shared.tables.base import shared_connection
from tests.simulation.day import Day
from tests.simulation.hot_keys import HotKeys
from tests.simulation.memory_tables import Key
from tests.simulation.store import Store

# From a function to DynamoDB and back, as CloudWatch shows it for small items in one region: milliseconds.
QUICKEST_SECONDS, USUAL_MORE_SECONDS = 0.002, 0.003
# So long a transaction keeps others from its rows.
HELD_SECONDS = 0.003
MOST_HELD = 10_000
WRITES = {"PutItem": "Item", "UpdateItem": "Key", "DeleteItem": "Key"}

Asked = tuple[str, Mapping[str, Any], bool]


@dataclass(frozen=True)
class Trouble:
    """How often something goes wrong, of all questions."""

    # The answer to what was done is lost, and the client asks once more.
    lost_answers: float = 1e-4
    # Nothing comes back, of both tries; half of the time it was done.
    silence: float = 2e-5
    # A partition refuses what is more than DynamoDB promises for one.
    throttles: bool = True


@dataclass
class Told:
    """What was asked."""

    operations: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    silent: int = 0
    throttled: int = 0
    conflicts: int = 0


class Exchange:
    """Stands where botocore's client makes a call; whoever asks waits, and others go on meanwhile."""

    def __init__(self, day: Day, store: Store, random: Random, trouble: Trouble) -> None:
        self._day = day
        self._store = store
        self._random = random
        self._trouble = trouble
        self.hot = HotKeys(day)
        self.told = Told()
        # Rows that a transaction has, until when.
        self._held: dict[tuple[str, Key], float] = {}

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Let the product's one client ask here."""
        with patch.object(shared_connection().client, "_make_api_call", self._call):
            yield

    def _call(self, operation: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        actor = self._day.actor
        if actor is None:
            # Whoever sets the stage waits for nothing.
            answer = self._store.answer(operation, asked)
            self._store.touched.clear()
            return answer
        actor.calls += 1
        self.told.operations[operation] += 1
        way = (QUICKEST_SECONDS + self._random.expovariate(1 / USUAL_MORE_SECONDS)) / 2
        self._day.rest(way)
        try:
            return self._answered(operation, asked)
        finally:
            self._day.rest(way)

    def _answered(self, operation: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        luck = self._random.random()
        if luck < self._trouble.silence:
            self.told.silent += 1
            if luck < self._trouble.silence / 2:
                self._done(operation, asked)
            raise ReadTimeoutError(endpoint_url="dynamodb")
        answer = self._done(operation, asked)
        if luck < self._trouble.silence + self._trouble.lost_answers and operation != "TransactWriteItems":
            # A transaction's token says that it is the same one; of all else the second answer counts.
            self.told.lost += 1
            answer = self._done(operation, asked)
        return answer

    def _done(self, operation: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        rows = list(_rows(operation, asked))
        if self._trouble.throttles:
            self._throttle(operation, rows)
        self._hold(operation, rows)
        try:
            return self._store.answer(operation, asked)
        finally:
            self.hot.take(self._store.touched)
            self._store.touched.clear()

    def _throttle(self, operation: str, rows: list[Asked]) -> None:
        """Refuse what comes in the same second after a partition has done all that it can."""
        if any(self.hot.is_spent(table, self._name(table, row)[0], writes=writes) for table, row, writes in rows):
            self.told.throttled += 1
            raise _refusal("ProvisionedThroughputExceededException", operation)

    def _hold(self, operation: str, rows: list[Asked]) -> None:
        """Refuse a write whose row a transaction has at this moment."""
        if operation not in (*WRITES, "TransactWriteItems"):
            return
        names = [(table, self._name(table, row)) for table, row, _ in rows]
        held = [self._held.get(name, 0.0) > self._day.now for name in names]
        if operation == "TransactWriteItems" and not any(held):
            for name in names:
                self._held[name] = self._day.now + HELD_SECONDS
            if len(self._held) > MOST_HELD:
                self._held = {name: until for name, until in self._held.items() if until > self._day.now}
        elif any(held):
            self.told.conflicts += 1
            if operation == "TransactWriteItems":
                raise _refusal("TransactionCanceledException", operation, held)
            raise _refusal("TransactionConflictException", operation)

    def _name(self, table: str, row: Mapping[str, Any]) -> Key:
        return self._store.tables[table].key_of(row)


def _rows(operation: str, asked: Mapping[str, Any]) -> Iterator[Asked]:
    """The rows that are named: table, row or key, whether it is written; a Query or Scan names none."""
    if operation == "BatchGetItem":
        for name, wanted in asked["RequestItems"].items():
            yield from ((name, key, False) for key in wanted["Keys"])
    elif operation == "TransactWriteItems":
        for part in (next(iter(one.values())) for one in asked["TransactItems"]):
            yield part["TableName"], part.get("Key") or part["Item"], True
    elif operation in WRITES:
        yield asked["TableName"], asked[WRITES[operation]], True
    elif operation == "GetItem":
        yield asked["TableName"], asked["Key"], False


def _refusal(code: str, operation: str, held: list[bool] | None = None) -> ClientError:
    answer: Any = {"Error": {"Code": code, "Message": "refused"}}
    if held is not None:
        answer["CancellationReasons"] = [{"Code": "TransactionConflict" if one else "None"} for one in held]
    return ClientError(answer, operation)
