"""One DynamoDB client per process, short time-outs, and look-ups that end."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.connection import Connection, TableConnection
from pynamodb.exceptions import AttributeDeserializationError, DeleteError, PutError, PynamoDBException, UpdateError
from pynamodb.models import Model

from functions.shared.settings import TableSettings, read
from functions.shared.version import USER_AGENT

settings = read(TableSettings)

Item = TypeVar("Item", bound="TableItem")
Row = dict[str, dict[str, str]]  # attribute → {type → value}

# A relay asks for so many things at once; what finds no connection in the pool would make one and throw it away.
AT_ONCE = 50
# The first question and one more for what a throttled table left out.
BATCH_TRIES = 2


class TablesUnavailable(Exception):
    """DynamoDB is slow, throttled, gone or refuses; the answer to our caller is 503."""


class Unreadable(TablesUnavailable):
    """An item is there and is not what this version wrote; to ask again does not help."""


class ItemMeta:
    """Base of every item's `Meta`."""

    region = settings.region
    connect_timeout_seconds = settings.connect_seconds
    read_timeout_seconds = settings.read_seconds
    # FreeSWITCH holds the call while it waits: one more try, then 503 (the whole budget is 1.5 s).
    max_retry_attempts = 1
    max_pool_connections = AT_ONCE


class TableItem(Model):
    """What every item shares: the client."""

    @classmethod
    def _get_connection(cls) -> TableConnection:
        # pynamodb makes one botocore client for every table (50 to 70 ms each and a TLS pool of its own).
        table = super()._get_connection()
        if table.connection._client is None:
            table.connection._client = shared_connection().client
        return table


@cache
def shared_connection() -> Connection:
    """The process's one client; asked for at import it is made in Lambda's init phase, not while a call waits."""
    connection = Connection(
        region=ItemMeta.region,
        connect_timeout_seconds=ItemMeta.connect_timeout_seconds,
        read_timeout_seconds=ItemMeta.read_timeout_seconds,
        max_retry_attempts=ItemMeta.max_retry_attempts,
        max_pool_connections=ItemMeta.max_pool_connections,
    )
    connection.session.user_agent_extra = USER_AGENT
    return connection


def warm_up() -> None:
    """Make the client now, in Lambda's init phase, rather than while a call waits."""
    _ = shared_connection().client


def table_name(noun: str) -> str:
    """The table's full name: `TABLE_PREFIX` and the noun."""
    return settings.prefix + noun


@contextmanager
def answering() -> Iterator[None]:
    """Turn whatever goes wrong between us and DynamoDB into `TablesUnavailable`."""
    try:
        yield
    except AttributeDeserializationError as error:
        raise Unreadable(str(error)) from error
    except (PynamoDBException, BotoCoreError, ClientError) as error:
        raise TablesUnavailable(str(error)) from error


def condition_failed(error: DeleteError | PutError | UpdateError) -> bool:
    """Whether DynamoDB refused a conditional write; anything else means that nobody knows what became of it."""
    return _code_of(error) == "ConditionalCheckFailedException"


def is_in_transaction(error: DeleteError | PutError | UpdateError) -> bool:
    """Whether DynamoDB refused a write because somebody's transaction has the row at this very moment."""
    return _code_of(error) == "TransactionConflictException"


def _code_of(error: DeleteError | PutError | UpdateError) -> str:
    # Not `cause_response_code`: that breaks where there was no answer at all, for then `response` is None.
    answer = getattr(error.cause, "response", None) or {}
    return str(answer.get("Error", {}).get("Code", ""))


def batch_get(kind: type[Item], keys: Iterable[tuple[str, str]]) -> list[Item]:
    """Read several items of one table with one BatchGetItem; missing ones are left out.

    Raises:
        TablesUnavailable: no answer in time, or items left out by DynamoDB twice.
    """
    return [kind.from_raw_data(row) for row in batch_get_rows(kind, keys)]


