"""`python -m bench.plots`: what was measured last as a picture: a point for each measurement, its limit as a line.

A picture has a part for each unit, with an axis of its own; each is logarithmic, for some are a tenth and some are a
thousand. A ratio is drawn from 1 on, where both are the same.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from math import floor, log10
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from bench.ratio import Ratio

LATEST = Path(__file__).parent / "results" / "latest.json"
LEFT, WIDTH, RIGHT = 16, 500, 204
TOP, ROW, AXIS = 34, 40, 48
MOST_TICKS = 9
RATIO = "×"
# As the reader's system is set; the background is drawn, so it is readable on a page of the other kind as well.
STYLE = (
    'text{font-family:system-ui,"DejaVu Sans",sans-serif;font-size:13px;fill:#1d2b38}.e{text-anchor:middle}'
    ".s{font-size:12px;fill:#44586c}.b{fill:#fff}.k{fill:#2f6db0;stroke:#2f6db0}.x{fill:#b4483c;stroke:#b4483c}"
    ".t{paint-order:stroke;stroke:#fff;stroke-width:4}.n{font-weight:600}.l{stroke:#1d2b38;stroke-width:2}.g{stroke:#d5dde5}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.t{stroke:#10171e}.s{fill:#a9b8c6}.b{fill:#10171e}.k{fill:#7fb2e6;stroke:#7fb2e6}"
    ".x{fill:#f08a7c;stroke:#f08a7c}.l{stroke:#e6edf3}.g{stroke:#33414e}}"
)


def svg(ratios: Sequence[Ratio]) -> str:
    """Draw them, those of one unit together.

    Raises:
        ValueError: there is nothing to draw.
    """
    shown = [ratio for ratio in ratios if ratio.value > 0]
    if not shown:
        raise ValueError("nothing was measured that can be drawn")
    units = {unit: [ratio for ratio in shown if ratio.unit == unit] for unit in dict.fromkeys(r.unit for r in shown)}
    width, height = LEFT + WIDTH + RIGHT, TOP + sum(ROW * len(of_unit) + AXIS for of_unit in units.values())
    told = f"{len(shown)} measurements, {sum(not ratio.keeps for ratio in shown)} past their limit: " + "; ".join(
        f"{ratio.name}: {number(ratio)}" for ratio in shown
    )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"',
        f" aria-label={quoteattr(told)}>",
        f'<style>{STYLE}</style><rect class="b" width="{width}" height="{height}"/>',
        *_legend(any(not ratio.keeps for ratio in shown)),
    ]
    top = TOP
    for unit, of_unit in units.items():
        lines += _panel(unit, of_unit, top)
        top += ROW * len(of_unit) + AXIS
    return "\n".join([*lines, "</svg>\n"])


def number(ratio: Ratio) -> str:
    """What was measured, with its unit, as text and picture say it."""
    return f"{ratio.value:,.2f} {ratio.unit}".rstrip()


def limit(ratio: Ratio) -> str:
    """What it has to keep; empty where it is only reported."""
    if ratio.least is not None and ratio.limit is not None:
        return f"{ratio.least:g} to {ratio.limit:g}"
    if ratio.limit is not None:
        return f"at most {ratio.limit:g}"
    return "" if ratio.least is None else f"at least {ratio.least:g}"


def _legend(past: bool) -> list[str]:
    drawn = ['<circle class="k" cx="22" cy="17" r="5"/><text class="s" x="32" y="21">measured</text>']
    drawn += ['<line class="l" x1="110" y1="9" x2="110" y2="25"/><text class="s" x="118" y="21">its limit</text>']
    if past:
        drawn += ['<path class="x" d="M204 10l6 7-6 7-6-7z"/><text class="s" x="216" y="21">past its limit</text>']
    return drawn


def _panel(unit: str, ratios: Sequence[Ratio], top: int) -> list[str]:
    numbers = [n for ratio in ratios for n in (ratio.value, ratio.limit, ratio.least) if n]
    scale = Scale([1.0, *numbers] if unit == RATIO else numbers)
    bottom = top + ROW * len(ratios)
    base = scale.x(1.0) if unit == RATIO else float(LEFT)
    title = "ratio (×), logarithmic; 1: both are the same" if unit == RATIO else f"{unit or 'number'}, logarithmic"
    return [
        *(
            f'<line class="g" x1="{scale.x(tick)}" y1="{top}" x2="{scale.x(tick)}" y2="{bottom + 4}"/>'
            f'<text class="s e" x="{scale.x(tick)}" y="{bottom + 18}">{tick:g}</text>'
            for tick in scale.ticks
        ),
        f'<text class="s e" x="{LEFT + WIDTH / 2:g}" y="{bottom + 35}">{escape(title)}</text>',
        *(part for place, ratio in enumerate(ratios) for part in _row(scale, ratio, base, top + ROW * place)),
    ]


def _row(scale: "Scale", ratio: Ratio, base: float, y: int) -> list[str]:
    x, middle, kind = scale.x(ratio.value), y + 27, "k" if ratio.keeps else "x"
    point = (
        f'<circle class="k p" cx="{x}" cy="{middle}" r="5"/>'
        if ratio.keeps
        else f'<path class="x p" d="M{x} {middle - 7}l6 7-6 7-6-7z"/>'
    )
    return [
        f'<text class="t" x="{LEFT}" y="{y + 14}">{escape(ratio.name)}</text>',
        f'<line class="{kind}" x1="{base}" y1="{middle}" x2="{x}" y2="{middle}" stroke-width="3"/>{point}',
        *(
            f'<line class="l" x1="{scale.x(one)}" y1="{middle - 8}" x2="{scale.x(one)}" y2="{middle + 8}"/>'
            for one in (ratio.limit, ratio.least)
            if one
        ),
        f'<text class="n" x="{LEFT + WIDTH + 16}" y="{y + 31}">{escape(number(ratio))}</text>',
        f'<text class="s" x="{LEFT + WIDTH + 104}" y="{y + 31}">{escape(limit(ratio))}</text>',
    ]


class Scale:
    """A logarithmic axis from one of 1, 2, 5, 10, … to another that holds all numbers, which are more than 0."""

    def __init__(self, numbers: Iterable[float]) -> None:
        given = list(numbers)
        least, most = min(given), max(given)
        powers = range(floor(log10(least)) - 1, floor(log10(most)) + 2)
        steps = [step * 10.0**power for power in powers for step in (1, 2, 5)]
        first = max(index for index, step in enumerate(steps) if step <= least * 1.0001)
        last = min(index for index, step in enumerate(steps) if step >= most * 0.9999)
        # One number alone, on a step, has an axis to both sides.
        inside = steps[first if first < last else first - 1 : last + 2 if first == last else last + 1]
        self._first, self._last = log10(inside[0]), log10(inside[-1])
        tens = [step for step in inside if round(log10(step), 6).is_integer()]
        self.ticks = inside if len(inside) <= MOST_TICKS or len(tens) < 2 else tens

    def x(self, number: float) -> float:
        """Where it is, from the picture's left."""
        return round(LEFT + WIDTH * (log10(number) - self._first) / (self._last - self._first), 1)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.plots", description=__doc__)
    parser.add_argument("results", nargs="?", type=Path, default=LATEST, help="what `make bench` has written")
    parser.add_argument("--into", type=Path, default=LATEST.with_suffix(".svg"), help="the picture's file")
    chosen = parser.parse_args(arguments)
    if not chosen.results.exists():
        print(f"{chosen.results} is not there: make bench writes it", file=sys.stderr)
        return 1
    ratios = [Ratio(**one) for one in json.loads(chosen.results.read_text(encoding="utf-8"))]
    chosen.into.write_text(svg(ratios), encoding="utf-8")
    print(f"{len(ratios)} measurements: {chosen.into}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
