"""A condition's expression and the pattern of a route take the same numbers."""

import re

import pytest

from infra.import_freeswitch.dialplan.numbers import NumberPattern, Untranslatable, pattern_of

NUMBERS = [
    "", "1", "9", "10", "91", "0", "*0", "*98", "*01", "300", "3000", "3001", "3999", "13000", "30001", "1000", "1019",
    "1020", "4000", "vmain", "Vmain", "3500-screen", "3500-canvas-2", "x3500-canvas-2x", "881234", "8812345",
    "+496131123456", "0049613112345", "12345678901", "a.c", "abc", "9011",
]  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "^3000$", "3000", "^3000", "3000$", r"^(30\d{2})$", r"^vmain$|^4000$|^\*98$", r"^88(\d{4})$|^\*0(.*)$",
        "^(.*)$", "", r"(35\d{2})-canvas-(\d+)", r"^(35\d{2}).*?-screen$", "/^vmain$/i", "^(10[01][0-9])$",
        r"^\+?49(\d+)$",
        "^a.c$", "^9(?:0|1)+$", "^[|)]$|^1$", "^[*]0", r"^a\.c$", r"^1\$$", "^((1)|(9))$",
    ],
)  # fmt: skip
def test_a_pattern_takes_what_freeswitch_would_find(written: str) -> None:
    pattern = NumberPattern(written)
    body, flags = (written[1:-2], re.IGNORECASE) if written.startswith("/") else (written, 0)

    assert [number for number in NUMBERS if pattern.matches(number)] == [
        number for number in NUMBERS if re.search(body, number, re.ASCII | flags)
    ]


def test_asterisks_signs_are_read_as_freeswitch_reads_them() -> None:
    pattern = NumberPattern("_30XN")

    assert [pattern.matches(number) for number in ("3002", "3001", "30022")] == [True, False, False]


@pytest.mark.parametrize("written", ["^0(?!0)\\d+$", r"^(\d)\1$", "/^a$", "^(a$"])
def test_what_a_route_cannot_do_is_said(written: str) -> None:
    with pytest.raises(Untranslatable):
        NumberPattern(written)


@pytest.mark.parametrize(
    ("written", "group", "dropped"),
    [
        (r"^(\d+)$", 1, 0), (r"^9(\d+)$", 1, 1), (r"^00(\d{2})(\d+)$", 2, 4), (r"^0?(\d+)$", 1, None),
        (r"^(\d+)#$", 1, None), (r"^(\d+)", 1, None), (r"^9(\d+)$|^(\d)$", 1, None), (r"^(?:90|91)(\d+)$", 1, 2),
    ],
)  # fmt: skip
def test_how_many_digits_a_group_leaves_out_is_known_or_not_guessed(
    written: str, group: int, dropped: int | None
) -> None:
    assert NumberPattern(written).dropped_by(group) == dropped


def test_numbers_that_are_a_list_are_listed_and_others_are_not() -> None:
    assert NumberPattern(r"^3[05]0[12]$").numbers == frozenset({"3001", "3002", "3501", "3502"})
    assert NumberPattern(r"^\d{7}$").numbers is None
    assert NumberPattern("3000").numbers is None


@pytest.mark.parametrize(
    "numbers",
    [{"3000"}, {"1", "12", "123"}, {"10", "11", "12", "20", "*9"}, {f"{n:02}" for n in range(100)}, {"a.b", "a+b"}],
)
def test_a_pattern_of_a_list_takes_the_list_only(numbers: set[str]) -> None:
    pattern = re.compile(pattern_of(numbers))
    others = {number + more for number in numbers for more in ("0", "x")} | {number[:-1] for number in numbers}

    assert all(pattern.fullmatch(number) for number in numbers)
    assert not any(pattern.fullmatch(other) for other in others - numbers)


def test_two_patterns_share_nothing_only_where_that_is_sure() -> None:
    every, nines, list_of_two = NumberPattern(".*"), NumberPattern(r"^9\d+$"), NumberPattern("^(8|91)$")

    assert every.may_share(nines)
    assert nines.may_share(list_of_two)
    assert not nines.may_share(NumberPattern(r"^8\d+$"))
    assert not nines.may_share(NumberPattern("^(8|81)$"))
