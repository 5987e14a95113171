"""A node's open commands: all of them, page by page, and what another version wrote."""

import msgspec
import pytest

from functions.shared.command_life.outcomes import Outcome
from functions.shared.tables.commands import unfinished as module
from functions.shared.tables.commands.claims import claim_command, end_queued, finish_command
from functions.shared.tables.commands.rows import CommandsItem, create_command
from functions.shared.tables.commands.unfinished import Illegible, end_unreadable, open_commands
from tests.functions.shared.tables.a_command import ROW

pytestmark = pytest.mark.usefixtures("with_a_command")
DONE = Outcome(state="confirmed")


def test_only_open_commands_are_in_the_nodes_list() -> None:
    create_command(msgspec.structs.replace(ROW, id="c2"))
    create_command(msgspec.structs.replace(ROW, id="c3", node="fs2"))
    create_command(msgspec.structs.replace(ROW, id="c4"))
    claim_command("c2", owner="a", now=101, seconds=15)
    end_queued("c4", outcome=DONE, now=101)

    assert sorted(row.id for row in open_commands("fs1")) == ["c1", "c2"]


def test_more_than_a_page_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGE_ROWS", 3)
    for number in range(2, 12):
        create_command(msgspec.structs.replace(ROW, id=f"c{number}"))

    assert len({row.id for row in open_commands("fs1")}) == 11


def test_a_row_of_another_version_is_told_and_left_out() -> None:
    create_command(msgspec.structs.replace(ROW, id="c2"))
    CommandsItem("c1").update(actions=[CommandsItem.request.set('{"id": 7}')])
    told: list[Illegible] = []

    assert [row.id for row in open_commands("fs1", told.append)] == ["c2"]
    assert [(one.id, one.deadline) for one in told] == [("c1", 130.125)]


def test_of_a_row_of_another_version_its_conference_is_known_where_that_can_be_read() -> None:
    request = msgspec.json.decode(CommandsItem.get("c1").request) | {"if_match": "newest"}
    CommandsItem("c1").update(actions=[CommandsItem.request.set(msgspec.json.encode(request).decode())])
    told: list[Illegible] = []

    assert list(open_commands("fs1", told.append)) == []
    assert [one.conference for one in told] == ["internal"]


def test_a_row_of_another_version_that_has_ended_meanwhile_keeps_its_end() -> None:
    claim_command("c1", owner="a", now=101, seconds=15)
    finish_command("c1", owner="a", attempt=1, outcome=DONE, now=102)

    assert not end_unreadable("c1", now=200)
    assert CommandsItem.get("c1").state == "confirmed"
