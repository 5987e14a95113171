"""Guesses at PINs, counted atomically: a row for each hour of each id, source and node, gone by TTL."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.operand import Path

from functions.shared.tables.base import ItemMeta, Row, TableItem, answering, batch_get_of, table_name
from functions.shared.tables.claims import ClaimsItem, SeenClaims, wanted_claims
from functions.shared.tables.conferences.kept_out import KeptOut, kept_out_in, kept_out_key
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.provisioned.documents import Documents
from functions.shared.tables.provisioned.rooms import ROOM_KEY, DialIn, RoomsItem, dial_in_key

HOUR = 3600
# A clock that is a little late still finds its row.
KEPT_SECONDS = 600


@dataclass(frozen=True)
class Taken:
    """How many slots were taken this hour, and when the first of them was (seconds since 1970)."""

    slots: int = 0
    since: float = 0.0


class AttemptsItem(TableItem):
    """(`id#123456#hour`), (`source#hash#hour`), (`node#fs1#hour`): an hour begins with a row of its own."""

    class Meta(ItemMeta):
        table_name = table_name("attempts")

    what = UnicodeAttribute(hash_key=True)
    slots = NumberAttribute()
    since = NumberAttribute()
    expires = NumberAttribute()


def id_key(conference_id: str, now: float) -> str:
    return f"id#{conference_id}#{_hour(now)}"


def source_key(source: str, now: float) -> str:
    """Whatever a caller claims to be has a key of the same length, and no number stands in the table."""
    return f"source#{hashlib.blake2b(source.encode('utf-8', 'replace'), digest_size=16).hexdigest()}#{_hour(now)}"


def node_key(node: str, now: float) -> str:
    return f"node#{re.sub('[^0-9A-Za-z_.-]', '_', node)[:64]}#{_hour(now)}"


def kind_of(key: str) -> str:
    """Whose slots a row counts: `id`, `source` or `node`."""
    return key.partition("#")[0]


def take_slot(key: str, now: float) -> Taken:
    """Take the next slot, atomically: of N that come at once each gets another. One write."""
    actions = [
        Path("slots").add(1),
        Path("since").set(Path("since") | now),
        Path("expires").set((_hour(now) + 1) * HOUR + KEPT_SECONDS),
    ]
    with answering():
        answer = AttemptsItem._get_connection().update_item(key, actions=actions, return_values="ALL_NEW")
    return _taken(answer["Attributes"])


def give_back(key: str, now: float) -> None:
    """Give back the slot of a right PIN: only guesses that failed use up a budget."""
    actions = [Path("slots").add(-1), Path("expires").set((_hour(now) + 1) * HOUR + KEPT_SECONDS)]
    with answering():
        AttemptsItem._get_connection().update_item(key, actions=actions)


@dataclass(frozen=True)
class Guessed:
    """What an id opens, who is kept out there, which node has its conference, and what is taken below the keys."""

    dial_in: DialIn | None
    kept: KeptOut | None
    claims: SeenClaims
    taken: list[Taken]


def read_guess(conference_id: str, keys: Sequence[str], *, node: str = "") -> Guessed:
    """Read all that a guess needs: one BatchGetItem.

    Args:
        node: where somebody guesses.
    """
    way_in = dial_in_key(conference_id)
    wanted: dict[type[TableItem], list[tuple[str, ...]]] = {
        RoomsItem: [(way_in, ROOM_KEY)],
        ConferencesItem: [kept_out_key(way_in)],
        AttemptsItem: [(key,) for key in keys],
        **wanted_claims([way_in], node),
    }
    found = batch_get_of(wanted, fresh=(ClaimsItem,))
    by_key = {row["what"]["S"]: _taken(row) for row in found[AttemptsItem]}
    return Guessed(
        Documents(found[RoomsItem]).get(ROOM_KEY, DialIn),
        kept_out_in(found[ConferencesItem]),
        SeenClaims.of(found),
        [by_key.get(key, Taken()) for key in keys],
    )


def _hour(now: float) -> int:
    return int(now // HOUR)


def _taken(row: Row) -> Taken:
    return Taken(int(row.get("slots", {"N": "0"})["N"]), float(row.get("since", {"N": "0"})["N"]))
