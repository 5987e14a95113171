"""A claim lasts as long as its meeting, or as people wait for it, and a moment longer."""

from collections.abc import Callable, Iterator

import pytest
from moto import mock_aws

from functions.shared.claims.claiming import UNMET_SECONDS
from functions.shared.claims.meetings import AFTER_SECONDS, hold, let_go, take
from functions.shared.tables.base import TablesUnavailable, batch_get_rows
from functions.shared.tables.claims import ClaimsItem, claim_in, find_claim
from functions.shared.tables.nodes import LOST_SECONDS, NodesItem
from tests.functions.claims import claimed, node, owner
from tests.tables import make_tables

NOW = 1_800_000_000.0


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    with mock_aws():
        make_tables([ClaimsItem, NodesItem])
        for name in ("fs1", "fs2"):
            node(name, at=NOW)
        yield


def is_held(at: float) -> bool:
    found = find_claim("board")
    return found is not None and found.is_held(at)


def test_what_was_claimed_by_the_first_caller_is_held_by_the_meeting_under_all_its_names() -> None:
    claimed("board", "fs1", "dial-in#123456", until=NOW + 60)

    assert hold("board", "m1", node="fs1", now=NOW + 1) == "fs1"
    assert is_held(NOW + 100_000)
    (copy,) = batch_get_rows(ClaimsItem, [("dial-in#123456",)])
    assert claim_in(copy) == find_claim("board")


def test_a_meeting_that_nobody_has_claimed_claims_it() -> None:
    assert hold("board", "m1", node="fs1", now=NOW) == "fs1"
    assert (owner("board"), is_held(NOW + 100_000)) == ("fs1", True)


def test_saying_it_again_writes_nothing() -> None:
    hold("board", "m1", node="fs1", now=NOW)
    before = find_claim("board")

    hold("board", "m1", node="fs1", now=NOW + 9)

    assert find_claim("board") == before


def test_after_the_end_whoever_was_let_in_still_finds_it_there_and_then_it_is_anybodys() -> None:
    hold("board", "m1", node="fs1", now=NOW)
    let_go("board", "m1", node="fs1", now=NOW + 100)

    assert is_held(NOW + 100 + AFTER_SECONDS - 0.1)
    assert not is_held(NOW + 100 + AFTER_SECONDS)


@pytest.mark.parametrize("first", ["board", "waiting.board"])
def test_as_long_as_people_wait_or_meet_it_is_held(first: str) -> None:
    last = {"board": "waiting.board", "waiting.board": "board"}[first]
    hold("board", "m1", node="fs1", now=NOW)
    hold("waiting.board", "w1", node="fs1", now=NOW)
    meetings = {"board": "m1", "waiting.board": "w1"}

    let_go(first, meetings[first], node="fs1", now=NOW)
    assert is_held(NOW + 100_000)
    let_go(last, meetings[last], node="fs1", now=NOW)
    assert not is_held(NOW + AFTER_SECONDS)


def test_the_late_end_of_an_earlier_meeting_ends_nothing() -> None:
    hold("board", "m1", node="fs1", now=NOW)
    hold("board", "m2", node="fs1", now=NOW)

    let_go("board", "m1", node="fs1", now=NOW)
    let_go("board", "m2", node="fs2", now=NOW)

    assert is_held(NOW + 100_000)


def test_a_meeting_on_a_node_that_has_not_the_conference_is_told_who_has_it_and_changes_nothing() -> None:
    hold("board", "m1", node="fs1", now=NOW)
    before = find_claim("board")

    assert hold("board", "m2", node="fs2", now=NOW + LOST_SECONDS) == "fs1"
    assert find_claim("board") == before
    # Of a lost node it is taken.
    assert hold("board", "m2", node="fs2", now=NOW + LOST_SECONDS + 1) == "fs2"
    assert owner("board") == "fs2"


def test_before_anything_is_written_of_a_meeting_its_node_takes_what_nobody_has_for_a_minute() -> None:
    assert take("board", node="fs1", now=NOW) == "fs1"
    assert is_held(NOW + UNMET_SECONDS - 0.1)
    assert not is_held(NOW + UNMET_SECONDS)
    before = find_claim("board")

    assert take("waiting.board", node="fs1", now=NOW) == "fs1"
    assert take("board", node="fs2", now=NOW) == "fs1"
    assert find_claim("board") == before


def test_a_lost_nodes_is_taken_before_it_is_written() -> None:
    hold("board", "m1", node="fs1", now=NOW)

    assert take("board", node="fs2", now=NOW + LOST_SECONDS) == "fs1"
    assert take("board", node="fs2", now=NOW + LOST_SECONDS + 1) == "fs2"


@pytest.mark.parametrize("say", [hold, let_go])
def test_where_others_always_write_first_it_is_to_be_said_again(
    say: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    hold("board", "m1", node="fs1", now=NOW)
    monkeypatch.setattr("functions.shared.claims.meetings.write_claim", lambda *_: False)
    meeting = "m2" if say is hold else "m1"

    with pytest.raises(TablesUnavailable, match="keep claiming board"):
        say("board", meeting, node="fs1", now=NOW)
