"""The bench in docs/scale.md: its pictures and its numbers are those of the file that is kept."""

import json
import re
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench.kept import KEPT, PICTURES, draw, kept, picture_of, take
from bench.plots import number, svg
from bench.ratio import Ratio

PAGE = (PICTURES.parent / "scale.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("## What was measured on one machine")[2].partition("\n## ")[0]
PARTS = kept()


def chapter(name: str) -> str:
    """What the page says of a part: what follows its picture, up to the next one."""
    return SECTION.partition(f"(pictures/{picture_of(name)})")[2].partition("![")[0]


def test_each_part_is_a_module_of_the_bench() -> None:
    assert PARTS
    assert {f"bench.{name}" for name in PARTS} <= set(bench.MODULES)


@pytest.mark.parametrize("name", PARTS)
def test_a_picture_shows_what_is_kept(name: str) -> None:
    assert (PICTURES / picture_of(name)).read_text(encoding="utf-8") == svg(PARTS[name].measured)


def test_the_page_shows_every_picture_once_with_words_for_who_cannot_see_it() -> None:
    shown = re.findall(r"!\[([^\]]{20,})\]\(pictures/(bench-[a-z-]+\.svg)\)", SECTION)

    assert sorted(file for _, file in shown) == sorted(picture_of(name) for name in PARTS)
    assert sorted(one.name for one in PICTURES.glob("bench-*.svg")) == sorted(file for _, file in shown)


@pytest.mark.parametrize("name", PARTS)
def test_the_page_says_the_day_and_no_number_that_was_not_measured(name: str) -> None:
    part, said = PARTS[name], chapter(name)
    measured = {number(one) for one in part.measured}
    bold = re.findall(r"\*\*([^*]+)\*\*", said)

    assert part.on.isoformat() in said
    assert bold
    assert set(bold) <= measured
    for one in part.measured:
        if not one.keeps:
            assert number(one) in bold, "what is past its limit is said"


def test_what_is_taken_replaces_its_part_and_leaves_the_others(tmp_path: Path) -> None:
    results, file = tmp_path / "latest.json", tmp_path / "kept.json"
    for name, value in (("lookups", 1.0), ("relay", 2.0), ("lookups", 3.0)):
        results.write_text(json.dumps([asdict(Ratio(name, value, limit=4.0))]))
        take(name, results, file, date(2026, 12, 1))

    assert {name: [one.value for one in part.measured] for name, part in kept(file).items()} == {
        "lookups": [3.0],
        "relay": [2.0],
    }
    assert [one.name for one in draw(file, tmp_path)] == ["bench-lookups.svg", "bench-relay.svg"]


def test_what_is_kept_is_written_as_it_would_be_again(tmp_path: Path) -> None:
    again = tmp_path / "kept.json"
    for name, part in PARTS.items():
        results = tmp_path / "one.json"
        results.write_text(json.dumps([asdict(one) for one in part.measured]))
        take(name, results, again, part.on)

    assert again.read_bytes() == KEPT.read_bytes()
