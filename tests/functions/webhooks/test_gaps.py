"""What is not kept any more is told as a gap, once, and only where something was missed."""

import time
from typing import Any

import pytest

from functions.shared.feed.appending import EVENTS_A_DAY, first_seq
from functions.shared.feed.reading import Missing, Page
from functions.shared.tables.history.feed import KEPT_SECONDS, FeedItem, Opening, last_seq_before, put_opening
from functions.shared.tables.webhooks.cursors import LEASE_SECONDS, Cursor
from functions.shared.webhooks.waking import Wake
from functions.webhooks.positions import is_missing
from tests.functions.webhooks.place import DOMAIN, Place, joined, left, took
from tests.functions.webhooks.test_killed import Killed, killed_at, run_until_killed

URL = "https://203.0.114.8/hook"


def expire(conference: str = "internal", *, keep: int) -> None:
    """As after 48 hours: all batches but the newest are gone."""
    items = list(FeedItem.query(conference, FeedItem.seq > 0))
    for item in items[: len(items) - keep]:
        item.delete()


def test_a_cursor_that_fell_out_of_the_feed_gets_a_gap_and_goes_on(here: Place) -> None:
    came: list[Any] = []
    here.stub = lambda _, _event: took(503)
    here.hook("crm", URL, events=["member.*"])
    told = here.happen(joined(1))
    here.work()
    lost = [here.append(joined(number)) for number in range(2, 5)]
    kept = here.append(left(1))
    expire(keep=1)
    here.stub = lambda _, event: came.append(event) or took()  # type: ignore[func-returns-value]  # both
    here.go_on(120)

    gap, after = came
    assert gap["type"] == "gap"
    assert gap["seq"] == lost[-1][0].seq
    assert gap["data"] == {"from": None, "to": kept[0].at, "reason": "expired"}
    assert gap["id"].endswith(f"-{told[0].seq}-{lost[-1][0].seq}")
    assert after["id"] == kept[0].id


def test_a_gap_is_the_same_on_every_try_though_more_is_missing_by_then(here: Place) -> None:
    came: list[Any] = []
    here.stub = lambda _, _event: took(503)
    here.hook("crm", URL)
    here.happen(joined(1))
    here.work()
    for number in range(2, 6):
        here.append(joined(number))
    expire(keep=2)
    here.now += 3600
    answers = iter([took(503), took(), took(), took()])

    def receive(url: str, event: Any) -> Any:
        came.append(event)
        return next(answers)

    here.stub = receive
    here.run([Wake(domain=DOMAIN, conference="internal")])
    expire(keep=1)
    here.go_on(600)

    assert [one["type"] for one in came] == ["gap", "gap", "gap", "member.joined"]
    assert came[0] == came[1]
    # What went missing meanwhile is another one.
    assert came[2]["seq"] == came[1]["seq"] + 1


def test_killed_while_a_gap_is_told_the_next_one_tells_the_same(here: Place) -> None:
    came: list[Any] = []
    here.stub = lambda _, _event: took()
    here.hook("crm", URL)
    here.happen(joined(1))
    here.work()
    for number in range(2, 6):
        here.append(joined(number))
    expire(keep=1)
    here.stub = lambda _, event: came.append(event) or took()  # type: ignore[func-returns-value]  # both
    for step in range(1, 12):
        with killed_at(step, before=False):
            try:
                run_until_killed(here, here.means)
            except Killed:
                pass
        here.now += LEASE_SECONDS + 1
    here.look()
    here.work()

    assert len({one["id"] for one in came if one["type"] == "gap"}) == 1
    assert [one["type"] for one in came][-1] == "member.joined"


TODAY = int(time.time() // 86_400) * EVENTS_A_DAY


@pytest.mark.parametrize(
    ("gap", "cursor", "resumed", "missing"),
    [
        # The feed was empty, and this webhook had all of it.
        (Missing(first=6, to=TODAY, reason="expired"), {"after": 5, "touched_at": 10.0}, 1.0, False),
        # It was off in the meantime, or its receiver failed: nobody knows.
        (Missing(first=6, to=TODAY, reason="expired"), {"after": 5, "touched_at": 10.0}, 20.0, True),
        (Missing(first=6, to=TODAY, reason="expired"), {"after": 5, "touched_at": 10.0, "failures": 1}, 1.0, True),
        # Something was there.
        (Missing(first=6, to=9, reason="expired"), {"after": 5, "touched_at": 10.0}, 1.0, True),
        (Missing(first=6, to=9, reason="unknown_position"), {"after": 5, "touched_at": 10.0}, 1.0, False),
        (None, {"after": 5, "touched_at": 10.0}, 1.0, False),
    ],
)
def test_a_feed_that_begins_anew_is_no_gap_for_who_had_all_of_it(
    gap: Missing | None, cursor: dict[str, Any], resumed: float, missing: bool, here: Place
) -> None:
    items = here.append(joined(1))

    assert is_missing(Page(items=items, seq=9, gap=gap), Cursor(DOMAIN, "h", "c", **cursor), resumed) is missing


def test_where_a_feed_stood_at_a_moment(here: Place) -> None:
    assert last_seq_before("internal", here.now) == 0
    first = here.append(joined(1), joined(2))
    here.now += 10
    between = here.now
    here.now += 10
    here.append(left(1))

    assert last_seq_before("internal", between) == first[-1].seq
    assert last_seq_before("internal", between - 100) == 0


def test_where_a_feed_begins_to_count_is_nothing_that_was_told(here: Place) -> None:
    begun = here.now - 2 * KEPT_SECONDS
    assert put_opening("internal", Opening(first_seq(begun), begun), over=None)

    assert last_seq_before("internal", here.now) == 0


def test_a_feed_that_begins_where_somebody_said_is_no_gap_for_who_had_all_of_it(here: Place) -> None:
    came: list[Any] = []
    here.stub = lambda _, event: came.append(event) or took()  # type: ignore[func-returns-value]  # both
    here.hook("crm", URL, events=["member.*"])
    here.happen(joined(1))
    here.work()
    for item in FeedItem.query("internal"):
        item.delete()
    # In an earlier hour, before midnight perhaps.
    here.now += 3 * 86_400
    base = first_seq(here.now - 3600)
    assert put_opening("internal", Opening(base, here.now - 3600), over=None)
    here.happen(left(1))
    here.work()

    assert [one["type"] for one in came] == ["member.joined", "member.left"]
    assert came[-1]["seq"] == base + 1
