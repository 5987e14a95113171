"""Counts what is asked of tables and queues: requests, and rows written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

WRITES = ("PutItem", "UpdateItem", "DeleteItem")


@dataclass
class Counted:
    """By operation and table, such as `Query connections`."""

    requests: Counter[str] = field(default_factory=Counter)
    rows: int = 0

    def of(self, *operations: str) -> int:
        """How many requests of these operations."""
        return sum(count for what, count in self.requests.items() if what.split()[0] in operations)

    def __str__(self) -> str:
        return ", ".join(f"{count} {what}" for what, count in sorted(self.requests.items())) or "none"


@contextmanager
def counting() -> Iterator[Counted]:
    """Count what every client of this process asks for."""
    counted = Counted()
    real = BaseClient._make_api_call  # type: ignore[attr-defined]  # what all calls pass

    def call(client: Any, operation: str, parameters: Mapping[str, Any]) -> Any:
        tables = [parameters["TableName"]] if "TableName" in parameters else list(parameters.get("RequestItems", ()))
        counted.requests[" ".join((operation, *tables))] += 1
        if operation in WRITES:
            counted.rows += 1
        elif operation == "BatchWriteItem":
            counted.rows += sum(map(len, parameters["RequestItems"].values()))
        return real(client, operation, parameters)

    with patch.object(BaseClient, "_make_api_call", call):
        yield counted
