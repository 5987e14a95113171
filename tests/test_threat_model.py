"""The threat model names tests that are there, and each of its attacks has one."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
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
