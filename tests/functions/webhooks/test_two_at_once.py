"""Two functions, or eight, are woken for one webhook at the same moment: one of them tells, each event comes once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from functions.shared.tables.webhooks import cursors
from functions.shared.tables.webhooks.cursors import Cursor
from functions.shared.tables.webhooks.hooks import find_hook
from functions.webhooks import telling
from functions.webhooks.telling import tell
from tests.functions.webhooks.place import DOMAIN, Place, ended, joined, left, took

WELL = "https://203.0.114.8/well"
Find = Callable[[str, str, str], Cursor | None]


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Says how many are at work: all of them have read the cursor before one of them writes it."""
    barrier: list[threading.Barrier] = []
    waited = threading.local()
    find: Find = cursors.find_cursor

    def found(domain: str, hook: str, conference: str) -> Cursor | None:
        cursor = find(domain, hook, conference)
        if getattr(waited, "barrier", None) is not barrier[-1]:
            # Only the first look of each.
            waited.barrier = barrier[-1]
            barrier[-1].wait(30)
        return cursor

    monkeypatch.setattr(telling, "find_cursor", found)
    return lambda workers: barrier.append(threading.Barrier(workers))


@pytest.mark.parametrize("workers", [2, 8])
def test_each_event_comes_once_and_in_order_however_many_are_woken(
    here: Place, together: Callable[[int], None], workers: int
) -> None:
    came: list[Any] = []
    here.stub = lambda _, event: came.append(event["id"]) or took()  # type: ignore[func-returns-value]  # both
    here.hook("crm", WELL)
    told: list[str] = []
    for number in range(20):
        # The first time there is no cursor yet; later ones find it where the last round left it.
        told += [one.id for one in here.append(joined(number), left(number))]
        _tell_at_once(here, together, workers)

    assert came == told


def test_those_that_are_woken_for_different_events_tell_each_once(here: Place, together: Callable[[int], None]) -> None:
    came: list[Any] = []
    here.stub = lambda _, event: came.append(event["id"]) or took()  # type: ignore[func-returns-value]  # both
    here.hook("crm", WELL)
    first = here.append(joined(1), joined(2))
    second = here.append(left(1), ended())

    together(2)
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(_tell, here, seq) for seq in (first[-1].seq, second[-1].seq)]
    for each in running:
        each.result(30)

    assert came == [one.id for one in (*first, *second)]


def test_who_was_woken_while_a_try_failed_does_not_try_again(here: Place, together: Callable[[int], None]) -> None:
    came: list[Any] = []
    here.stub = lambda _, event: came.append(event["id"]) or took(400)  # type: ignore[func-returns-value]  # both
    here.hook("crm", WELL)
    (told,) = here.append(joined(1))

    _tell_at_once(here, together, 8)

    assert came == [told.id]


def _tell_at_once(here: Place, together: Callable[[int], None], workers: int) -> None:
    together(workers)
    with ThreadPoolExecutor(workers) as pool:
        running = [pool.submit(_tell, here, 0) for _ in range(workers)]
    for each in running:
        each.result(30)


def _tell(here: Place, seq: int) -> None:
    found = find_hook(DOMAIN, "crm")
    assert found is not None
    tell(found, "internal", here.means, until=here.now + 40, seq=seq)
