"""A browser registers where its conference is, or where there is little to do."""

import pytest

from functions.shared.claims.browsers import ALIKE, SAMPLE, browser_address
from functions.shared.tables.claims import Claim
from functions.shared.tables.nodes import LOST_SECONDS, NodesItem
from tests.functions.claims import node
from tests.functions.test_table_calls import calls_made

NOW = 1_800_000_000.0
BOTH = {"fs1": "wss://fs1.example.com", "fs2": "wss://fs2.example.com"}


@pytest.fixture(autouse=True)
def clock(lookup_tables: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.shared.tables.known.nodes.time.time", lambda: NOW)


def loaded(name: str, load: float, *, draining: bool = False, at: float = NOW) -> None:
    node(name, at=at, draining=draining)
    NodesItem(name).update([NodesItem.load.set(load)])


def held_by(name: str, until: float = NOW + 60) -> Claim:
    return Claim(node=name, until=until)


def chosen(claim: Claim | None, addresses: dict[str, str] = BOTH) -> set[str]:
    return {browser_address(claim, addresses, NOW) for _ in range(40)}


def test_who_has_the_conference_is_called_however_much_it_does_and_also_while_it_drains() -> None:
    loaded("fs1", 9000.0, draining=True)
    loaded("fs2", 0.0)

    assert chosen(held_by("fs1")) == {"wss://fs1.example.com"}


@pytest.mark.parametrize(
    "claim", [None, held_by("fs1", NOW - 1), held_by("fs9")], ids=["nobody", "it is over", "without an address"]
)
def test_where_nobody_has_it_the_node_with_least_to_do_is_called(claim: Claim | None) -> None:
    loaded("fs1", ALIKE + 1.0)
    loaded("fs2", 0.0)

    assert chosen(claim) == {"wss://fs2.example.com"}


def test_of_a_lost_node_the_conference_is_called_elsewhere() -> None:
    loaded("fs1", 0.0, at=NOW - LOST_SECONDS - 1)
    loaded("fs2", 500.0)

    assert chosen(held_by("fs1")) == {"wss://fs2.example.com"}


def test_of_those_that_have_as_much_to_do_each_is_called_by_some() -> None:
    loaded("fs1", ALIKE)
    loaded("fs2", 0.0)

    assert chosen(None) == set(BOTH.values())


def test_draining_and_unknown_nodes_get_nothing_new_and_without_another_there_is_no_address() -> None:
    loaded("fs1", 0.0, draining=True)

    assert chosen(None) == {""}
    assert chosen(None, {}) == {""}


def test_a_few_of_many_are_read_and_all_only_where_those_take_nothing() -> None:
    many = {f"n{number}": f"wss://n{number}.example.com" for number in range(40)}
    for name in many:
        loaded(name, 0.0, draining=True)
    loaded("n7", 0.0)

    with calls_made() as all_read:
        assert browser_address(None, many, NOW) == "wss://n7.example.com"
    for name in many:
        loaded(name, 0.0)
    with calls_made() as few_read:
        browser_address(None, many, NOW)

    assert few_read == ["BatchGetItem"]
    assert len(all_read) <= 2
    assert len(many) > SAMPLE
