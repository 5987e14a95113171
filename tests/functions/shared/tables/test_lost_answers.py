"""A connection that breaks in the middle of a conditional write: nobody knows what became of it, and it is told so."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from functions.shared.command_life.outcomes import CommandRow, Outcome
from functions.shared.stage.wish import Stage, StoredStage
from functions.shared.state import ConferenceState
from functions.shared.tables import base
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.claims import claim_command, end_lapsed, end_queued, extend_claim, finish_command
from functions.shared.tables.commands.rows import create_command
from functions.shared.tables.commands.unfinished import end_unreadable
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.stages import write_stage
from functions.shared.tables.conferences.stills import take_turn
from functions.shared.tables.conferences.writes import write_conference
from functions.shared.tables.counters.attempts import take_slot
from functions.shared.tables.fleet.leases import beat, release_lease, take_lease
from functions.shared.tables.fleet.node_wishes import forget_node, mark_told
from functions.shared.tables.nodes import Node

ROW = CommandRow(
    id="c1", kind="lock", body="{}", node="fs1", domain="example.com", subject="x", created_at=1.0, deadline=31.0
)
STAGE = StoredStage(stage=Stage(), domain="example.com")
OUTCOME = Outcome(state="confirmed")
WRITES: dict[str, Callable[[], object]] = {
    "take a slot for a PIN": lambda: take_slot("id#123#0", 1.0),
    "create a command": lambda: create_command(ROW),
    "write a stage": lambda: write_stage("internal", STAGE, None),
    "claim a command": lambda: claim_command("c1", owner="x", now=1.0, seconds=10.0),
    "extend a claim": lambda: extend_claim("c1", owner="x", attempt=1, until=20.0),
    "finish a command": lambda: finish_command("c1", owner="x", attempt=1, outcome=OUTCOME, now=1.0),
    "end a queued command": lambda: end_queued("c1", outcome=OUTCOME, now=1.0),
    "end a lapsed command": lambda: end_lapsed("c1", outcome=OUTCOME, now=1.0),
    "end a command that cannot be read": lambda: end_unreadable("c1", now=1.0),
    "end a conference": lambda: end_conference("internal", "u1", now=1.0),
    "write a conference": lambda: write_conference(ConferenceState(name="internal", uuid="u1", node="fs1")),
    "take the lease": lambda: take_lease("fs1", owner="x", now=1.0, seconds=10.0, queue_url="q"),
    "keep the lease": lambda: beat("fs1", owner="x", now=1.0, seconds=10.0, switch_up=True, conferences=0, members=0),
    "give the lease back": lambda: release_lease("fs1", owner="x"),
    "note what was told of a node": lambda: mark_told(Node(name="fs1"), "1"),
    "forget a node": lambda: forget_node(Node(name="fs1")),
    "take a still's turn": lambda: take_turn("internal", "s1", now=1.0, seconds=3.0),
}


@pytest.mark.usefixtures("lookup_tables")
@pytest.mark.parametrize("lost", [ConnectionClosedError, ReadTimeoutError])
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_a_write_whose_answer_is_lost_is_a_table_that_does_not_answer(
    write: Callable[[], object], lost: type[ConnectionClosedError] | type[ReadTimeoutError]
) -> None:
    def no_answer(*_: object) -> object:
        raise lost(endpoint_url="http://127.0.0.1:1")

    with (
        patch.object(base.shared_connection().client, "_make_api_call", no_answer),
        pytest.raises(TablesUnavailable),
    ):
        write()
