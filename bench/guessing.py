"""Guessing at links: the expected time until somebody is in, at the real limit, against what docs/entries.md computes.

So few codes that one address can try all of them, on a clock that the tries move: whoever is refused waits as they are
told. Of as many codes as there are the same limit makes years.
"""

import contextlib
import io
import time
from collections.abc import Iterator
from statistics import mean, median
from unittest.mock import patch

from starlette.testclient import TestClient

from bench.ratio import Ratio
from bench.tenants import tables_elsewhere
from functions.rooms.app import create_app
from functions.rooms.entries.networks import WINDOW_SECONDS
from functions.shared.settings import ApiSettings, read
from functions.shared.tables.counters.allowances import AllowancesItem
from functions.shared.tables.entries import EntriesItem
from infra.generated.link_guessing import YEAR, seconds_to_find

ADDRESS = "203.0.113.7"
CODES, SECONDS_A_TRY = 600, 0.05
# So often whoever is refused tries all the same, before they wait.
REFUSALS = 5
# All tries of a minute may be made in its first seconds, which is half a minute sooner on average.
LEAST, MOST = 0.85, 1.05


class Clock:
    """What redeeming takes for the time; a window has just begun."""

    def __init__(self) -> None:
        self.began = self.now = 30_000_000.0 * WINDOW_SECONDS

    def __call__(self) -> float:
        return self.now


def measure() -> Iterator[Ratio]:
    clock = Clock()
    with tables_elsewhere():
        for kind in (AllowancesItem, EntriesItem):
            kind.create_table(billing_mode="PAY_PER_REQUEST")
        with patch("functions.rooms.entries.redeeming.time.time", clock):
            compared, taken, refused = _search(clock)
    computed, really = seconds_to_find(1, 1, CODES), seconds_to_find(1, 1) / YEAR
    note = f"{computed:.0f} s for one of {CODES} codes; for one of 2^128 {really:.1e} years"
    yield Ratio("time to guess a link, measured ÷ computed", mean(compared) / computed, MOST, LEAST, note)
    cost = median(refused) / median(taken)
    note = f"{median(taken) * 1e3:.2f} ms"
    yield Ratio("a try at a link over the limit ÷ one whose code is compared, CPU", cost, 1.1, note=note)


def _search(clock: Clock) -> tuple[list[float], list[float], list[float]]:
    """After how many seconds each code is compared; the processor's seconds of each try that is, and that is not."""
    api = TestClient(create_app(read(ApiSettings)), client=(ADDRESS, 1))
    compared: list[float] = []
    taken: list[float] = []
    refused: list[float] = []
    while len(compared) < CODES:
        began = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()):
            answer = api.post("/v1/entries/redeem", json={"code": f"{len(compared):022}"})
        spent = time.process_time() - began
        clock.now += SECONDS_A_TRY
        if answer.status_code == 404:
            compared.append(clock.now - clock.began)
            taken.append(spent)
            continue
        assert answer.status_code == 429, answer.text
        refused.append(spent)
        if len(refused) % REFUSALS == 0:
            clock.now += int(answer.headers["retry-after"])
    return compared, taken, refused
