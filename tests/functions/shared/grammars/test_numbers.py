"""However a number is written, it is looked up in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.grammars.numbers import Numbering, canonical, cleaned, shown_number, spellings

GERMANY = Numbering("49", "00", "0")
ONE = "+496131123456"
# What comes where a caller hides the number, or none is known; FreeSWITCH's own is the last one.
WITHHELD = (
    "", "anonymous", "Anonymous", "unknown", "unavailable", "restricted", "private", "withheld", "nobody",
    "sip:anonymous@192.0.2.7", "anonymous;phone-context=+49", "+000", "0000000000",
)  # fmt: skip


@pytest.mark.parametrize("number", WITHHELD)
def test_a_withheld_number_is_none(number: str) -> None:
    assert shown_number(number) == ""


@pytest.mark.parametrize("number", [ONE, "0611", "1000", "*31#123", "+49 (0)6131 123456", "ada.1"])
def test_a_number_that_is_shown_stays_as_it_came(number: str) -> None:
    assert shown_number(number) == number


@pytest.mark.parametrize(
    "dialled",
    [
        "+496131123456", "496131123456", "00496131123456", "06131123456", "+49 6131 123-456", "+49 (0)6131 123456",
        "0049 (0) 6131-12.34.56".replace("(0) ", "(0)"), "(06131) 123 456", "+49.6131.123.456", "tel:+49-6131-123456",
        "TEL:+496131123456", "+496131123456;npdi", "+496131123456;npdi;rn=+491234", "6131123456;phone-context=+49",
        "tel:6131-123456;phone-context=+49", "+496131123456;phone-context=+33",
        "496131123456;phone-context=example.com",
    ],
)  # fmt: skip
def test_a_number_is_one_in_every_way_in_which_people_and_telephones_write_it(dialled: str) -> None:
    assert canonical(cleaned(dialled), GERMANY) == ONE


@pytest.mark.parametrize(
    "dialled", ["999", "1000", "4910", "491234", "0", "00", "112", "*31#123", "*98", "board", "my-room", "Ada.1", "+"]
)
def test_what_is_dialled_inside_stays_as_it_is(dialled: str) -> None:
    assert canonical(cleaned(dialled), GERMANY) == dialled


@pytest.mark.parametrize(("dialled", "expected"), [("+33 1 23", "+33123"), ("0033123456", "+33123456")])
def test_another_country_is_told_from_ones_own(dialled: str, expected: str) -> None:
    assert canonical(cleaned(dialled), GERMANY) == expected


@pytest.mark.parametrize("dialled", ["4961311234", "004961311234", "061311234", "+4961311234"])
def test_without_a_country_only_the_signs_that_mean_nothing_go(dialled: str) -> None:
    assert canonical(cleaned(f"{dialled[:4]} {dialled[4:]}"), Numbering()) == dialled


def test_a_country_dials_abroad_in_its_own_way() -> None:
    america = Numbering("1", "011", "1")

    assert [canonical(number, america) for number in ("12125550123", "0114961311234", "4961311234")] == [
        "+12125550123", "+4961311234", "4961311234",
    ]  # fmt: skip


@given(st.text("0123456789", min_size=6, max_size=14), st.sampled_from(["49", "1", "44", "423", "7"]))
def test_every_spelling_of_a_number_means_it(digits: str, country: str) -> None:
    numbering = Numbering(country, "00", "0")

    for number in (f"+{country}{digits}", f"+{digits}"):
        written = spellings(number, numbering)
        assert written[0] == number
        assert {canonical(cleaned(each), numbering) for each in written} == {number}


@given(st.text(max_size=40), st.sampled_from([Numbering(), GERMANY]))
def test_the_form_of_a_number_is_its_own_form(text: str, numbering: Numbering) -> None:
    once = canonical(cleaned(text), numbering)

    assert canonical(cleaned(once), numbering) == once
