"""The relay: what it adds to FreeSWITCH's own time, how little it writes, and how soon it is back after kill -9."""

import json
import os
import secrets
import subprocess
import sys
from contextlib import AbstractContextManager

from bench import round_trip
from bench.ratio import Ratio
from bench.relay_parts import memory_ratio, program, rows_per_event


def measure() -> list[Ratio]:
    """All measurements of the relay."""
    ratios = [
        *round_trip.measure(),
        Ratio("rows written ÷ events, ten people talking at once", rows_per_event(), 0.2),
        Ratio("memory after 1,000,000 events ÷ after 10,000", memory_ratio(), 1.1),
    ]
    with moto_process() as aws:
        done = subprocess.run(
            [sys.executable, "-m", "bench.relay_running"],
            env=os.environ
            | {
                "AWS_ENDPOINT_URL": aws,
                "AWS_DEFAULT_REGION": "eu-central-1",
                "API_TOKEN_SECRET": secrets.token_hex(32),
            },
            stdout=subprocess.PIPE,
            timeout=600,
            check=True,
        )
    return ratios + [Ratio(**one) for one in json.loads(done.stdout)]


def moto_process() -> AbstractContextManager[str]:
    """Tables and queues in a process of their own; gives their address."""
    return program("moto.server", "-H", "127.0.0.1", "-p")


if __name__ == "__main__":
    for measured in measure():
        print(measured)
