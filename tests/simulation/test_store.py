"""The tables in memory answer what moto's do, to the same questions in the same order."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition

from functions.shared.claims.meetings import hold, let_go, take
from functions.shared.feed.appending import append, last_seq
from functions.shared.feed.events import Event
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TableItem, condition_failed
from functions.shared.tables.claims import Claim, ClaimsItem, find_claim, write_claim
from functions.shared.tables.conferences.ends import end_conference, end_unseen, left_alone
from functions.shared.tables.conferences.rows import ConferencesItem, conferences_of_node, find_left_behind
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.fleet.leases import beat, release_lease, take_lease
from functions.shared.tables.history.feed import FeedItem
from functions.shared.tables.nodes import NodesItem, all_nodes, find_node
from infra.local.aws import dynamodb
from tests.simulation.day import Day
from tests.simulation.exchange import Exchange, Trouble
from tests.simulation.store import Store
from tests.simulation.wishing import wish
from tests.tables import make_tables

KINDS: tuple[type[TableItem], ...] = (ClaimsItem, ConferencesItem, FeedItem, NodesItem)
NOW = 1_800_000_000.0


def _story(random: Random) -> Iterator[object]:
    """What a fleet asks its tables, and what it gets to know; the stamps of claims are anybody's guess."""
    nodes, names = ("fs1", "fs2"), ("one.example", "two.example")
    for step in range(25):
        node, name, now = random.choice(nodes), random.choice(names), NOW + step
        state = ConferenceState(name=name, uuid=f"m{random.randrange(3)}", node=node, domain="example")
        yield take_lease(
            node, owner=f"r{random.randrange(2)}", now=now, seconds=10, queue_url="q", seen=find_node(node)
        )
        yield beat(node, owner="r0", now=now, seconds=10, switch_up=True, conferences=step, members=2, load=1.5)
        yield wish(node, draining=bool(random.randrange(2)), now=now)
        yield release_lease(node, owner="r1")
        yield sorted(map(str, all_nodes()))
        seen = find_claim(name)
        mine = Claim(node=node, until=now + 5, names=(f"room#{name}",) if random.randrange(2) else ())
        yield write_claim(name, mine, seen if random.randrange(4) else None)
        yield take(name, node=node, now=now)
        yield hold(name, state.uuid, node=node, now=now)
        yield _without_stamp(find_claim(name))
        yield write_rows(state, over=(f"m{random.randrange(3)}",), told=step)
        yield str(find_left_behind(name))
        yield sorted(map(str, conferences_of_node(node)))
        yield last_seq(name, now=NOW)
        event = Event(conference=name, seq=0, id=f"e{step}", type="gap", at="", meeting=state.uuid, data={})
        yield append([event, event], domain="example", now=NOW).seq
        for one in left_alone(node, most=1):
            yield end_unseen(one, at=now, reason="gone", told=step) if random.randrange(2) else None
        if random.randrange(2):
            let_go(name, state.uuid, node=node, now=now)
            yield end_conference(name, state.uuid, now=now)


def _without_stamp(claim: Claim | None) -> object:
    return None if claim is None else (claim.node, claim.meeting, claim.waiting, claim.until, claim.names)


@pytest.mark.parametrize("seed", range(2))
def test_a_fleet_gets_the_same_answers(seed: int) -> None:
    put_back = dynamodb.install()
    try:
        with mock_aws():
            make_tables(KINDS)
            expected = list(_story(Random(seed)))
    finally:
        put_back()
    exchange = Exchange(Day(NOW), Store(KINDS), Random(0), Trouble())
    with exchange.installed():
        told = list(_story(Random(seed)))

    assert told == expected


CONDITIONS: tuple[Condition, ...] = (
    NodesItem.beats > 3,
    NodesItem.beats.between(2, 4),
    (NodesItem.beats == 4) & ~NodesItem.lease_owner.exists(),
    (NodesItem.queue_url == "no") | (NodesItem.queue_url.startswith("q") & (NodesItem.beats >= 4)),
    NodesItem.load <= 1,
    NodesItem.queue_url != "q",
    NodesItem.load != 2,
)


@pytest.mark.parametrize("number", range(len(CONDITIONS)))
def test_a_condition_holds_where_motos_does(number: int) -> None:
    def holds() -> bool:
        NodesItem("fs1", beats=4, queue_url="q").save()
        try:
            NodesItem("fs1").update(actions=[NodesItem.beats.add(1)], condition=CONDITIONS[number])
        except UpdateError as error:
            return not condition_failed(error)
        return True

    with mock_aws():
        make_tables(KINDS)
        expected = holds()
    with Exchange(Day(NOW), Store(KINDS), Random(0), Trouble()).installed():
        assert holds() == expected


def test_what_is_not_known_is_not_guessed_at() -> None:
    store = Store(KINDS)
    asked: dict[str, Any] = {"TableName": NodesItem.Meta.table_name, "Key": {"node": {"S": "fs1"}}}
    there = {"ConditionExpression": "attribute_exists (#0)", "ExpressionAttributeNames": {"#0": "node"}}

    with pytest.raises(ValueError, match="cannot be read"):
        store.answer("UpdateItem", asked | {"UpdateExpression": "SET a = {1}"})
    with pytest.raises(KeyError):
        store.answer("ExecuteStatement", {})
    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        store.answer("DeleteItem", asked | there)
    assert store.answer("GetItem", asked) == {}
