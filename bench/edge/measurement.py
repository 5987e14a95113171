"""How many lookups a second FreeSWITCH would get, directly and through the edge, near the functions and far away."""

import tempfile
import time
from pathlib import Path

from bench.edge.certificates import Authority
from bench.edge.distance import distance
from bench.edge.functions_stub import functions
from bench.edge.lookup import lookup
from bench.edge.running import edge
from bench.ratio import Ratio

NEAR_S = 2.0
FAR_ROUND_TRIP_S = 0.02


def lookups_per_second(url: str, ca_file: Path, seconds: float) -> float:
    """Look up one after the other, as one SIP profile does."""
    lookup(url, ca_file)
    done = 0
    began = time.perf_counter()
    while (passed := time.perf_counter() - began) < seconds:
        status, _ = lookup(url, ca_file)
        if status != 200:
            raise RuntimeError(f"{url} answered {status}")
        done += 1
    return done / passed


def measure(seconds: float = NEAR_S) -> list[Ratio]:
    """Return lookups a second through the edge ÷ directly over TLS, here and 20 ms away."""
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        authority = Authority(Path(folder))
        with functions(authority.server_context("localhost")) as stub:
            here = int(stub.url.rpartition(":")[2])
            with distance(here, FAR_ROUND_TRIP_S) as far:
                for place, port in (("functions on this machine", here), ("functions 20 ms away", far)):
                    url = f"https://localhost:{port}"
                    direct = lookups_per_second(url, authority.file, seconds)
                    with edge(url, ca_file=authority.file) as running:
                        through = lookups_per_second(f"http://127.0.0.1:{running.port}", authority.file, seconds)
                    ratios.append(
                        Ratio(
                            name=f"edge: lookups through it ÷ over a new TLS connection, {place}",
                            value=through / direct,
                            least=1.0,
                            note=f"{through:.0f}/s ÷ {direct:.0f}/s",
                        )
                    )
    return ratios
