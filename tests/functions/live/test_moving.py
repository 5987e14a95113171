"""Who is just moving whom: told to other operators of the conference, and to nobody else."""

import time
from typing import Any

import pytest

from functions.shared.feed.appending import last_seq
from tests.functions.control import ADA, token
from tests.functions.live.listening import GatewayStub, connect, say, ticket, ticket_of


def follows(connection: str, *can: str, subject: str, conference: str = "internal", **more: Any) -> None:
    assert connect(connection, ticket_of(token("view", *can, subject=subject, **more))) == 200
    say(connection, type="subscribe", conference=conference)


@pytest.fixture
def desks(gateway: GatewayStub) -> GatewayStub:
    """Two operators, one of them in two windows, and somebody who only looks on."""
    follows("ada", "control", subject="ada")
    follows("ada-2", "control", subject="ada")
    follows("bob", "control", subject="bob")
    follows("viewer", "chat", "host", subject="eve")
    for connection in ("ada", "ada-2", "bob", "viewer"):
        gateway.taken(connection)
    return gateway


def moving(connection: str, member: str | None = ADA, conference: str = "internal") -> None:
    say(connection, type="moving", conference=conference, member=member)


def test_other_operators_are_told_who_moves_whom_and_when_it_is_over(desks: GatewayStub) -> None:
    moving("ada")
    moving("ada", None)
    told = desks.taken("bob")

    assert told[0] == {
        "type": "moving", "conference": "internal", "by": "ada", "name": None, "member": ADA, "seconds": 10,
    }  # fmt: skip
    assert [one["member"] for one in told] == [ADA, None]
    assert [one["by"] for one in desks.taken("ada-2")] == ["ada", "ada"]


def test_neither_who_says_it_nor_who_may_move_nobody_is_told_and_the_feed_knows_nothing(desks: GatewayStub) -> None:
    before = last_seq("internal", now=time.time())
    moving("ada")

    assert (desks.taken("ada"), desks.taken("viewer")) == ([], [])
    assert last_seq("internal", now=time.time()) == before


def test_who_may_move_nobody_says_it_in_vain(desks: GatewayStub) -> None:
    moving("viewer")

    assert [one["problem"]["code"] for one in desks.taken("viewer")] == ["missing_ability"]
    assert (desks.taken("ada"), desks.taken("bob")) == ([], [])


def test_it_stays_in_the_conference_that_it_is_about_and_in_its_domain(desks: GatewayStub) -> None:
    follows("elsewhere", "control", subject="mia", conference="another")
    follows("theirs", "control", subject="leo", domain="other.example")
    desks.taken("elsewhere"), desks.taken("theirs")
    moving("ada")

    assert (desks.taken("elsewhere"), desks.taken("theirs")) == ([], [])
    assert connect("narrow", ticket("view", "control", conferences=("another",))) == 200
    moving("narrow")
    assert [one["problem"]["code"] for one in desks.taken("narrow")] == ["conference_not_found"]
    assert desks.taken("bob") != []


def test_a_window_that_does_not_take_it_holds_up_no_other(desks: GatewayStub) -> None:
    desks.slow.add("ada-2")
    desks.gone.add("bob")
    follows("mia", "control", subject="mia")
    desks.taken("mia")
    moving("ada")

    assert [one["member"] for one in desks.taken("mia")] == [ADA]


@pytest.mark.parametrize("said", [{"member": "x y"}, {}, {"member": ADA, "to": 3}], ids=["no call", "none", "more"])
def test_what_is_wrong_with_it_is_named(desks: GatewayStub, said: dict[str, object]) -> None:
    say("ada", type="moving", conference="internal", **said)

    assert [one["problem"]["code"] for one in desks.taken("ada")] == ["invalid_field"]
    assert desks.taken("bob") == []
