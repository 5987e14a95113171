"""What `make bench` has measured, as a picture."""

import json
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench.plots import LEFT, WIDTH, main, svg
from bench.ratio import Ratio

SVG = "{http://www.w3.org/2000/svg}"
MEASURED = [
    Ratio("a look-up ÷ a bare function", 2.0, limit=4.0),
    Ratio("a miss ÷ a hit <both>", 10.0, limit=5.0, unit="ms"),
    Ratio("only reported", 0.1),
]


def drawn(ratios: list[Ratio]) -> ET.Element:
    return ET.fromstring(svg(ratios))


def test_each_measurement_has_its_name_its_bar_and_its_number() -> None:
    picture = drawn(MEASURED)
    texts = [text.text for text in picture.iter(f"{SVG}text")]

    for wanted in ("a look-up ÷ a bare function", "a miss ÷ a hit <both>", "2.00 ×", "10.00 ms", "0.10 ×"):
        assert wanted in texts
    assert [bar.get("class") for bar in picture.iter(f"{SVG}rect") if bar.get("class")] == ["k", "x", "k"]


def test_a_bar_is_as_long_as_its_number_and_its_limit_stands_where_it_is() -> None:
    picture = drawn(MEASURED)
    bars = [bar for bar in picture.iter(f"{SVG}rect") if bar.get("class")]
    limits = [float(line.get("x1", 0)) for line in picture.iter(f"{SVG}line") if line.get("class") == "l"]

    # From a tenth to ten are two powers of ten, so a tenth begins at the left and ten is at the right.
    assert [float(bar.get("width", 0)) for bar in bars][1:] == [WIDTH, 1.0]
    assert limits == [pytest.approx(LEFT + WIDTH * 0.801, abs=1), pytest.approx(LEFT + WIDTH * 0.849, abs=1)]


def test_the_command_draws_what_was_written_and_says_where_nothing_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results, picture = tmp_path / "latest.json", tmp_path / "latest.svg"
    assert main([str(results), "--into", str(picture)]) == 1
    results.write_text(json.dumps([asdict(one) for one in MEASURED]))

    assert main([str(results), "--into", str(picture)]) == 0
    assert "3 measurements" in capsys.readouterr().out
    assert picture.read_text() == svg(MEASURED)
    with pytest.raises(ValueError, match="nothing was measured"):
        svg([Ratio("nothing", 0.0)])
