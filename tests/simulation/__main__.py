"""`python -m tests.simulation`: a fleet for a day; ends with status 1 where something did not hold."""

import argparse
import gc
import os
import sys


def main() -> int:
    options = _options()
    # Before anything of ours is imported: settings are read when a module is loaded.
    os.environ.update(
        {
            "AWS_ACCESS_KEY_ID": "simulation", "AWS_SECRET_ACCESS_KEY": "simulation",
            "AWS_DEFAULT_REGION": "eu-central-1", "AWS_EC2_METADATA_DISABLED": "true",
            "POWERTOOLS_METRICS_DISABLED": "true", "POWERTOOLS_LOG_LEVEL": "CRITICAL",
            "PIN_HASH_KEY": "a-key-of-the-simulation-long-enough", "TABLE_PREFIX": "simulated-",
            "LIVE_URL": "wss://live.example.com", "LIVE_CONNECTIONS_URL": "https://live.example.com",
        }
    )  # fmt: skip
    from tests.simulation.report import lines  # after the environment is set
    from tests.simulation.run import Simulation
    from tests.simulation.sizes import Size

    # Nearly everything that is made stays: to look for cycles takes a third of the time.
    gc.set_threshold(200_000, 50, 50)
    size = Size(
        nodes=options.nodes, conferences=options.conferences, users=options.users, from_hour=options.from_hour,
        to_hour=options.to_hour,
        deaths=options.deaths, drains=options.drains, splits=options.splits, skew=options.skew,
        sweep_minutes=options.sweep_minutes,
    )  # fmt: skip
    outcome = Simulation(size, options.seed).run()
    print("\n".join(lines(outcome)))
    return 1 if outcome.oracle.broken else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--nodes", type=int, default=1000)
    parser.add_argument("--conferences", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=1_000_000, help="each registers and calls once (1,000,000)")
    parser.add_argument("--from-hour", type=int, default=0, help="of the day only from this hour (0)")
    parser.add_argument("--to-hour", type=int, default=24, help="and to that one (24): two halves are a day, too")
    parser.add_argument("--deaths", type=int, default=40, help="how many nodes die (40); as --drains and --splits")
    parser.add_argument("--drains", type=int, default=40)
    parser.add_argument("--splits", type=int, default=40)
    parser.add_argument("--skew", type=float, default=2.0, help="by how many seconds a function's clock is off (2)")
    parser.add_argument("--sweep-minutes", type=int, default=15, help="how often the sweep runs (15; on AWS 1)")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
