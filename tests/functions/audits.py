"""The audit's table as tests look at it, and a table that takes nothing."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import msgspec
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from functions.shared.audit.entry import Entry
from functions.shared.tables.history.audit import AuditItem


def entries(domain: str = "example.com") -> list[Entry]:
    """Every entry of a domain, oldest first."""
    return [msgspec.json.decode(item.body, type=Entry) for item in AuditItem.query(domain)]


def stands_in(word: str, words: str) -> bool:
    """Whether it stands there by itself: in ids and pseudonyms, digits of base 16, some come together by chance."""
    return re.search(f"(?<![0-9a-f]){re.escape(word)}(?![0-9a-f])", words) is not None


def all_words() -> str:
    """Whatever stands in the table."""
    return "\n".join(str(item.to_simple_dict()) for item in AuditItem.scan())


@contextmanager
def audit_refuses() -> Iterator[None]:
    """Nothing can be written into the audit's table; all others answer as always."""
    real = BaseClient._make_api_call  # type: ignore[attr-defined]

    def call(client: Any, operation: str, parameters: Mapping[str, Any]) -> Any:
        parts = [part for item in parameters.get("TransactItems", ()) for part in item.values()]
        if any(part.get("TableName") == AuditItem.Meta.table_name for part in [parameters, *parts]):
            error = {"Error": {"Code": "ProvisionedThroughputExceededException", "Message": "throttled"}}
            raise ClientError(error, operation)  # type: ignore[arg-type]  # as much of an answer as is read
        return real(client, operation, parameters)

    with patch.object(BaseClient, "_make_api_call", call):
        yield
