"""Many rooms and users without a table that holds them: rows are made when they are asked for, and each ask is counted.

What is really there (the demo, and what a test makes) stands in moto's tables beside them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import msgspec

from functions.shared.tables import base
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import User
from functions.shared.tables.provisioned.layouts import LayoutsItem, ShownIn
from functions.shared.tables.provisioned.rooms import Picture, Room, RoomsItem
from functions.shared.tables.provisioned.routes import RoomNumber, RoutesItem, room_number_key
from functions.shared.tables.provisioned.users import UsersItem

DOMAIN = "example.com"
# As DynamoDB ends a page at 1 MB, at about 1 kB for a row.
PAGE = 1000
FIRST_NUMBER = 5_000_000
LAYOUTS = ("2x2", "1x1")


def room_name(number: int) -> str:
    return f"room-{number:07}"


def user_name(number: int) -> str:
    return f"user-{number:07}"


def room(number: int) -> Room:
    picture = Picture(layouts=LAYOUTS)
    name, dialled = room_name(number), str(FIRST_NUMBER + number)
    return Room(name=name, domain=DOMAIN, conference=name, number=dialled, context="public", picture=picture)


def _row(kind: type[base.TableItem], hash_key: str, key: str, document: msgspec.Struct, **more: str) -> Any:
    names = (str(kind._hash_keyname), str(kind._range_keyname))
    texts = {names[0]: hash_key, names[1]: key, "body": encode(document), **more}
    return {name: {"S": text} for name, text in texts.items()}


def _room_row(number: int) -> Any:
    return _row(RoomsItem, room_name(number), "#", room(number), domain=DOMAIN)


def _user_row(number: int) -> Any:
    name = user_name(number)
    return _row(UsersItem, DOMAIN, f"user#{name}", User(id=name, a1_hash=""), a1_hash="0" * 32)


def _shown_row(number: int) -> Any:
    name = room_name(number)
    return _row(LayoutsItem, DOMAIN, f"room#{name}", ShownIn(room=name, names=LAYOUTS))


def _route_row(number: int) -> Any:
    key = room_number_key(str(FIRST_NUMBER + number), DOMAIN)
    return _row(RoutesItem, "public", key, RoomNumber(room_name(number)))


# By table (and index): the attribute that sorts, how it begins, and the row of a number.
QUERIED: Mapping[tuple[str, str], tuple[str, str, Any]] = {
    (str(RoomsItem.Meta.table_name), "by_domain"): ("room", "room-", _room_row),
    (str(UsersItem.Meta.table_name), ""): ("key", "user#user-", _user_row),
    (str(LayoutsItem.Meta.table_name), ""): ("key", "room#room-", _shown_row),
}
# By table: the attribute of the key, how it begins, what is added to a room's or user's number there, and the row.
GOT: Mapping[str, tuple[str, str, int, Any]] = {
    str(RoomsItem.Meta.table_name): ("room", "room-", 0, _room_row),
    str(UsersItem.Meta.table_name): ("key", "user#user-", 0, _user_row),
    str(RoutesItem.Meta.table_name): ("key", "room#", FIRST_NUMBER, _route_row),
}


@dataclass
class Crowd:
    """So many rooms with numbers and layouts, and as many users; `asked` says of each call how many rows it read."""

    size: int
    asked: list[str] = field(default_factory=list)

    def page(self, request: Mapping[str, Any], real: Any) -> Any:
        """A page of a Query: first those of the crowd, then what stands in the table."""
        found = QUERIED.get((request["TableName"], request.get("IndexName", "")))
        if found is None or not (span := _span(request, found[1])):
            return real("Query", request)
        attribute, begins, row = found
        first, last = _number(span[0], begins, 0), _number(span[1], begins, self.size)
        start = request.get("ExclusiveStartKey", {}).get(attribute, {}).get("S", "")
        if start and not start.startswith(begins):
            return real("Query", request)
        first = int(start.removeprefix(begins)) + 1 if start else first
        most = request.get("Limit") or PAGE
        items = [row(number) for number in range(first, min(last, first + most))]
        if len(items) == most:
            end = items[-1]
            names = {attribute, *(name for name in ("domain", "room", "key") if name in end)}
            return {
                "Items": items,
                "Count": most,
                "ScannedCount": most,
                "LastEvaluatedKey": {name: end[name] for name in names},
            }
        rest = {name: value for name, value in request.items() if name != "ExclusiveStartKey"}
        rest |= {"Limit": most - len(items)} if request.get("Limit") else {}
        answer = real("Query", rest)
        return {**answer, "Items": [*items, *answer["Items"]], "Count": len(items) + len(answer["Items"])}

    def one(self, table: str, key: Mapping[str, Mapping[str, str]]) -> Any:
        """The row under a key, if it is one of the crowd's."""
        attribute, begins, added, row = GOT.get(table, ("", "", 0, None))
        text = key.get(attribute, {}).get("S", "").partition("@")[0]
        digits = text.removeprefix(begins)
        if row is None or not text.startswith(begins) or not digits.isdecimal():
            return None
        number = int(digits) - added
        made = row(number) if 0 <= number < self.size else None
        return made if made is not None and all(made[name] == value for name, value in key.items()) else None

    def answer(self, operation: str, request: Mapping[str, Any], real: Any) -> Any:
        if operation == "Query":
            return self.page(request, real)
        answer = real(operation, request)
        if operation == "GetItem" and "Item" not in answer and (row := self.one(request["TableName"], request["Key"])):
            return {**answer, "Item": row}
        if operation == "BatchGetItem":
            for table, wanted in request["RequestItems"].items():
                rows = (self.one(table, key) for key in wanted["Keys"])
                answer["Responses"].setdefault(table, []).extend(one for one in rows if one is not None)
        return answer


