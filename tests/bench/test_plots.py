"""What `make bench` has measured, as a picture."""

import json
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench.plots import LEFT, WIDTH, Scale, limit, main, svg
from bench.ratio import Ratio

SVG = "{http://www.w3.org/2000/svg}"
MEASURED = [
    Ratio("a look-up ÷ a bare function", 2.0, limit=4.0),
    Ratio("a miss ÷ a hit <both>", 10.0, limit=5.0),
    Ratio("only reported", 0.1),
    Ratio("how long", 20.0, least=10.0, unit="ms"),
]


def drawn(ratios: list[Ratio]) -> ET.Element:
    return ET.fromstring(svg(ratios))


def texts(picture: ET.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def test_each_measurement_has_its_name_its_number_and_its_limit() -> None:
    picture = drawn(MEASURED)
    shown = texts(picture)

    for wanted in ("a look-up ÷ a bare function", "a miss ÷ a hit <both>", "2.00 ×", "0.10 ×", "20.00 ms"):
        assert wanted in shown
    assert ("at most 4" in shown, "at least 10" in shown) == (True, True)
    assert "past its limit" in shown
    assert "past its limit" not in texts(drawn(MEASURED[:1]))
    assert "1 past their limit" in (picture.get("aria-label") or "")


def test_what_is_past_its_limit_has_another_shape_and_not_only_another_colour() -> None:
    points = [(one.tag, one.get("class")) for one in drawn(MEASURED).iter() if (one.get("class") or "").endswith(" p")]

    assert points == [(f"{SVG}{shape}", f"{kind} p") for shape, kind in (("circle", "k"), ("path", "x"))] + [
        (f"{SVG}circle", "k p"),
        (f"{SVG}circle", "k p"),
    ]


def test_a_ratio_is_drawn_from_one_and_its_limit_stands_where_it_is() -> None:
    picture = drawn(MEASURED[:3])
    stems = [
        (float(one.get("x1", 0)), float(one.get("x2", 0)))
        for one in picture.iter(f"{SVG}line")
        if one.get("stroke-width")
    ]
    limits = [float(one.get("x1", 0)) for one in picture.iter(f"{SVG}line") if one.get("class") == "l"]

    # From a tenth to ten: 1 is in the middle.
    assert stems == [
        (LEFT + WIDTH / 2, pytest.approx(LEFT + WIDTH * 0.6505, abs=1)),
        (LEFT + WIDTH / 2, LEFT + WIDTH),
        (LEFT + WIDTH / 2, LEFT),
    ]
    # The first is the legend's.
    assert limits[1:] == [pytest.approx(LEFT + WIDTH * 0.801, abs=1), pytest.approx(LEFT + WIDTH * 0.849, abs=1)]


def test_each_unit_has_an_axis_of_its_own_that_is_named() -> None:
    shown = texts(drawn(MEASURED))

    assert "ratio (×), logarithmic; 1: both are the same" in shown
    assert "ms, logarithmic" in shown
    assert not [name for name in texts(drawn(MEASURED[:3])) if name.startswith("ms")]


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ([67.9], [50, 100]),
        ([100.0], [50, 100, 200]),
        ([0.22, 15.4, 1], [0.2, 0.5, 1, 2, 5, 10, 20]),
        ([0.3, 90_000], [1, 10, 100, 1_000, 10_000, 100_000]),
    ],
)
def test_an_axis_holds_all_numbers_and_few_words(numbers: list[float], ticks: list[float]) -> None:
    scale = Scale(numbers)

    assert scale.ticks == pytest.approx(ticks)
    assert all(LEFT <= scale.x(number) <= LEFT + WIDTH for number in numbers)


def test_it_is_readable_where_the_reader_has_it_dark() -> None:
    assert "@media(prefers-color-scheme:dark)" in svg(MEASURED)


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (Ratio("", 1, limit=1.5), "at most 1.5"),
        (Ratio("", 1, least=0.8), "at least 0.8"),
        (Ratio("", 1, limit=1.1, least=0.9), "0.9 to 1.1"),
        (Ratio("", 1), ""),
    ],
)
def test_a_limit_is_said(ratio: Ratio, said: str) -> None:
    assert limit(ratio) == said


def test_the_command_draws_what_was_written_and_says_where_nothing_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results, picture = tmp_path / "latest.json", tmp_path / "latest.svg"
    assert main([str(results), "--into", str(picture)]) == 1
    results.write_text(json.dumps([asdict(one) for one in MEASURED]))

    assert main([str(results), "--into", str(picture)]) == 0
    assert "4 measurements" in capsys.readouterr().out
    assert picture.read_text() == svg(MEASURED)
    with pytest.raises(ValueError, match="nothing was measured"):
        svg([Ratio("nothing", 0.0)])
