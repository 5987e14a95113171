"""A small fleet for some hours; the same with code that forgets its conditions is found out."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from unittest.mock import patch

import pytest

from functions.shared.tables.claims import Claim
from functions.shared.tables.claims import claim_writes as real_writes
from functions.shared.tables.transactions import Put
from tests.simulation.exchange import Trouble
from tests.simulation.report import lines
from tests.simulation.run import Simulation
from tests.simulation.sizes import Outcome, Size

# More goes wrong here in an hour than in a year.
SMALL = Size(
    nodes=12, conferences=500, users=4000, from_hour=9, to_hour=10, deaths=6, drains=4, splits=24, processes=8,
    sweep_minutes=2, late_seconds=0.3, carriers_share=0.4, trouble=Trouble(lost_answers=2e-3, silence=5e-4),
)  # fmt: skip
# All of a meeting come at once, so that whoever does not look comes in between.
BROKEN = replace(SMALL, conferences=250, users=2000, late_seconds=0.005)


# What is rare happens on some of them.
SEEDS = range(1, 17)


@pytest.fixture(scope="module")
def days() -> list[Outcome]:
    return [Simulation(SMALL, seed=seed).run() for seed in SEEDS]


@pytest.fixture(scope="module")
def day(days: list[Outcome]) -> Outcome:
    return days[0]


def test_everything_held(days: list[Outcome]) -> None:
    assert [day.oracle.violations for day in days] == [[] for _ in SEEDS]
    assert {lines(day)[-1] for day in days} == {"every claim held"}


def test_what_it_is_about_has_happened(days: list[Outcome]) -> None:
    counted = Counter[str]()
    for day in days:
        counted.update(day.oracle.counted)
        assert len(day.oracle.drains) == SMALL.drains

    for what in (
        "claims that were taken of a lost node",
        "claims that went to another node after their end",
        "looks at a claim that another node has",
        "named by a claim",
        "named by least load",
        "thrown out by a death",
        "told that a node takes nothing new",
    ):
        assert counted[what] > 0, what
    assert counted["came in"] > SMALL.users * 0.1 * len(SEEDS)
    assert min(sum(getattr(day.exchange.told, what) for day in days) for what in ("lost", "silent", "conflicts")) > 0


def test_a_look_up_costs_one_call_or_two_and_one_more_for_who_claims(day: Outcome) -> None:
    calls = day.oracle.calls

    assert set(calls["register"]) == {1}
    # A look at a node that is not remembered is one more; so is a claim that is almost over, or whose names are new.
    assert calls["by number, comes after"][2] > 0.97 * calls["by number, comes after"].total()
    assert set(calls["by number, claims"]) >= {3}
    assert min(calls["by PIN, comes after"]) == 2


def test_the_cost_of_a_look_up_does_not_grow_with_the_town(day: Outcome) -> None:
    tenth = Simulation(replace(SMALL, nodes=4, conferences=60, users=500, deaths=0, drains=0, splits=0), seed=3).run()
    few, many = (_mean(of, "by number, comes after") for of in (tenth, day))

    assert few == pytest.approx(many, abs=0.05)
    assert _mean(tenth, "register") == _mean(day, "register") == 1


def test_the_same_seed_is_the_same_day() -> None:
    size = replace(SMALL, nodes=5, conferences=60, users=500, deaths=2, drains=1, splits=2)
    one, two = (Simulation(size, seed=11).run() for _ in range(2))

    assert one.oracle.counted == two.oracle.counted
    assert one.exchange.told == two.exchange.told


def _mean(outcome: Outcome, kind: str) -> float:
    calls = outcome.oracle.calls[kind]
    return sum(number * times for number, times in calls.items()) / calls.total()


def _unconditional(conference: str, claim: Claim, over: Claim | None) -> list[Put]:
    return [Put(one.item) for one in real_writes(conference, claim, over)]


def _always(_name: str, _now: float) -> bool:
    return True


@pytest.mark.parametrize(
    ("where", "instead", "rule"),
    [
        (
            "functions.shared.tables.claims.claim_writes",
            _unconditional,
            "a claim is taken only of who has none any more",
        ),
        ("functions.shared.claims.claiming.takes_part", _always, "nobody is sent to a lost node"),
        ("tests.simulation.relays.let_go", lambda *_, **__: None, "a claim ends with its meeting"),
    ],
    ids=["without a condition", "lost nodes count", "never let go"],
)
def test_what_is_broken_is_found(where: str, instead: Callable[..., object], rule: str) -> None:
    with patch(where, instead):
        broken = Simulation(BROKEN, seed=3).run()

    assert broken.oracle.broken[rule] > 0


def test_whoever_is_sent_to_a_lost_node_is_told(day: Outcome) -> None:
    node = day.fleet.nodes["fs1"]
    oracle = replace(day.oracle, violations=[], broken=Counter())
    day.fleet.stop(node)
    node.runs, node.beaten = False, oracle.day.now - 60

    oracle.sent(node, placed=True)
    oracle.sent(day.fleet.nodes["fs2"], placed=True)

    assert oracle.broken == {"nobody is sent to a lost node": 1}
