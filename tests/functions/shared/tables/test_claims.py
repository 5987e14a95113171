"""A claim and its copies are one: written together over what was read, or not at all."""

from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from pynamodb.exceptions import PutError

from functions.shared.tables import transactions
from functions.shared.tables.base import batch_get_rows
from functions.shared.tables.claims import (
    KEPT_SECONDS,
    Claim,
    ClaimsItem,
    Place,
    SeenClaims,
    claim_in,
    find_claim,
    write_claim,
)
from functions.shared.tables.provisioned.rooms import DialIn, Room
from tests.tables import make_tables

NOW = 1_800_000_000.0
MINE = Claim(node="fs1", until=NOW + 60)


@pytest.fixture(autouse=True)
def table() -> Iterator[None]:
    with mock_aws():
        make_tables([ClaimsItem])
        yield


def under(name: str) -> Claim:
    (row,) = batch_get_rows(ClaimsItem, [(name,)])
    return claim_in(row)


def expiry(name: str) -> float | None:
    expires = ClaimsItem.get(name).expires
    return None if expires is None else float(expires)


@pytest.mark.parametrize("names", [(), ("room#board", "dial-in#123456")], ids=["alone", "with copies"])
def test_of_two_who_read_nothing_one_claims_it(names: tuple[str, ...]) -> None:
    mine = Claim(node="fs1", until=NOW + 60, names=names)

    assert write_claim("board.acme", mine, None)
    assert not write_claim("board.acme", Claim(node="fs2", until=NOW + 60, names=("room#other",)), None)
    assert {under(name) for name in ("board.acme", *names)} == {find_claim("board.acme")}
    assert under("board.acme").node == "fs1"
    # And of the second one there is no part.
    assert batch_get_rows(ClaimsItem, [("room#other",)]) == []


def test_what_somebody_has_written_since_is_not_written_over() -> None:
    write_claim("board", MINE, None)
    read = find_claim("board")
    assert write_claim("board", Claim(node="fs1", meeting="m1"), read)

    assert not write_claim("board", Claim(node="fs2", until=NOW + 60), read)
    # Even where it says the same again, it is another writing.
    assert find_claim("board") != read


def test_a_row_that_is_in_somebodys_transaction_is_as_good_as_written_by_them(monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = ClientError({"Error": {"Code": "TransactionConflictException", "Message": "m"}}, "PutItem")

    def refused(*_: object, **__: object) -> None:
        raise PutError(cause=refusal)

    monkeypatch.setattr(ClaimsItem, "save", refused)

    assert not write_claim("board", MINE, None)


def test_so_is_one_whose_own_transaction_others_keep_from_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transactions, "_try", lambda *_: ["TransactionConflict", "None"])

    assert not write_claim("board", Claim(node="fs1", until=NOW + 60, names=("room#x",)), None)


def test_a_claim_is_forgotten_an_hour_after_its_end_and_never_while_people_are_there() -> None:
    write_claim("board", MINE, None)
    ended = expiry("board")
    write_claim("board", Claim(node="fs1", waiting="w1", names=("room#x",)), find_claim("board"))

    assert ended == NOW + 60 + KEPT_SECONDS
    assert (expiry("board"), expiry("room#x")) == (None, None)


def test_without_people_it_is_held_until_its_end_and_with_them_for_as_long_as_they_are_there() -> None:
    assert MINE.is_held(NOW + 59.9)
    assert not MINE.is_held(NOW + 60)
    assert Claim(node="fs1", meeting="m1").is_held(NOW)
    assert Claim(node="fs1", waiting="w1").is_held(NOW)


def test_a_copy_is_its_conferences_and_nobody_elses_who_has_the_name_now() -> None:
    write_claim("board.acme", Claim(node="fs1", meeting="m1", names=("room#board",)), None)
    names = ("board.acme", "room#board")
    seen = SeenClaims.of({ClaimsItem: batch_get_rows(ClaimsItem, [(name,) for name in names])})

    assert seen.of_room(Room(name="board", domain="acme", conference="board.acme")) == find_claim("board.acme")
    assert seen.of_room(Room(name="board", domain="acme", conference="board.new")) is None
    assert seen.under("board.acme", "board.acme") == find_claim("board.acme")


def test_every_way_into_a_room_is_a_name_of_its_claim() -> None:
    room = Room(name="board", domain="acme", conference="board.acme", dial_in="123456")
    dial_in = DialIn(room="board", conference="board.acme", profile="video", salt="s")

    names = ("room#board", "dial-in#123456")
    assert Place.of_room(room) == Place.of_dial_in(dial_in, "123456") == Place("board.acme", names)
    # Where the room is called as its conference is, its name needs no copy.
    assert Place.of_room(Room(name="board", domain="acme", conference="board")) == Place("board")
