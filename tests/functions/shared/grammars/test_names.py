"""Names are one line of printable text, whoever has chosen them."""

import json
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.shared.grammars.names import LONGEST_NAME, NOTHING_VISIBLE, is_visible, one_line, printable, trouble_with

CASES = json.loads((Path(__file__).parents[3] / "fixtures" / "names.json").read_text())["names"]
DIRECTION_MARKS = [chr(point) for point in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
# Ordinary text is printable; the interest is in what is not, among what is.
unusual = st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Mn"))
names = st.text(st.one_of(st.characters(codec=None), unusual, st.sampled_from("ab é\u0905\u200d\u200c\uffff👩")))


@pytest.mark.parametrize("case", CASES, ids=[ascii(case["given"]) for case in CASES])
def test_a_name_becomes_what_the_table_says(case: dict[str, str]) -> None:
    assert one_line(case["given"]) == case["shown"]


@settings(max_examples=1000)
@given(names)
def test_a_name_has_one_line_and_no_mark_that_nobody_sees(text: str) -> None:
    shown = one_line(text)
    categories = [unicodedata.category(each) for each in shown]

    assert not {"Cc", "Zl", "Zp", "Cs"} & set(categories)
    assert not set(DIRECTION_MARKS) & set(shown)
    assert len(shown.splitlines()) <= 1
    assert len(shown) <= LONGEST_NAME
    assert shown == shown.strip()
    shown.encode()


@settings(max_examples=1000)
@given(names)
def test_a_name_is_never_empty_when_there_was_something_and_always_visible(text: str) -> None:
    assert (one_line(text) == "") == (text == "")
    assert text == "" or is_visible(one_line(text))


@settings(max_examples=1000)
@given(names)
def test_a_name_that_was_mended_is_not_mended_again(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert printable(printable(text)) == printable(text)


@settings(max_examples=1000)
@given(names)
def test_what_is_in_order_is_left_alone_and_everything_else_is_told(text: str) -> None:
    troubled = trouble_with(text) is not None

    assert troubled == (printable(text) != text or (text != "" and not is_visible(text)))
    if text.isprintable() and is_visible(text) and len(text) <= LONGEST_NAME:
        assert one_line(text) == text.strip()


@pytest.mark.parametrize("mark", DIRECTION_MARKS, ids=ascii)
def test_every_direction_mark_is_told_by_its_number_and_name(mark: str) -> None:
    assert trouble_with(f"Ada{mark}Lovelace") == (
        f"holds U+{ord(mark):04X} ({unicodedata.name(mark).lower()}); it must be one line of printable text"
    )


def test_of_the_format_characters_only_the_joiners_and_those_that_are_drawn_are_kept() -> None:
    formats = [chr(point) for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) == "Cf"]
    drawn = {each for each in formats if unicodedata.name(each, "").startswith(("ARABIC", "SYRIAC", "KAITHI"))}

    kept = {each for each in formats if printable(f"\u0905{each}") != "\u0905"}

    assert kept == drawn - {"\N{ARABIC LETTER MARK}"} | {"\u200c", "\u200d"}
    assert len(formats) > 100


def test_a_name_of_any_length_takes_no_time() -> None:
    assert one_line("\u202e" * 10_000_000) == NOTHING_VISIBLE
    assert one_line("x" * 10_000_000) == "x" * LONGEST_NAME
