"""The audit as a table for spreadsheets: no cell is a formula, and nothing of it is lost."""

import csv
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.mux_control.audit.cells import FORMULA, cell, table


class Line(msgspec.Struct):
    name: str | None
    words: tuple[str, ...] = ()
    revision: int | None = None
    more: dict[str, str] | None = None


@pytest.mark.parametrize(
    "text",
    [
        '=cmd|" /C calc"!A0', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "  +OK", "＝1", "＠SUM(1)",
        '=HYPERLINK("http://evil.example","x")',
    ],
)  # fmt: skip
def test_what_could_be_a_formula_is_a_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@given(st.text())
def test_no_cell_begins_like_a_formula_and_each_is_read_back_as_it_was(text: str) -> None:
    shown = cell(text)

    assert shown[:1] not in FORMULA
    assert shown.lstrip()[:1] not in FORMULA
    assert shown.removeprefix("'") == text.removeprefix("'")


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=5))
def test_every_text_stays_in_its_own_cell(texts: list[str]) -> None:
    written = table(Line, [Line(text) for text in texts])
    rows = list(csv.DictReader(io.StringIO(written, newline="")))

    assert [row["name"] for row in rows] == [cell(text) for text in texts]


def test_nothing_is_an_empty_cell_lists_are_words_and_the_rest_is_json() -> None:
    written = table(Line, [Line(None, ("a", "b"), 17, {"kind": "event"}), Line('Ada, "the" first')])

    assert written.splitlines() == [
        "name,words,revision,more",
        ',a b,17,"{""kind"":""event""}"',
        '"Ada, ""the"" first",,,',
    ]
