"""Prints the measurement as one table: `FREESWITCH=…/freeswitch python -m bench.registrations`, six minutes."""

import sys
from statistics import median

from bench.registrations.measurement import AT_ONCE, ROUNDS, SECONDS, missing, run, telephones_alone


def main() -> int:
    if lacks := missing():
        print(lacks, file=sys.stderr)
        return 1
    print(f"telephones against a registrar that looks at nothing: {telephones_alone():.0f}/s")
    print(f"{ROUNDS} rounds by turns of {SECONDS:g} s, {AT_ONCE} at once; counted is what ended with 200")
    titles = ("each round", 25), ("p50 ms", 8), ("refused", 9), ("sent again", 11), ("ms switch", 10), ("ms others", 10)
    print(f"{'':<46}{'median/s':>9}" + "".join(f"{title:>{width}}" for title, width in titles))
    for way in run():
        each = " ".join(f"{told.rate:.0f}" for told in way.seen)
        took = median(second for told in way.seen for second in told.took) * 1000
        refused = sum(told.refused.total() for told in way.seen)
        again = sum(told.again for told in way.seen)
        switch, others = (median(part) for part in zip(*way.work, strict=True))
        print(
            f"{way.name:<46}{way.rate:>9.0f}{each:>25}{took:>8.1f}{refused:>9}{again:>11}{switch:>10.2f}{others:>10.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
