"""`python -m bench.plots`: what was measured last as a picture: a bar for each ratio, its limit as a line across it."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from math import log10
from pathlib import Path
from xml.sax.saxutils import escape

from bench.ratio import Ratio

LATEST = Path(__file__).parent / "results" / "latest.json"
ROW, LEFT, WIDTH, RIGHT, TOP = 26, 470, 360, 110, 44
STYLE = (
    'text{font-family:system-ui,"DejaVu Sans",sans-serif;font-size:12px;fill:#1d2b38}.n{text-anchor:end}'
    ".k{fill:#5b84ad}.x{fill:#b4483c}.l{stroke:#1d2b38;stroke-width:2}.g{stroke:#d5dde5}"
)


def svg(ratios: Sequence[Ratio]) -> str:
    """Draw them in one logarithmic scale: some are a tenth and some are a thousand."""
    shown = [ratio for ratio in ratios if ratio.value > 0]
    if not shown:
        raise ValueError("nothing was measured that can be drawn")
    scale = _Scale(number for ratio in shown for number in (ratio.value, ratio.limit, ratio.least) if number)
    width, height = LEFT + WIDTH + RIGHT, TOP + ROW * len(shown) + 10
    told = f"{len(shown)} measurements, {sum(not ratio.keeps for ratio in shown)} past their limit"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{told}">',
            f'<style>{STYLE}</style><rect width="{width}" height="{height}" fill="#ffffff"/>',
            *(_tick(scale, power, height) for power in scale.powers),
            *(part for place, ratio in enumerate(shown) for part in _row(scale, ratio, TOP + ROW * place)),
            "</svg>\n",
        ]
    )


class _Scale:
    """Whole powers of ten that hold all numbers."""

    def __init__(self, numbers: Iterable[float]) -> None:
        logs = [log10(number) for number in numbers]
        first, last = int(min(*logs, 0.0) // 1), int(-(-max(*logs, 0.0) // 1))
        self.powers = range(first, max(last, first + 1) + 1)

    def x(self, number: float) -> float:
        share = (log10(number) - self.powers[0]) / (self.powers[-1] - self.powers[0])
        return round(LEFT + WIDTH * share, 1)


def _tick(scale: _Scale, power: int, height: int) -> str:
    x = scale.x(10.0**power)
    line = f'<line class="g" x1="{x}" y1="{TOP - 12}" x2="{x}" y2="{height - 8}"/>'
    return f'{line}<text x="{x}" y="{TOP - 18}" text-anchor="middle">{10.0**power:g}</text>'


def _row(scale: _Scale, ratio: Ratio, y: int) -> list[str]:
    begin, end = sorted((scale.x(ratio.value), float(LEFT)))
    limits = [limit for limit in (ratio.limit, ratio.least) if limit]
    return [
        f'<text class="n" x="{LEFT - 8}" y="{y + 13}">{escape(ratio.name)}</text>',
        (
            f'<rect class="{"k" if ratio.keeps else "x"}" x="{begin}" y="{y + 2}" '
            f'width="{max(end - begin, 1):.1f}" height="{ROW - 10}"/>'
        ),
        *(
            f'<line class="l" x1="{scale.x(limit)}" y1="{y}" x2="{scale.x(limit)}" y2="{y + ROW - 6}"/>'
            for limit in limits
        ),
        f'<text x="{LEFT + WIDTH + 8}" y="{y + 13}">{ratio.value:.2f} {escape(ratio.unit)}</text>',
    ]


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
