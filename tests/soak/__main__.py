"""`make soak MINUTES=10 SEED=1`: the local stack under seeded faults; ends with status 1 when a claim did not hold."""

import argparse
import shutil
import sys
import time
from pathlib import Path
from tempfile import mkdtemp

from infra.local.children import Children
from tests.soak import report
from tests.soak.disk import recordings_disk
from tests.soak.evidence import Evidence
from tests.soak.oracle import judge
from tests.soak.promises import PROMISES
from tests.soak.run import Run
from tests.soak.schedule import schedule
from tests.soak.violations import Violation, told


def main() -> int:
    options = _options()
    seconds = options.minutes * 60
    blows = schedule(options.seed, seconds, options.only)
    print(f"seed {options.seed}, {options.minutes:g} minutes, patience {options.patience:g}")
    for blow in blows:
        print(f"  {blow}")
    if options.schedule:
        return 0
    folder = Path(options.folder or mkdtemp(prefix="freeswitch-functions-soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with recordings_disk(folder / "recordings", mount=not options.plain_disk) as disk, Children() as children:
        evidence = Run(options.seed, seconds, options.patience, folder).run(children, disk, blows)
        violations = judge(evidence, options.patience)
        # The children end while this is read.
        print("\n".join(lines(evidence, violations, options)))
    print(f"took {time.monotonic() - began:.0f} s")
    if not violations:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)
        print("every claim held")
        return 0
    print(
        f"the same again: make soak MINUTES={options.minutes:g} SEED={options.seed}; logs, requests and diary: {folder}"
    )
    return 1


def lines(evidence: Evidence, violations: list[Violation], options: argparse.Namespace) -> list[str]:
    """The report."""
    disk = "a tmpfs of its own, filled" if evidence.disk_is_real else "not ours to fill: the relay's look at free space"
    return [
        "",
        *report.of_faults(evidence.recoveries, options.patience),
        f"disk: {disk}",
        *evidence.remarks,
        "",
        *report.of_commands(evidence.rows),
        *report.of_recordings(evidence.recordings),
        *report.of_answers(evidence.history.asked),
        f"{evidence.calls} calls came in, {evidence.refused_calls} were refused",
        "",
        *report.of_sizes(evidence.sizes),
        "",
        *told(violations, evidence.began, every=options.list),
    ]


def _kinds(text: str) -> list[str]:
    found = [word.strip() for word in text.split(",") if word.strip()]
    unknown = sorted(set(found) - set(PROMISES))
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not one of {', '.join(PROMISES)}")
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long clients send commands (10)")
    parser.add_argument("--seed", type=int, default=1, help="everything random follows from it (1)")
    parser.add_argument(
        "--patience", type=float, default=1.0, help="multiplies the time of every promise, for a busy machine (1)"
    )
    parser.add_argument("--only", type=_kinds, default=[], help="faults of these kinds only, comma separated")
    parser.add_argument("--list", action="store_true", help="say every violation, not only some of each kind")
    parser.add_argument("--schedule", action="store_true", help="print the faults of this seed and do nothing")
    parser.add_argument("--plain-disk", action="store_true", help="do not mount a small disk, even if it is allowed")
    parser.add_argument("--folder", default="", help="where logs, requests and diary go; kept")
    found = parser.parse_args()
    if found.minutes < 0.5:
        parser.error(f"--minutes {found.minutes:g}: half a minute is the least")
    return found


if __name__ == "__main__":
    sys.exit(main())
