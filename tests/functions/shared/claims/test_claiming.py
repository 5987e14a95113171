"""Whoever comes first claims the conference for their node, and all others are there too, or turned away."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from moto import mock_aws

from functions.shared.claims.claiming import COMING_SECONDS, UNMET_SECONDS, Elsewhere, claim
from functions.shared.claims.meetings import AFTER_SECONDS, hold, let_go, take
from functions.shared.tables import base
from functions.shared.tables.base import TablesUnavailable, batch_get_rows
from functions.shared.tables.claims import Claim, ClaimsItem, Place, claim_in, find_claim
from functions.shared.tables.known.nodes import forget_nodes, known_node
from functions.shared.tables.nodes import LOST_SECONDS, NodesItem, find_node
from infra.local.aws import dynamodb
from tests.functions.claims import claimed, node, owner
from tests.tables import make_tables

NOW = 1_800_000_000.0
BOARD = Place("board.acme", ("room#board", "dial-in#123456"))


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    put_back = dynamodb.install()
    with mock_aws():
        make_tables([ClaimsItem, NodesItem])
        for name in ("fs1", "fs2"):
            node(name, at=NOW)
        yield
    put_back()


def comes(on: str, *, at: float = NOW, seen: Claim | None = None, place: Place = BOARD) -> Elsewhere | None:
    """Somebody comes who has read this; the nodes are remembered by nobody."""
    forget_nodes()
    return claim(place, seen, on, partial(find_node, on), at)


def looks_and_comes(on: str, *, at: float = NOW, place: Place = BOARD) -> Elsewhere | None:
    return comes(on, at=at, seen=find_claim(place.conference), place=place)


def test_of_a_hundred_first_callers_on_two_nodes_all_are_on_one() -> None:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)

    def first(number: int) -> tuple[str, Elsewhere | None]:
        on = ("fs1", "fs2")[number % 2]
        # Nobody has read anything: that is what being first means.
        return on, claim(BOARD, None, on, partial(known_node, on), NOW)

    try:
        with ThreadPoolExecutor(16) as pool:
            came = [one.result(timeout=60) for one in [pool.submit(first, number) for number in range(100)]]
    finally:
        sys.setswitchinterval(interval)

    has = owner("board.acme")
    assert has in ("fs1", "fs2")
    let_in = Counter(on for on, refused in came if refused is None)
    assert let_in == {has: 50}
    assert {refused for _, refused in came if refused is not None} == {Elsewhere("board.acme", str(has))}
    rows = batch_get_rows(ClaimsItem, [(name,) for name in ("board.acme", *BOARD.names)])
    assert [claim_in(row) for row in rows] == [find_claim("board.acme")] * 3


def test_the_first_writes_once_and_whoever_comes_after_asks_the_tables_nothing() -> None:
    client, here = base.shared_connection().client, find_node("fs1")
    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        assert claim(BOARD, None, "fs1", lambda: here, NOW) is None
        first = [call.args[0] for call in calls.call_args_list]
    seen = find_claim("board.acme")
    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        assert claim(BOARD, seen, "fs1", lambda: pytest.fail("the node's row is not needed"), NOW + 1) is None

    assert first == ["TransactWriteItems"]
    assert calls.call_args_list == []


def test_a_claim_without_a_meeting_is_over_after_a_minute() -> None:
    looks_and_comes("fs1")
    for name in ("fs1", "fs2"):
        node(name, at=NOW + UNMET_SECONDS)

    assert looks_and_comes("fs2", at=NOW + UNMET_SECONDS - 0.1) == Elsewhere("board.acme", "fs1")
    assert looks_and_comes("fs2", at=NOW + UNMET_SECONDS) is None
    assert owner("board.acme") == "fs2"


def test_who_comes_again_after_that_minute_claims_it_anew_and_nobody_takes_it_from_them() -> None:
    looks_and_comes("fs1")
    late = NOW + UNMET_SECONDS + 1
    for name in ("fs1", "fs2"):
        node(name, at=late)

    assert looks_and_comes("fs1", at=late) is None
    assert looks_and_comes("fs2", at=late + 1) == Elsewhere("board.acme", "fs1")


def test_who_comes_when_a_claim_is_almost_over_has_time_to_get_there() -> None:
    looks_and_comes("fs1")
    late = NOW + UNMET_SECONDS - 0.1
    for name in ("fs1", "fs2"):
        node(name, at=late)

    assert looks_and_comes("fs1", at=late) is None
    assert looks_and_comes("fs2", at=late + COMING_SECONDS - 0.1) == Elsewhere("board.acme", "fs1")


def test_who_comes_right_after_a_meeting_has_time_to_get_there() -> None:
    hold("board.acme", "m1", node="fs1", now=NOW)
    let_go("board.acme", "m1", node="fs1", now=NOW)

    assert looks_and_comes("fs1", at=NOW + AFTER_SECONDS - 0.1) is None
    assert looks_and_comes("fs2", at=NOW + LOST_SECONDS) == Elsewhere("board.acme", "fs1")


def test_of_a_lost_node_it_can_be_taken_and_of_one_without_freeswitch_for_a_moment_not() -> None:
    claimed("board.acme", "fs1", *BOARD.names, meeting="m1")
    node("fs2", at=NOW + LOST_SECONDS + 1)

    assert looks_and_comes("fs2", at=NOW + LOST_SECONDS) == Elsewhere("board.acme", "fs1")
    assert looks_and_comes("fs2", at=NOW + LOST_SECONDS + 1) is None
    # And by every way in it is found there.
    (copy,) = batch_get_rows(ClaimsItem, [("dial-in#123456",)])
    assert (claim_in(copy).node, claim_in(copy).meeting) == ("fs2", "")


def test_no_copy_of_a_lost_nodes_claim_lets_anybody_in_there_once_another_has_taken_it() -> None:
    claimed("board.acme", "fs1", "dial-in#123456", meeting="m1")
    later = NOW + LOST_SECONDS + 1
    node("fs2", at=later)

    # By a way in that knows nothing of the id.
    assert looks_and_comes("fs2", at=later, place=Place("board.acme", ("room#board",))) is None
    (copy,) = batch_get_rows(ClaimsItem, [("dial-in#123456",)])
    assert claim_in(copy) == find_claim("board.acme")


def test_whoever_read_before_another_one_took_it_does_not_take_it_too() -> None:
    claimed("board.acme", "fs3", meeting="m1")
    read = find_claim("board.acme")

    assert comes("fs1", seen=read) is None
    assert comes("fs2", seen=read) == Elsewhere("board.acme", "fs1")


def test_a_node_that_was_remembered_as_lost_is_looked_at_again_before_its_conference_is_taken() -> None:
    claimed("board.acme", "fs1", meeting="m1")
    # Read a moment ago, with a beat that was late then.
    assert known_node("fs1") is not None
    NodesItem("fs1", switch_seen=NOW + 25, heartbeat=NOW + 25, switch_up=True).save()

    refused = claim(BOARD, find_claim("board.acme"), "fs2", partial(find_node, "fs2"), NOW + 25)

    assert refused == Elsewhere("board.acme", "fs1")


def test_a_draining_node_takes_nothing_new_and_goes_on_with_what_it_has() -> None:
    looks_and_comes("fs1")
    node("fs1", at=NOW, draining=True)

    assert looks_and_comes("fs1") is None
    refused = looks_and_comes("fs1", place=Place("other"))
    assert refused == Elsewhere("other", "fs1", drains=True)
    assert str(refused) == "the node fs1 takes no new conference, so it does not take other"
    assert owner("other") is None


def test_who_comes_on_a_node_that_no_relay_serves_comes_in_as_if_there_were_no_claims() -> None:
    assert looks_and_comes("of-nobody") is None
    assert owner("board.acme") is None
    claimed("board.acme", "fs1", meeting="m1")
    assert looks_and_comes("of-nobody") is None
    assert owner("board.acme") == "fs1"


def test_an_operators_tool_claims_nothing() -> None:
    assert comes("") is None
    assert owner("board.acme") is None


def test_a_way_in_that_the_claim_does_not_know_yet_becomes_one_of_its_names() -> None:
    hold("board.acme", "m1", node="fs1", now=NOW)

    assert looks_and_comes("fs1") is None
    (copy,) = batch_get_rows(ClaimsItem, [("dial-in#123456",)])
    assert claim_in(copy) == find_claim("board.acme")
    # By a copy that is not there nobody finds it, and yet they are turned away.
    assert comes("fs2", seen=None) == Elsewhere("board.acme", "fs1")


def test_where_others_always_write_first_nobody_says_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.shared.claims.claiming.write_claim", lambda *_: False)

    with pytest.raises(TablesUnavailable, match=r"keep claiming board\.acme"):
        looks_and_comes("fs1")


@dataclass
class History:
    """What two nodes do with one conference, one after the other; `fs2` is always there."""

    now: float = NOW
    last_seen: float = NOW
    # What was read at this moment, by whom for which place, and is not used yet.
    looked: list[tuple[str, Place, Claim | None]] = field(default_factory=list)

    def look(self, on: str, place: Place) -> None:
        self.looked.append((on, place, find_claim(place.conference)))

    def come(self, which: int) -> None:
        """Somebody comes who has looked at this moment, whatever others have done since."""
        if which >= len(self.looked):
            return
        on, place, seen = self.looked[which]
        refused, has = comes(on, at=self.now, seen=seen, place=place), find_claim("board.acme")
        assert has is not None
        assert has.is_held(self.now)
        # A lost node may let somebody in who has read a moment before it was taken.
        is_lost = on == "fs1" and self.now - self.last_seen > LOST_SECONDS
        assert is_lost or (refused is None) == (has.node == on)

    def begin(self, on: str, conference: str) -> None:
        if take(conference, node=on, now=self.now) == on:
            hold(conference, f"of {on}", node=on, now=self.now)

    def end(self, on: str, conference: str) -> None:
        let_go(conference, f"of {on}", node=on, now=self.now)

    def later(self, seconds: float, is_there: bool) -> None:
        self.now += seconds
        self.looked.clear()
        node("fs2", at=self.now)
        if is_there:
            node("fs1", at=self.now)
            self.last_seen = self.now

    def copies_agree(self) -> None:
        """No copy says that somebody has the conference, where its own row says otherwise."""
        truth, names = find_claim("board.acme"), ("room#board", "dial-in#123456", "dial-in#654321")
        copies = [claim_in(row) for row in batch_get_rows(ClaimsItem, [(name,) for name in names])]
        assert [copy for copy in copies if copy.is_held(self.now) and copy != truth] == []


NODES = some.sampled_from(["fs1", "fs2"])
PLACES = some.sampled_from([BOARD, Place("board.acme"), Place("board.acme", ("room#board", "dial-in#654321"))])
CONFERENCES = some.sampled_from(["board.acme", "waiting.board.acme"])
SECONDS = some.sampled_from([1.0, AFTER_SECONDS, UNMET_SECONDS])
STEPS = some.one_of(
    some.tuples(some.just(History.look), NODES, PLACES),
    some.tuples(some.just(History.come), some.integers(0, 3)),
    some.tuples(some.just(History.begin), NODES, CONFERENCES),
    some.tuples(some.just(History.end), NODES, CONFERENCES),
    some.tuples(some.just(History.later), SECONDS, some.booleans()),
)


@settings(max_examples=60)
@given(some.lists(STEPS, max_size=25))
def test_whatever_happens_in_whatever_order_no_two_nodes_have_it_and_no_copy_says_otherwise(
    steps: list[tuple[Callable[..., None], object]],
) -> None:
    make_tables([ClaimsItem, NodesItem])
    history = History()
    history.later(0, is_there=True)
    for do, *what in steps:
        do(history, *what)
        history.copies_agree()
