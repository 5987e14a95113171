"""What is shown is whole, and nothing in it steers the terminal."""

import io

from rich.console import Console

from ffctl.shown import console_for, table, words

ITEM = {"name": "a-name-that-is-longer-than-a-narrow-terminal-is-wide", "number": 7001, "open": True, "lobby": None}


def drawn(width: int) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, markup=False, highlight=False)
    console.print(table([ITEM], tuple(ITEM), console))
    return stream.getvalue()


def test_on_a_narrow_terminal_cells_fold_and_nothing_is_cut() -> None:
    for width in (12, 20, 30, 40, 60):
        told = "".join(line.strip() for line in drawn(width).splitlines())
        found = "".join(part for part in told if part.isalnum() or part == "-")
        assert "…" not in found
        assert all(sum(letter == one for letter in found) >= str(ITEM["name"]).count(one) for one in "ghijkl"), width
        assert "7001" in found, width


def test_what_is_no_terminal_has_lines_as_long_as_what_is_in_them() -> None:
    stream = io.StringIO()
    console = console_for(stream)
    console.print(table([{**ITEM, "name": "n" * 500}], tuple(ITEM), console))

    head, row = stream.getvalue().splitlines()
    assert head.split() == ["name", "number", "open", "lobby"]
    assert row.split() == ["n" * 500, "7001", "yes"]


def test_a_name_is_shown_and_not_obeyed() -> None:
    assert words("\x1b[2J[red]\u202eAda\n") == "\\x1b[2J[red]\\u202eAda\\n"


def test_a_value_of_several_is_a_line() -> None:
    assert words(["1000", "1001"]) == "1000, 1001"
    assert words({"a": None}) == '{"a":null}'
    assert words([{"node": "fs1"}]) == '[{"node":"fs1"}]'
    assert (words(None), words(False), words([])) == ("", "no", "")
