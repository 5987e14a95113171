"""On which nodes a user is registered: one row a user, in which each node's relay says when its word ends.

Beside the claims, for it is another thing that is on a node; no conference's name has an @.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from functions.shared.tables.base import (
    ItemMeta,
    Row,
    TableItem,
    answering,
    batch_get_rows,
    shared_connection,
    table_name,
)

PREFIX = "user@"
# No node's name has an @: an attribute for each node.
AT = "at@"
# For so long counts what a relay has said once: it says when it is over, and the word of a lost node counts for
# nothing.
LASTS_SECONDS = 3600.0
# What one BatchGetItem takes.
MOST_READ = 100

# user@domain → node → until when it is registered there, in seconds since 1970.
Registered = Mapping[str, Mapping[str, float]]


class RegistrationsItem(TableItem):
    """(user@1000@example.com); beside what is declared `at@fs1`, `at@fs2`: numbers."""

    class Meta(ItemMeta):
        table_name = table_name("claims")

    conference = UnicodeAttribute(hash_key=True)
    expires = NumberAttribute()


def registered_key(address: str) -> tuple[str]:
    """The key of the row of user@domain."""
    return (PREFIX + address,)


def registered_in(rows: Sequence[Row]) -> Registered:
    """Read what a BatchGetItem has found."""
    return {
        row["conference"]["S"].removeprefix(PREFIX): {
            name.removeprefix(AT): float(value["N"]) for name, value in row.items() if name.startswith(AT)
        }
        for row in rows
    }


def find_registered(addresses: Iterable[str]) -> Registered:
    """Read where these users are registered: a hundred a call."""
    wanted = sorted(set(addresses))
    found: dict[str, Mapping[str, float]] = {}
    for start in range(0, len(wanted), MOST_READ):
        keys = [registered_key(address) for address in wanted[start : start + MOST_READ]]
        found |= registered_in(batch_get_rows(RegistrationsItem, keys))
    return found


def say_registered(address: str, node: str, *, now: float) -> float:
    """A user is registered at this node; gives until when that is said. One write, which reads nothing."""
    until = now + LASTS_SECONDS
    _update(address, "SET #at = :until, #expires = :until", node, until)
    return until


def say_gone(address: str, node: str, *, now: float) -> None:
    """A user is not registered at this node any more; what others say stays. One write."""
    # The row goes when nobody has said anything more for so long.
    _update(address, "REMOVE #at SET #expires = :until", node, now + LASTS_SECONDS)


def _update(address: str, change: str, node: str, until: float) -> None:
    client: Any = shared_connection().client
    with answering():
        client.update_item(
            TableName=RegistrationsItem.Meta.table_name,
            Key={"conference": {"S": registered_key(address)[0]}},
            UpdateExpression=change,
            ExpressionAttributeNames={"#at": AT + node, "#expires": "expires"},
            ExpressionAttributeValues={":until": {"N": str(int(until))}},
        )