def batch_get_rows(
    kind: type[TableItem], keys: Iterable[tuple[str, ...]], *, only: Sequence[str] = (), fresh: bool = False
) -> list[Row]:
    """Do the same for who takes the attributes as DynamoDB writes them; a key has one part or two, as its table has.

    Args:
        only: attributes that are asked for, where it is not all.
        fresh: whether it must be as new as the last write.
    """
    return batch_get_of({kind: keys}, only=only, fresh=(kind,) if fresh else ())[kind]


def batch_get_of(
    wanted: Mapping[type[TableItem], Iterable[tuple[str, ...]]],
    *,
    only: Sequence[str] = (),
    whole: Collection[type[TableItem]] = (),
    fresh: Collection[type[TableItem]] = (),
) -> dict[type[TableItem], list[Row]]:
    """Read items of several tables with one BatchGetItem, of these (`fresh`) as new as the last write.

    `only` is of all but those that are read `whole`.

    Straight to the client: `Model.batch_get` asks for the rest of a throttled table for ever, without a pause, and the
    connection's own method spends 8 % of a look-up on translating keys that are plain text here.

    Raises:
        TablesUnavailable: no answer in time, or items left out by DynamoDB twice.
    """
    kinds = {str(kind.Meta.table_name): kind for kind in wanted}
    part = _projection(only)
    asked: Any = {
        str(kind.Meta.table_name): {
            "Keys": _named(kind, keys),
            **({} if kind in whole else part),
            **({"ConsistentRead": True} if kind in fresh else {}),
        }
        for kind, keys in wanted.items()
    }
    client: Any = shared_connection().client
    found: dict[type[TableItem], list[Row]] = {kind: [] for kind in wanted}
    for _ in range(BATCH_TRIES):
        with answering():
            answer = client.batch_get_item(RequestItems=asked)
        for name, rows in answer["Responses"].items():
            found[kinds[name]] += rows
        asked = answer["UnprocessedKeys"]
        if not asked:
            return found
    left = ", ".join(f"{len(keys['Keys'])} items of {name}" for name, keys in asked.items())
    raise TablesUnavailable(f"DynamoDB is throttled: {left} were left out")


def _projection(only: Sequence[str]) -> dict[str, Any]:
    """What asks for these attributes alone; by other names, because DynamoDB has reserved many words."""
    if not only:
        return {}
    names = {f"#{place}": name for place, name in enumerate(only)}
    return {"ProjectionExpression": ", ".join(names), "ExpressionAttributeNames": names}


def _named(kind: type[TableItem], keys: Iterable[tuple[str, ...]]) -> list[dict[str, dict[str, str]]]:
    parts = (str(kind._hash_keyname), str(kind._range_keyname))
    return [{part: {"S": text} for part, text in zip(parts, key, strict=False)} for key in dict.fromkeys(keys)]


def look_into(kind: type[TableItem]) -> None:
    """Ask a table for an item that it does not have, to see that it answers.

    Raises:
        TablesUnavailable: no answer in time, or there is no such table.
    """
    names = [str(name) for name in (kind._hash_keyname, kind._range_keyname) if name]
    client: Any = shared_connection().client
    with answering():
        client.get_item(TableName=kind.Meta.table_name, Key={name: {"S": "?"} for name in names}, **_projection(names))


def get_row(kind: type[TableItem], hash_key: str, range_key: str, *, only: Sequence[str] = ()) -> Row | None:
    """Read one item's attributes as DynamoDB writes them, all or `only` some; None where there is none.

    Raises:
        TablesUnavailable: no answer in time.
    """
    key = {str(kind._hash_keyname): {"S": hash_key}, str(kind._range_keyname): {"S": range_key}}
    client: Any = shared_connection().client
    with answering():
        row: Row | None = client.get_item(TableName=kind.Meta.table_name, Key=key, **_projection(only)).get("Item")
    return row
