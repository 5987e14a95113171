"""The threat model names tests that are there, each of its attacks has one, and every entrance is asked the same."""

import re
from collections.abc import Iterator
from pathlib import Path

from functions.live.messages import KINDS
from functions.mux_control.operations import ALL_OPERATIONS
from tests.iam import TEMPLATE

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "threat-model.md").read_text()
PYTHON = re.compile(r"^(?:async )?def (test_\w+)", re.MULTILINE)
# `test_x = claims.becomes(…)`
MADE = re.compile(r"^(test_\w+) = ", re.MULTILINE)
BROWSER = re.compile(r"""\btest(?:\.each\(.*?\))?\(\s*(["'`])(.+?)\1""", re.DOTALL)


def names_there() -> set[str]:
    names = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        text = path.read_text()
        names |= {*PYTHON.findall(text), *MADE.findall(text)}
    for path in (ROOT / "web" / "tests").rglob("*.test.ts"):
        names |= {name for _, name in BROWSER.findall(path.read_text())}
    return names


def rows() -> Iterator[list[str]]:
    """The cells of every table whose last column is of tests."""
    shown = False
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")] if line.startswith("|") else []
        if cells and cells[-1].rstrip(" |") == "shown by":
            shown = True
        elif cells and shown and not line.startswith("|---"):
            yield cells
        elif not cells:
            shown = False


def test_every_test_that_the_threat_model_names_is_there() -> None:
    named = {name for cells in rows() for name in re.findall(r"`([^`]+)`", cells[-1])}

    assert len(named) > 40
    assert named - names_there() == set()


def test_every_attack_and_chapter_names_a_test() -> None:
    found = list(rows())

    assert len(found) > 35
    assert [cells[0] for cells in found if "`" not in cells[-1]] == []


def test_every_chapter_of_the_standard_is_there_once() -> None:
    chapters = [int(match[1]) for cells in rows() if (match := re.match(r"V(\d+) ", cells[0]))]

    assert chapters == list(range(1, 18))


def test_every_function_tag_and_frame_is_an_entrance_that_is_asked_everything() -> None:
    table = TEXT.partition("| entrance | ")[2].partition("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in table]
    named = {word for row in cells for word in re.findall(r"`(\w+)`", row[0])}
    functions = set(TEMPLATE.of_type("AWS::Serverless::Function"))

    assert named == functions | {operation.tag for operation in ALL_OPERATIONS} | set(KINDS)
    assert {len(row) for row in cells} == {5}
    assert all(all(row) for row in cells)
