"""One table says who may do what, and nothing is left out of it."""

import json
import re
from pathlib import Path

import pytest

from functions.live.messages import KINDS
from functions.mux_control import conferences, members
from functions.mux_control.operations import ALL_OPERATIONS
from functions.shared.commands.catalogue import API_COMMANDS, PLAIN_COMMANDS
from functions.shared.feed.events import KINDS as EVENT_KINDS
from functions.shared.rights import ABILITIES, COMMANDS, EVENTS, FRAMES, MEANINGS, OPERATIONS, OTHERS_HAND, Needs, may
from infra.generated.rights_table import tables

ROOT = Path(__file__).parents[3]


def test_every_operation_command_frame_and_event_is_in_the_table_and_nothing_else_is() -> None:
    assert set(OPERATIONS) == {one.name for one in ALL_OPERATIONS}
    of_the_api = [*API_COMMANDS, *(kind for kind in PLAIN_COMMANDS if kind.has_own_path)]
    assert set(COMMANDS) == {str(kind.__struct_config__.tag) for kind in of_the_api}
    assert set(FRAMES) == set(KINDS)
    assert set(EVENTS) <= set(EVENT_KINDS)
    assert tuple(MEANINGS) == ABILITIES


def test_the_document_shows_the_table() -> None:
    assert tables() in (ROOT / "docs" / "rights.md").read_text(), (
        "put `python -m infra.generated.rights_table` into docs/rights.md"
    )


@pytest.mark.parametrize("noun", [members, conferences])
def test_whoever_may_change_a_field_may_ask_and_nobody_else(noun: object) -> None:
    (patch,) = [one for one in noun.OPERATIONS if one.method == "PATCH"]  # type: ignore[attr-defined]  # both have them
    asked: set[str] = set().union(*patch.needs_of_fields.values())

    assert set(patch.needs) == asked
    assert set(patch.needs_of_fields) == set(patch.body.__struct_fields__)


@pytest.mark.parametrize(
    ("can", "needs", "allowed"),
    [
        (["view"], ("view",), True),
        (["view"], ("control", "host"), False),
        (["host"], ("control", "host"), True),
        (["admin"], ("control", "host"), True),
        (["admin"], ("operate",), False),
        (["operate"], ("operate",), True),
        (["fly"], ("view",), False),
        ([], (), True),
    ],
)
def test_one_of_the_abilities_is_enough(can: list[str], needs: Needs, allowed: bool) -> None:
    assert may(can, needs) is allowed


def test_the_operators_page_offers_what_the_table_lets_a_token_do() -> None:
    page = (ROOT / "web" / "shared" / "rights.ts").read_text()
    found = re.search(r"export const NEEDS = (\{.*?\n\}) as const", page, re.DOTALL)
    assert found is not None
    # Words without quotes and commas at the end are all that is not JSON in it.
    offered = json.loads(re.sub(r",(\s*[}\]])", r"\1", re.sub(r"(\w+):", r'"\1":', found[1])))

    for name, noun in (("update_member", members), ("update_conference", conferences)):
        (patch,) = [one for one in noun.OPERATIONS if one.name == name]
        needs = {field: set(patch.needs_of_fields[field]) for field in offered[name]}
        if name == "update_member":
            # Of another's: one's own hand is moved in the caller's page.
            needs["hand"] = set(OTHERS_HAND)
        assert {field: set(wanted) for field, wanted in offered[name].items()} == needs
    assert {name: tuple(wanted) for name, wanted in offered["operations"].items()} == {
        name: OPERATIONS[name] for name in offered["operations"]
    }
