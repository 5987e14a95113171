"""`make bench`: every measurement as a table, and as JSON in bench/results/."""

import argparse
import json
import os
import secrets
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from bench.ratio import Ratio

MODULES = (
    "bench.lookups",
    "bench.strangers",
    "bench.guessing",
    "bench.picture",
    "bench.cold_start",
    "bench.edge",
    "bench.registrations",
    "bench.relay",
    "bench.outputs",
    "bench.tenants",
    "bench.live",
    "bench.desk",
)
RESULTS, LATEST = Path(__file__).parent / "results", "latest.json"
MODULE_SECONDS = 900


def prepare() -> None:
    """Give the code under measurement an environment in which it starts; nothing real is reached."""
    os.environ.setdefault("AWS_ACCESS_KEY_ID", "bench")
    os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "bench")
    os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
    # Frames go to a stub, wherever that is said to be.
    os.environ.setdefault("LIVE_URL", "wss://live.example.com/live")
    os.environ.setdefault("LIVE_CONNECTIONS_URL", "https://live.example.com/live")
    # A line for every call would be measured along, and read by nobody.
    os.environ.setdefault("POWERTOOLS_LOG_LEVEL", "WARNING")
    for name in ("PIN_HASH_KEY", "API_TOKEN_SECRET", "ENTRY_TOKEN_SECRET"):
        os.environ.setdefault(name, secrets.token_urlsafe(36))


def line(ratio: Ratio) -> str:
    limit = "" if ratio.limit is None else f"≤ {ratio.limit:g}"
    limit = f"≥ {ratio.least:g}" if ratio.limit is None and ratio.least is not None else limit
    limit = f"{ratio.least:g} – {ratio.limit:g}" if ratio.least is not None and ratio.limit is not None else limit
    verdict = ("ok" if ratio.keeps else "PAST IT") if limit else ""
    return f"{ratio.name:<74} {ratio.value:>9.2f} {ratio.unit:<3} {limit:<10} {verdict:<9} {ratio.note}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("modules", nargs="*", default=MODULES, help=f"which of them: {', '.join(MODULES)} (all)")
    names: list[str] = list(parser.parse_args(arguments).modules)
    prepare()
    measured = _measured(names[0]) if len(names) == 1 else _each_alone(names)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / LATEST).write_text(json.dumps([asdict(ratio) for ratio in measured], indent=1) + "\n")
    broken = [ratio for ratio in measured if not ratio.keeps]
    print(f"{len(measured)} measured, {len(broken)} past their limit; bench/results/{LATEST}")
    return 1 if broken else 0


def _measured(name: str) -> list[Ratio]:
    measured = []
    for ratio in import_module(name).measure():
        measured.append(ratio)
        print(line(ratio), flush=True)
    return measured


def _each_alone(names: list[str]) -> list[Ratio]:
    """Each in a process of its own: what one has imported, connected or kept in memory is not the next one's."""
    measured: list[Ratio] = []
    latest = RESULTS / LATEST
    for name in names:
        latest.unlink(missing_ok=True)
        # Its status tells of a limit that was passed as well; the file tells that it came to its end.
        subprocess.run([sys.executable, "-m", "bench", name], check=False, timeout=MODULE_SECONDS)
        if not latest.exists():
            raise RuntimeError(f"{name} broke down")
        measured += [Ratio(**one) for one in json.loads(latest.read_text())]
    return measured


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
