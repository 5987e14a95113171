"""docs/fleet.md names every file that decides on which node a conference is, and a test of each way in."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/fleet.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?P<way>[^|]+) \| `(?P<file>[^`]+\.py)` \| `(?P<test>tests/[^`]+\.py)` \|$", re.MULTILINE)
ROWS = [row.groupdict() for row in ROW.finditer(PAGE)]
# Only these write that a conference is on a node.
DECIDING = {
    "functions.shared.claims.claiming": "claim",
    "functions.shared.claims.meetings": "hold",
    "functions.shared.claims.moving": "hand_over",
}


def decides(file: Path) -> bool:
    """Whether a file imports one of what decides."""
    return any(
        isinstance(node, ast.ImportFrom) and DECIDING.get(node.module or "") in {name.name for name in node.names}
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    )


def test_every_file_that_decides_is_in_the_table_and_no_other_is() -> None:
    found = {
        str(file.relative_to(ROOT))
        for folder in ("functions", "freeswitch")
        for file in (ROOT / folder).rglob("*.py")
        if decides(file)
    }

    assert found == {row["file"] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["way"][:40])
def test_the_test_of_a_way_in_asks_about_claims(row: dict[str, str]) -> None:
    said = (ROOT / row["test"]).read_text(encoding="utf-8")

    assert re.search(r"def test_", said)
    assert re.search(r"claim|hand_over|moved_to|owner", said), f"{row['test']} says nothing of whose the conference is"
