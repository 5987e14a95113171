"""`python -m bench.kept`: what docs/scale.md shows of the bench: kept in bench/kept.json, drawn into docs/pictures/.

`python -m bench bench.lookups && python -m bench.kept --take lookups` measures a part anew and puts it in the place of
the one that was kept.
"""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from bench.plots import LATEST, svg
from bench.ratio import Ratio

KEPT = Path(__file__).parent / "kept.json"
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"


class Part(msgspec.Struct):
    """What one module of bench/ has measured, and on which day."""

    on: date
    measured: list[Ratio]


def kept(file: Path = KEPT) -> dict[str, Part]:
    """Every part by its module's name."""
    return msgspec.json.decode(file.read_bytes(), type=dict[str, Part])


def picture_of(name: str) -> str:
    """The name of its picture."""
    return f"bench-{name.replace('_', '-')}.svg"


def take(name: str, results: Path, file: Path, today: date) -> None:
    """Put what was measured last in the place of a part."""
    ratios = [Ratio(**one) for one in json.loads(results.read_text(encoding="utf-8"))]
    parts = kept(file) if file.exists() else {}
    parts[name] = Part(today, ratios)
    written = {
        one: {"on": part.on.isoformat(), "measured": [asdict(r) for r in part.measured]} for one, part in parts.items()
    }
    file.write_text(json.dumps(dict(sorted(written.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def draw(file: Path = KEPT, folder: Path = PICTURES) -> list[Path]:
    """Draw every part."""
    drawn = []
    for name, part in kept(file).items():
        drawn.append(folder / picture_of(name))
        drawn[-1].write_text(svg(part.measured), encoding="utf-8")
    return drawn


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.kept", description=__doc__)
    parser.add_argument("--take", metavar="PART", help="what was measured last is this part, such as lookups")
    parser.add_argument("--results", type=Path, default=LATEST, help="where that was written")
    chosen = parser.parse_args(arguments)
    if chosen.take:
        take(chosen.take, chosen.results, KEPT, datetime.now(UTC).date())
    for picture in draw():
        print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
