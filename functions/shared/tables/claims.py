"""Which node a conference is on, where every way in finds it together with the room.

The row under the conference's own name is what counts. Ways in that do not know that name yet look under another one
(`room#board`, `dial-in#123456`): rows there are copies, and are only written together with the first, in one
transaction. So each can be read alone, and none says that a claim is held which is not. A copy names its conference:
the room, or the id, may have become another's since.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError

from functions.shared.tables.base import (
    ItemMeta,
    Row,
    TableItem,
    answering,
    batch_get_rows,
    condition_failed,
    is_in_transaction,
    table_name,
)
from functions.shared.tables.nodes import Node, NodesItem, node_in
from functions.shared.tables.provisioned.rooms import DialIn, Room, dial_in_key
from functions.shared.tables.transactions import Contended, Put, write_together

# What is over may still be read by somebody whose clock is late.
KEPT_SECONDS = 3600


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A conference's node.

    Attributes:
        meeting: the uuid of the meeting that goes on; empty where none does.
        waiting: the same of the conference in which people wait for it.
        until: when a claim ends that has neither, in seconds since 1970.
        names: under which its copies stand.
        moved: the uuid of the meeting that was moved here and goes on in the next one; empty where none was.
        stamp: another one with each writing.
    """

    node: str
    meeting: str = ""
    waiting: str = ""
    until: float = 0.0
    names: tuple[str, ...] = ()
    moved: str = ""
    stamp: str = ""

    def is_held(self, now: float) -> bool:
        """Whether it counts, as long as its node is not lost."""
        return bool(self.meeting or self.waiting) or now < self.until


class ClaimsItem(TableItem):
    """(conference), and copies of it (`room#name`), (`dial-in#id`)."""

    class Meta(ItemMeta):
        table_name = table_name("claims")

    conference = UnicodeAttribute(hash_key=True)
    # Of a copy only: the conference whose claim it is.
    copy_of = UnicodeAttribute(null=True)
    node = UnicodeAttribute()
    meeting = UnicodeAttribute(null=True)
    waiting = UnicodeAttribute(null=True)
    until = NumberAttribute()
    # No name has a space.
    names = UnicodeAttribute(null=True)
    moved = UnicodeAttribute(null=True)
    stamp = UnicodeAttribute()
    # None while people are there: no conference is too long for its claim.
    expires = NumberAttribute(null=True)


@dataclass(frozen=True)
class Place:
    """A conference to come into, and the other names under which its claim is looked for."""

    conference: str
    names: tuple[str, ...] = ()

    def is_in(self, claim: Claim) -> bool:
        """Whether the claim has a copy under each of its names."""
        return set(self.names) <= set(claim.names)

    @classmethod
    def of_room(cls, room: Room) -> "Place":
        """What a room's number, link or name leads into."""
        copies = room_names(room.name, room.conference)
        return cls(room.conference, (*copies, *((dial_in_key(room.dial_in),) if room.dial_in else ())))

    @classmethod
    def of_dial_in(cls, dial_in: DialIn, conference_id: str) -> "Place":
        """What a numeric id leads into."""
        return cls(dial_in.conference, (*room_names(dial_in.room, dial_in.conference), dial_in_key(conference_id)))


def room_names(room: str, conference: str) -> tuple[str, ...]:
    """What a room's name is here, beside its conference's: nothing where the two are the same."""
    return () if room == conference else (f"room#{room}",)


@dataclass(frozen=True)
class SeenClaims:
    """What was read together with the room: claims by name, and the row of the node that asks."""

    rows: Mapping[str, Row]
    asking: Row | None = None

    @classmethod
    def of(cls, found: Mapping[type[TableItem], Sequence[Row]]) -> "SeenClaims":
        """Read what `wanted_claims` has asked for."""
        claims = {row["conference"]["S"]: row for row in found.get(ClaimsItem, ())}
        return cls(claims, next(iter(found.get(NodesItem, ())), None))

    def under(self, name: str, conference: str) -> Claim | None:
        """A conference's claim under a name that was asked for; None where another one's stands there."""
        row = self.rows.get(name)
        if row is None or (name != conference and row.get("copy_of", {}).get("S") != conference):
            return None
        return claim_in(row)

    def of_room(self, room: Room) -> Claim | None:
        """The claim of a room's conference, asked for by the room's name."""
        name = next(iter(room_names(room.name, room.conference)), room.conference)
        return self.under(name, room.conference)

    def asking_node(self) -> Node | None:
        """The node that asks; None where no relay has ever served one of this name."""
        return None if self.asking is None else node_in(self.asking)


def wanted_claims(names: Iterable[str], node: str) -> dict[type[TableItem], list[tuple[str, ...]]]:
    """What a BatchGetItem has to ask for beside the room; nothing where no node asks, but an operator's tool."""
    return {ClaimsItem: [(name,) for name in names], NodesItem: [(node,)]} if node else {}


def names_of_room(room: str) -> tuple[str, str]:
    """Under which names a claim may stand of which only the room is known."""
    return room, f"room#{room}"


def claim_in(row: Row) -> Claim:
    """Read a claim from what DynamoDB answers."""
    with answering():
        item = ClaimsItem.from_raw_data(row)
    return Claim(
        node=item.node,
        meeting=item.meeting or "",
        waiting=item.waiting or "",
        until=float(item.until),
        names=tuple((item.names or "").split()),
        moved=item.moved or "",
        stamp=item.stamp,
    )


def find_claim(conference: str) -> Claim | None:
    """Read the claim that counts, as new as the last write."""
    rows = batch_get_rows(ClaimsItem, [(conference,)], fresh=True)
    return claim_in(rows[0]) if rows else None


def write_claim(conference: str, claim: Claim, over: Claim | None) -> bool:
    """Write a claim and its copies, all or none, over what was read before (None: nothing was there): one call.

    False if somebody has written since, or does so just now.

    Raises:
        TablesUnavailable: nobody knows whether it was written.
    """
    first, *copies = claim_writes(conference, claim, over)
    with answering():
        try:
            if copies:
                return not write_together([first, *copies])
            first.item.save(condition=first.condition)
        except Contended:
            return False
        except PutError as error:
            if condition_failed(error) or is_in_transaction(error):
                return False
            raise
    return True


def claim_writes(conference: str, claim: Claim, over: Claim | None) -> list[Put]:
    """The writes of a claim and its copies, for who writes something else together with them; `over` as above."""
    free = ClaimsItem.conference.does_not_exist() if over is None else ClaimsItem.stamp == over.stamp
    stamped = msgspec.structs.replace(claim, stamp=secrets.token_hex(8))
    copies = (Put(_item(name, stamped, copy_of=conference)) for name in claim.names)
    return [Put(_item(conference, stamped), free), *copies]


def _item(name: str, claim: Claim, *, copy_of: str | None = None) -> ClaimsItem:
    return ClaimsItem(
        name,
        copy_of=copy_of,
        node=claim.node,
        meeting=claim.meeting or None,
        waiting=claim.waiting or None,
        until=claim.until,
        names=" ".join(claim.names) or None,
        moved=claim.moved or None,
        stamp=claim.stamp,
        expires=None if claim.meeting or claim.waiting else int(claim.until) + KEPT_SECONDS,
    )