@contextmanager
def among(crowd: Crowd) -> Iterator[Crowd]:
    """Let every look into the tables find the crowd there."""
    client: Any = base.shared_connection().client
    real = client._make_api_call

    def counted(operation: str, request: Mapping[str, Any]) -> Any:
        answer = crowd.answer(operation, request, real)
        crowd.asked.append(json.dumps([operation, _tables(request), _rows(answer)]))
        return answer

    with patch.object(client, "_make_api_call", counted):
        yield crowd


def _span(request: Mapping[str, Any], begins: str) -> tuple[str, str] | None:
    """The first and last sort key that a Query asks for, as far as they are the crowd's; None where none is."""
    condition = request["KeyConditionExpression"]
    texts = [value["S"] for value in request["ExpressionAttributeValues"].values()][1:]
    if not texts:
        return begins, begins + "\uffff"
    if "begins_with" in condition:
        (prefix,) = texts
        return (prefix, prefix + "\uffff") if begins.startswith(prefix) or prefix.startswith(begins) else None
    if "BETWEEN" in condition:
        return (texts[0], texts[1]) if texts[0] <= begins <= texts[1] or texts[0].startswith(begins) else None
    if "<" in condition:
        return (begins, texts[0]) if begins < texts[0] else None
    return None


def _number(text: str, begins: str, otherwise: int) -> int:
    """Which of the crowd is the first whose key is not before the text."""
    digits = text.removeprefix(begins)
    if not text.startswith(begins) or digits.startswith("\uffff"):
        return otherwise
    if digits.endswith("\uffff"):
        shown = digits.removesuffix("\uffff")
        return min(otherwise, int(shown.ljust(7, "9")) + 1)
    return int(digits.ljust(7, "0")) if digits else 0


def _tables(request: Mapping[str, Any]) -> Sequence[object]:
    if "RequestItems" in request:
        # What is written in a batch is a list.
        asked = {
            table: wanted["Keys"] if isinstance(wanted, dict) else wanted
            for table, wanted in request["RequestItems"].items()
        }
        return [[table, len(rows)] for table, rows in sorted(asked.items())]
    if "TransactItems" in request:
        return [next(iter(one.values()))["TableName"] for one in request["TransactItems"]]
    return [request["TableName"], request.get("IndexName", "")]


def _rows(answer: Mapping[str, Any]) -> int:
    responses = answer.get("Responses", {})
    found = [row for rows in responses.values() for row in rows] if isinstance(responses, dict) else []
    return len(answer.get("Items", ())) + len(found) + ("Item" in answer)
