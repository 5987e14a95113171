"""Commands in their table: each change only from the state it is meant for."""

import msgspec
import pytest

from functions.shared.command_life.outcomes import Evidence, Outcome, Step
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.claims import claim_command, end_lapsed, end_queued, extend_claim, finish_command
from functions.shared.tables.commands.rows import CommandsItem, create_command, find_command
from tests.functions.shared.tables.a_command import ROW

pytestmark = pytest.mark.usefixtures("with_a_command")
DONE = Outcome(
    state="confirmed",
    reply="+OK mute 3",
    evidence=Evidence(kind="event", event="mute-member", at="2026-01-01T00:00:00Z"),
    steps=(Step(kind="mute", state="confirmed"), Step(kind="lock", state="skipped")),
)
EXPIRED = Outcome(state="expired", reason="deadline_passed")


def test_a_command_is_read_as_it_was_written_and_written_once() -> None:
    assert (find_command("c1"), find_command("c2")) == (ROW, None)
    assert not create_command(msgspec.structs.replace(ROW, kind="lock"))
    assert find_command("c1") == ROW


def test_one_relay_claims_a_command_until_its_time_is_over() -> None:
    first = claim_command("c1", owner="a", now=101, seconds=15)
    second = claim_command("c1", owner="b", now=110, seconds=15)
    after = claim_command("c1", owner="b", now=117, seconds=15)

    assert first is not None
    assert after is not None
    assert (first.state, first.owner, first.attempt, first.until) == ("running", "a", 1, 116)
    assert second is None
    assert (after.owner, after.attempt) == ("b", 2)


def test_who_lost_the_claim_can_neither_extend_nor_finish() -> None:
    claim_command("c1", owner="a", now=101, seconds=15)
    claim_command("c1", owner="a", now=117, seconds=15)

    assert not extend_claim("c1", owner="a", attempt=1, until=200)
    assert finish_command("c1", owner="a", attempt=1, outcome=DONE, now=118) is None
    assert extend_claim("c1", owner="a", attempt=2, until=200)


def test_an_end_is_final() -> None:
    claim_command("c1", owner="a", now=101, seconds=15)
    ended = finish_command("c1", owner="a", attempt=1, outcome=DONE, now=102)

    assert ended is not None
    assert (ended.state, ended.outcome, ended.finished_at) == ("confirmed", DONE, 102)
    assert claim_command("c1", owner="b", now=500, seconds=15) is None
    assert end_queued("c1", outcome=EXPIRED, now=500) is None
    assert end_lapsed("c1", outcome=EXPIRED, now=500) is None
    assert find_command("c1") == ended


def test_a_command_that_went_with_its_time_is_not_brought_back() -> None:
    assert claim_command("gone", owner="a", now=101, seconds=15) is None
    assert find_command("gone") is None


def test_rows_go_after_a_day() -> None:
    assert CommandsItem.get("c1").expires == 100 + 24 * 3600


def test_a_row_of_another_version_is_unavailable_rather_than_wrong() -> None:
    CommandsItem.get("c1").update(actions=[CommandsItem.state.set("dreaming")])

    with pytest.raises(TablesUnavailable, match="is not what this version wrote"):
        find_command("c1")


def test_a_ringing_telephone_holds_up_no_other_command() -> None:
    muting, dialling = ROW, msgspec.structs.replace(ROW, id="c2", kind="dial")
    flushing = msgspec.structs.replace(ROW, kind="flush_user", conference="")

    assert [row.group for row in (muting, dialling, flushing)] == ["internal", "internal@c2", "@fs1"]
