"""Every event gets the next seq, once, whoever else appends and whatever becomes of the answers."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from moto import mock_aws

from functions.shared.feed import appending
from functions.shared.feed.appending import EVENTS_A_DAY, LONG_AGO, append, append_once, first_seq, last_seq
from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_after, events_since
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.history import feed
from functions.shared.tables.history.feed import KEPT_SECONDS, MOST_EVENTS, FeedItem, put_opening
from infra.local.aws import dynamodb
from tests.lost_answers import lost_answer

# Of each of the eight writers.
TURNS = 6
NOW = 20_000 * 86_400.0 + 100
START = 20_000 * EVENTS_A_DAY


@pytest.fixture(autouse=True)
def table() -> Iterator[None]:
    put_back = dynamodb.install()
    with mock_aws():
        FeedItem.create_table(billing_mode="PAY_PER_REQUEST")
        yield
    put_back()


def events(*ids: str, words: str = "") -> list[Event]:
    return [
        Event(
            conference="internal", id=one, type="message.posted", at="2026-05-04T12:00:00.000Z", meeting="u1",
            data={"words": words},
        )
        for one in ids
    ]  # fmt: skip


def tell(*ids: str, after: int | None = None) -> list[int]:
    done = append(events(*ids), domain="example.com", now=NOW, after=after)
    return [one.seq for one in done.events]


def told(after: int = 0, limit: int = 10_000) -> list[tuple[int, str]]:
    page = events_after("internal", after, domain="example.com", limit=limit)
    return [(one.seq, one.id) for one in page.items]


def test_events_count_on_from_the_newest() -> None:
    assert tell("a", "b") == [START + 1, START + 2]
    assert tell("c") == [START + 3]
    assert told() == [(START + 1, "a"), (START + 2, "b"), (START + 3, "c")]


def test_a_feed_whose_events_have_expired_never_counts_one_seq_twice() -> None:
    tell("a")
    FeedItem("internal", START + 1).delete()
    two_days = NOW + 2 * 86_400

    assert first_seq(two_days) > START + EVENTS_A_DAY
    assert last_seq("internal", now=two_days) == first_seq(two_days)


def test_those_who_begin_a_feed_at_midnight_begin_it_with_one_number() -> None:
    midnight = NOW - 100
    before = last_seq("internal", now=midnight - 1)
    # Another one has read the empty feed, too, and its clock has gone on.
    after = last_seq("internal", now=midnight + 1)
    first = append(events("a"), domain="example.com", now=midnight - 1, after=before)
    second = append(events("b"), domain="example.com", now=midnight + 1, after=after)

    assert before == after == first_seq(midnight - 1)
    assert [one.seq for one in (*first.events, *second.events)] == [before + 1, before + 2]


def test_two_who_open_a_feed_at_the_same_moment_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    real = put_opening

    def slow(*words: Any, **named: Any) -> bool:
        with monkeypatch.context() as patch:
            patch.setattr(appending, "put_opening", real)
            last_seq("internal", now=NOW - 200)
        return real(*words, **named)

    monkeypatch.setattr(appending, "put_opening", slow)

    assert last_seq("internal", now=NOW) == first_seq(NOW - 200) < first_seq(NOW)


def test_whoever_counts_on_from_an_opening_is_never_replaced_within_a_day() -> None:
    begun = last_seq("internal", now=NOW)
    almost = last_seq("internal", now=NOW + KEPT_SECONDS - 1)
    # They hold that for a day at most.
    later = last_seq("internal", now=NOW + KEPT_SECONDS - 1 + LONG_AGO)
    at_last = last_seq("internal", now=NOW + 10 * KEPT_SECONDS)

    assert begun == almost == later < at_last


def test_an_opening_whose_answer_was_lost_counts() -> None:
    with lost_answer("PutItem"):
        assert last_seq("internal", now=NOW) == START


def test_whoever_knows_the_newest_seq_appends_with_one_request(monkeypatch: pytest.MonkeyPatch) -> None:
    tell("a")
    with monkeypatch.context() as patch:
        # Nothing is read.
        patch.setattr(FeedItem, "query", None)

        assert tell("b", after=START + 1) == [START + 2]


def test_what_others_have_appended_meanwhile_is_told_to_whoever_appends() -> None:
    tell("a")
    tell("b", "c")
    done = append(events("d"), domain="example.com", now=NOW, after=START + 1)

    assert [one.id for one in done.since] == ["b", "c", "d"]
    assert ([one.seq for one in done.events], done.seq) == ([START + 4], START + 4)


def test_an_event_whose_answer_was_lost_is_told_once() -> None:
    last_seq("internal", now=NOW)
    with lost_answer("PutItem") as asked:
        assert tell("a") == [START + 1]

    assert len(asked) == 2
    assert told() == [(START + 1, "a")]


def test_whoever_got_no_answer_at_all_tells_it_again_and_once() -> None:
    tell("a")
    with lost_answer("PutItem", times=2), pytest.raises(TablesUnavailable):
        tell("b", "c", after=START + 1)
    tell("of another")

    # By then there is more to tell.
    assert tell("b", "c", "d", after=START + 1) == [START + 2, START + 3, START + 5]
    assert [one for _, one in told()] == ["a", "b", "c", "of another", "d"]


def test_what_somebody_else_may_have_told_long_ago_is_told_once() -> None:
    tell("a", "b")
    tell("c")
    for _ in range(2):
        append_once(events("b", "d"), domain="example.com", now=NOW, after=START)

    assert [one for _, one in told()] == ["a", "b", "c", "d"]


def test_what_others_append_while_it_is_looked_for_takes_no_place_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    tell("a")
    real = events_since

    def meanwhile(*words: Any) -> list[Event]:
        found = real(*words)
        tell("other")
        return found

    monkeypatch.setattr(appending, "events_since", meanwhile)
    append_once(events("late"), domain="example.com", now=NOW, after=START)

    assert [one for _, one in told()] == ["a", "other", "late"]


def test_many_events_are_batches_and_a_batch_fits_into_an_item() -> None:
    names = [f"e{number}" for number in range(MOST_EVENTS + 5)]
    tell(*names)
    append(events("long", "longer", words="x" * 60_000), domain="example.com", now=NOW)
    counted = [len(msgspec.json.decode(item.events)) for item in FeedItem.query("internal", FeedItem.seq > 0)]

    assert counted == [MOST_EVENTS, 5, 1, 1]
    assert [one for _, one in told()] == [*names, "long", "longer"]


def test_a_batch_is_forgotten_after_two_days() -> None:
    tell("a")
    (item,) = FeedItem.query("internal", FeedItem.seq > 0)

    assert item.expires == int(NOW + KEPT_SECONDS)


def test_eight_writers_at_once_leave_no_hole_lose_nothing_and_tell_nothing_twice() -> None:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)

    def write(writer: int) -> None:
        known: int | None = None
        for turn in range(TURNS):
            names = [f"{writer}-{turn}-{part}" for part in range(1 + turn % 3)]
            done = append(events(*names), domain="example.com", now=NOW, after=known)
            # Every other one remembers where it was, as a relay does.
            known = done.seq if writer % 2 else None

    try:
        with ThreadPoolExecutor(8) as writers:
            for done in [writers.submit(write, number) for number in range(8)]:
                done.result(timeout=120)
    finally:
        sys.setswitchinterval(interval)
    found = told()

    assert [seq for seq, _ in found] == [START + 1 + place for place in range(len(found))]
    assert sorted(name for _, name in found) == sorted(
        f"{writer}-{turn}-{part}" for writer in range(8) for turn in range(TURNS) for part in range(1 + turn % 3)
    )
    # And each writer's own events are in the order in which they were told.
    mine = [name for _, name in found if name.startswith("3-")]
    assert mine == [f"3-{turn}-{part}" for turn in range(TURNS) for part in range(1 + turn % 3)]


def test_somebody_whom_others_are_always_ahead_of_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.shared.feed.appending.TRIES", 3)
    monkeypatch.setattr("functions.shared.feed.appending.put_batch", lambda *_, **__: False)

    with pytest.raises(TablesUnavailable, match="kept appending"):
        tell("a")


def test_a_page_ends_where_it_is_full_and_the_next_goes_on_there() -> None:
    tell("a", "b", "c")
    tell("d")
    first = events_after("internal", START + 1, domain="example.com", limit=1)
    then = events_after("internal", first.seq, domain="example.com", limit=10)

    assert [one.id for one in first.items] == ["b"]
    assert [one.id for one in then.items] == ["c", "d"]
    assert (then.seq, then.gap) == (START + 4, None)


def test_whoever_has_all_is_told_nothing_and_whoever_asks_for_none_the_newest_seq() -> None:
    tell("a", "b")

    for after in (START + 2, None):
        page = events_after("internal", after, domain="example.com", limit=10)
        assert (page.items, page.seq, page.gap) == ([], START + 2, None)


def test_what_is_kept_no_more_is_a_gap() -> None:
    for name in ("a", "b", "c", "d"):
        tell(name)
    FeedItem("internal", START + 2).delete()
    FeedItem("internal", START + 3).delete()
    page = events_after("internal", START + 1, domain="example.com", limit=10)

    assert [one.id for one in page.items] == ["d"]
    assert msgspec.to_builtins(page.gap) == {"from": START + 2, "to": START + 3, "reason": "expired"}


def test_a_hole_further_on_ends_the_page_and_begins_the_next() -> None:
    for name in ("a", "b", "c"):
        tell(name)
    FeedItem("internal", START + 2).delete()
    page = events_after("internal", 0, domain="example.com", limit=10)
    then = events_after("internal", page.seq, domain="example.com", limit=10)

    assert ([one.id for one in page.items], page.gap) == (["a"], None)
    assert ([one.id for one in then.items], then.gap is not None) == (["c"], True)


def test_a_position_that_was_never_told_is_a_gap() -> None:
    tell("a")
    page = events_after("internal", START + 9, domain="example.com", limit=10)

    assert page.seq == START + 1
    assert page.gap is not None
    assert page.gap.reason == "unknown_position"


def test_events_of_another_domain_that_had_the_name_are_shown_to_nobody_else() -> None:
    append(events("theirs"), domain="example.org", now=NOW)
    append(events("of nobody known"), domain=None, now=NOW)
    tell("ours")
    page = events_after("internal", START, domain="example.com", limit=10)

    assert [one.id for one in page.items] == ["ours"]
    assert page.gap is not None


def test_an_event_that_cannot_be_read_takes_no_other_with_it() -> None:
    tell("a")
    feed.put_batch("internal", feed.Batch(START + 2, (b'{"seq": "x"}', b"3"), "example.com"), now=NOW)
    tell("d")

    assert [one for _, one in told()] == ["a", f"unreadable-{START + 2}", f"unreadable-{START + 3}", "d"]
