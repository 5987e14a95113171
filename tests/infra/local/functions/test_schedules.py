"""What runs by the clock: here as often as on AWS."""

import pytest

from functions.sweep import app
from functions.webhooks import app as webhooks
from infra.local.functions.schedules import Schedules
from infra.local.template import Template


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def swept() -> list[float]:
    return []


@pytest.fixture
def clock(swept: list[float], monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(app, "handler", lambda _event, _context: swept.append(clock.now))
    # The other one by the clock is not asked for here.
    monkeypatch.setattr(webhooks, "handler", lambda _event, _context: None)
    return clock


def schedules(clock: Clock) -> Schedules:
    return Schedules(Template(name="stack", region="eu-central-1"), clock)


def test_the_sweep_runs_each_minute_as_on_aws(swept: list[float], clock: Clock) -> None:
    here = schedules(clock)
    for _ in range(185):
        clock.now += 1
        here.run_once()

    assert swept == [1060, 1120, 1180]


def test_one_that_fails_runs_again_in_its_time(
    swept: list[float], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_event: object, _context: object) -> None:
        swept.append(clock.now)
        raise KeyError("a bug")

    monkeypatch.setattr(app, "handler", failing)
    here = schedules(clock)
    for clock.now in (1060, 1061, 1120):
        here.run_once()

    assert swept == [1060, 1120]
