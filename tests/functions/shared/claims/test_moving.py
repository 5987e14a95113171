"""A conference is handed to another node by one write; whoever else has it by then keeps it."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from functions.shared.claims.moving import hand_over
from functions.shared.tables.claims import ClaimsItem, find_claim
from functions.shared.tables.known.nodes import forget_nodes
from functions.shared.tables.nodes import LOST_SECONDS, NodesItem
from infra.local.aws import dynamodb
from tests.functions.claims import claimed, node
from tests.tables import make_tables

NOW = 1_800_000_000.0
HERE, THERE, THIRD = "fs1", "fs2", "fs3"


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    put_back = dynamodb.install()
    with mock_aws():
        make_tables([ClaimsItem, NodesItem])
        for name in (HERE, THERE, THIRD):
            node(name, at=NOW)
        yield
    put_back()
    forget_nodes()


def handed(*, at: float = NOW) -> str:
    """Who has it once this node wanted to give its meeting away."""
    return hand_over("board", "m1", node=HERE, target=THERE, now=at)


def test_it_is_the_other_nodes_with_all_its_names_and_to_do_it_again_changes_nothing() -> None:
    claimed("board", HERE, "dial-in#123456", meeting="m1")
    first = handed()
    given = find_claim("board")

    assert (first, handed()) == (THERE, THERE)
    assert given is not None
    assert find_claim("board") == given
    assert (given.node, given.meeting, given.moved, given.names) == (THERE, "", "m1", ("dial-in#123456",))


def test_what_a_third_node_has_is_not_given_away_as_long_as_that_is_there() -> None:
    claimed("board", THIRD, meeting="m3")

    assert handed(at=NOW + LOST_SECONDS) == THIRD
    assert handed(at=NOW + LOST_SECONDS + 1) == THERE


def test_where_others_have_begun_it_on_the_target_nobody_is_sent_to_be_refused() -> None:
    # As after this node was lost for a while: the meeting there is none that was moved.
    claimed("board", THERE, meeting="m2")

    assert handed() == ""
    found = find_claim("board")
    assert found is not None
    assert (found.meeting, found.moved) == ("m2", "")
