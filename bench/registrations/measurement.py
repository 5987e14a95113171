"""Registrations a second on a real switch, for each place where it may find its users; all in one run, by turns."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from statistics import median

from bench.ratio import Ratio
from bench.registrations import answers
from bench.registrations.place import AGAIN, KEPT, ONCE, Place, place
from bench.registrations.processes import helper, worked
from bench.registrations.telephones import HOST, Telephones, Told
from bench.registrations.web import missing as missing_web
from functions.shared.lookups.keeping import FRESH_SECONDS

# So long as an answer is fresh: who registers again is asked for once in a round, as it goes on.
ROUNDS, SECONDS, AT_ONCE = 5, float(FRESH_SECONDS), 8
NOT_HERE = "set FREESWITCH to a FreeSWITCH 1.10.12 binary to measure registrations"
# Of those who got in: a busy machine lets a look-up wait for its two seconds once, and whoever waits with it.
MOST_REFUSED = 0.05
# Of telephones that nothing holds up: more than any switch on such a machine takes.
LEAST_RATE = 1500

STATIC, CACHED, PHP = "XML in FreeSWITCH itself", "functions, kept by FreeSWITCH", "PHP demo"
STRAIGHT, EDGE, OUTAGE = "functions, straight", "functions, edge", "edge, functions away"
PHP_ONCE, EDGE_ONCE = "PHP with one GetItem, each once", "functions, edge, each once"
FAR, FAR_EDGE, FAR_EDGE_ONCE = (
    f"{name}, TLS and 20 ms" for name in ("functions, straight", "functions, edge", "functions, edge, each once")
)


@dataclass
class Way:
    """One place where the switch finds its users, and what was seen of it."""

    name: str
    users: Iterator[str]
    begin: Callable[[], None]
    # Whose work it is, beside the switch's.
    helpers: Sequence[int] = ()
    seen: list[Told] = field(default_factory=list)
    # Milliseconds of a processor for each registration: the switch's, and the helpers'.
    work: list[tuple[float, float]] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return median(told.rate for told in self.seen)


def missing() -> str:
    """Why nothing can be measured here; empty where it can."""
    return missing_web() if os.environ.get("FREESWITCH") else NOT_HERE


def telephones_alone(seconds: float = 2.0) -> float:
    """How many registrations a second the telephones make where nobody looks at anything."""
    with helper("bench.registrations.registrar_stub") as port:
        telephones = Telephones(port)
        told = telephones.register(cycle(AGAIN), seconds, AT_ONCE)
        telephones.close()
    return told.rate


def ways_of(one: Place) -> list[Way]:
    again, once = cycle(AGAIN), cycle(ONCE)
    functions, web = f"http://{HOST}:{one.stack.port}", (one.web.nginx, one.web.fpm)

    def asking(url: str) -> Callable[[], None]:
        return lambda: one.node.asks(f"{url}/directory")

    def behind(edge: int) -> tuple[int, ...]:
        return (edge, one.functions)

    near, far, alone = one.near.process.pid, one.far.process.pid, one.alone.process.pid
    php = f"http://{HOST}:{one.web.php}"
    return [
        Way(STATIC, again, lambda: one.node.knows(AGAIN)),
        Way(CACHED, cycle(KEPT), asking(functions), (one.functions,)),
        Way(PHP, again, asking(f"{php}/demo"), web),
        Way(EDGE, again, asking(one.near.url), behind(near)),
        Way(OUTAGE, again, asking(one.alone.url), (alone,)),
        Way(STRAIGHT, again, asking(functions), (one.functions,)),
        Way(PHP_ONCE, once, asking(f"{php}/table"), (*web, one.functions)),
        Way(EDGE_ONCE, once, asking(one.near.url), behind(near)),
        Way(FAR, again, asking(one.far_url), (one.functions, one.web.nginx)),
        Way(FAR_EDGE, again, asking(one.far.url), (*behind(far), one.web.nginx)),
        Way(FAR_EDGE_ONCE, once, asking(one.far.url), (*behind(far), one.web.nginx)),
    ]


def run(rounds: int = ROUNDS, seconds: float = SECONDS) -> list[Way]:
    """Measure each way in turn, so often.

    Raises:
        RuntimeError: too many did not get in.
        TimeoutError: the switch counts others than have registered.
    """
    with place(os.environ["FREESWITCH"]) as one:
        ways, known = ways_of(one), set(AGAIN)
        for number in range(rounds):
            for way in ways[number % 2 :] + ways[: number % 2]:
                way.begin()
                before = [worked(one.node.pid), sum(map(worked, way.helpers))]
                told = one.telephones.register(way.users, seconds, AT_ONCE)
                after = [worked(one.node.pid), sum(map(worked, way.helpers))]
                if told.refused.total() > MOST_REFUSED * len(told.took):
                    raise RuntimeError(f"{way.name}: not everybody got in: {dict(told.refused)}")
                known |= told.users
                one.node.counts(len(known))
                way.seen.append(told)
                switch, helpers = ((b - a) / len(told.took) * 1000 for a, b in zip(before, after, strict=True))
                way.work.append((switch, helpers))
    return ways


def measure() -> Iterator[Ratio]:
    """Ratios of registrations a second; nothing where FreeSWITCH or PHP is not there, which is said."""
    if lacks := missing():
        print(lacks, file=sys.stderr)
        return
    yield from answers.measure()
    alone = telephones_alone()
    yield Ratio("registrations of the telephones alone", alone, least=LEAST_RATE, unit="/s")
    rate = {way.name: way.rate for way in run()}
    for name, value, against, least in (
        # Medians of five rounds vary by a tenth, and the functions work on the same processors.
        ("who registers again through the edge ÷ PHP demo", EDGE, PHP, 0.9),
        ("the same ÷ straight to the functions", EDGE, STRAIGHT, 1.0),
        ("the same ÷ XML in FreeSWITCH itself", EDGE, STATIC, None),
        ("in an outage ÷ PHP demo", OUTAGE, PHP, 0.8),
        ("each once through the edge ÷ PHP with one GetItem", EDGE_ONCE, PHP_ONCE, None),
        ("TLS and 20 ms: through the edge ÷ straight", FAR_EDGE, FAR, 1.0),
        ("TLS and 20 ms: each once through the edge ÷ straight", FAR_EDGE_ONCE, FAR, 1.0),
    ):
        note = f"{rate[value]:.0f}/s ÷ {rate[against]:.0f}/s"
        yield Ratio(f"registrations: {name}", rate[value] / rate[against], least=least, note=note)
