"""Writes that are done together: all of them or none, and once."""

from collections.abc import Iterator
from unittest.mock import patch

import msgspec
import pytest
from moto import mock_aws
from pynamodb.exceptions import CancellationReason, TransactWriteError, VerboseClientError

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.stage.wish import Stage, StoredStage
from functions.shared.tables.base import TablesUnavailable, shared_connection
from functions.shared.tables.commands.rows import create_command, find_command
from functions.shared.tables.conferences.stages import create_with_stage, delete_stage, find_stage, write_stage
from functions.shared.tables.transactions import CONFLICT_TRIES
from tests.functions.control import TABLES
from tests.lost_answers import lost_answer
from tests.tables import make_tables

ROW = CommandRow(
    id="c1", kind="set_layout", body="{}", node="fs1", domain="example.com", subject="me", conference="internal",
    conference_uuid="u", created_at=100.125, deadline=130.125,
)  # fmt: skip
FIRST = StoredStage(stage=Stage(layout="2x2"), domain="example.com")
SECOND = msgspec.structs.replace(FIRST, stage=Stage(layout="3x3"), revision=2)


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    with mock_aws():
        make_tables(TABLES)
        yield


def test_a_stage_and_its_command_are_written_together() -> None:
    assert write_stage("internal", FIRST, None, command=ROW)

    kept = find_stage("internal")
    assert kept is not None
    assert (kept.stored, find_command("c1")) == (FIRST, ROW)


def test_where_the_stage_has_moved_no_command_is_written() -> None:
    write_stage("internal", FIRST, None)

    assert not write_stage("internal", SECOND, None, command=ROW)
    assert find_command("c1") is None


def test_a_stage_that_was_written_meanwhile_is_not_deleted_nor_is_anything_told() -> None:
    write_stage("internal", FIRST, None)
    before = find_stage("internal")
    assert before is not None
    write_stage("internal", SECOND, before)

    assert not delete_stage("internal", before, now=100.0, command=ROW)
    kept = find_stage("internal")
    assert (kept and kept.stored, find_command("c1")) == (SECOND, None)


def test_a_command_that_exists_already_changes_no_stage() -> None:
    write_stage("internal", FIRST, None)
    kept = find_stage("internal")
    assert kept is not None
    create_command(msgspec.structs.replace(ROW, body='{"another":1}'))

    assert create_with_stage(ROW, SECOND, kept) == "known"
    now = find_stage("internal")
    assert now is not None
    assert now.stored == FIRST


@pytest.mark.parametrize("lost", [True, False])
def test_what_was_done_and_whose_answer_was_lost_is_done_once(lost: bool) -> None:
    write_stage("internal", FIRST, None)
    kept = find_stage("internal")
    assert kept is not None
    if lost:
        with lost_answer("TransactWriteItems") as asked:
            assert create_with_stage(ROW, SECOND, kept) == "done"
        tokens = {msgspec.json.decode(one, type=dict[str, object])["ClientRequestToken"] for one in asked}
        # DynamoDB knows the second try by it; moto does not, which is why the rows are looked at.
        assert (len(asked), len(tokens)) == (2, 1)
    else:
        assert create_with_stage(ROW, SECOND, kept) == "done"

    now = find_stage("internal")
    assert now is not None
    assert (now.stored, find_command("c1")) == (SECOND, ROW)


def test_a_stage_whose_answer_was_lost_was_written_and_deleted_by_nobody_else() -> None:
    with lost_answer("TransactWriteItems"):
        assert write_stage("internal", FIRST, None, command=ROW)
    kept = find_stage("internal")
    assert kept is not None
    with lost_answer("TransactWriteItems"):
        assert delete_stage("internal", kept, now=100.0)

    assert find_stage("internal") is None


def test_rows_that_others_keep_writing_are_given_up_after_a_few_tries() -> None:
    tries = 0

    def conflict(**_: object) -> None:
        nonlocal tries
        tries += 1
        cause = VerboseClientError(
            {"Error": {"Code": "TransactionCanceledException"}},
            "TransactWriteItems",
            cancellation_reasons=[CancellationReason("TransactionConflict")],
        )
        raise TransactWriteError("no", cause)

    with (
        patch.object(shared_connection(), "transact_write_items", conflict),
        pytest.raises(TablesUnavailable, match="others kept writing"),
    ):
        write_stage("internal", FIRST, None)

    assert tries == CONFLICT_TRIES
