"""The sender killed anywhere, or two of them at once: every event arrives, in order, and is one by its id."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest

from functions.shared.tables import base
from functions.shared.tables.webhooks import cursors
from functions.shared.tables.webhooks.cursors import Cursor, find_cursor, take
from functions.shared.webhooks.waking import Wake
from functions.webhooks.means import Means
from functions.webhooks.telling import tell
from functions.webhooks.trying import message_of
from tests.functions.webhooks.place import DOMAIN, Place, ended, joined, left, took
from tests.functions.webhooks.receiver import Receiver

WELL = "https://203.0.114.8/well"
WAKE = [Wake(domain=DOMAIN, conference="internal")]


class Killed(BaseException):
    """The process is gone: nothing after it runs."""


@contextmanager
def killed_at(step: int, *, before: bool) -> Iterator[list[int]]:
    """Ends whatever runs at its nth call of the tables, before the call or after it; gives how many there were."""
    client: Any = base.shared_connection().client
    real, calls = client._make_api_call, [0]

    def call(operation: str, asked: Mapping[str, Any]) -> Any:
        calls[0] += 1
        if calls[0] > step:
            raise Killed
        if calls[0] == step and before:
            raise Killed
        answer = real(operation, asked)
        if calls[0] == step:
            raise Killed
        return answer

    with patch.object(client, "_make_api_call", call):
        yield calls


def run_until_killed(here: Place, means: Means) -> None:
    """As a function that is killed: neither a finally of ours nor the queue learns of it."""
    from functions.shared.tables.webhooks.hooks import find_hook

    found = find_hook(DOMAIN, "crm")
    assert found is not None
    tell(found, "internal", means, until=here.now + 40)


@pytest.mark.parametrize("before", [True, False], ids=["before its call", "after its call"])
def test_killed_at_every_step_each_join_and_leave_arrives_once_by_its_id_and_in_order(
    here: Place, before: bool
) -> None:
    came: list[Any] = []
    here.stub = lambda _, event: came.append(event) or took()  # type: ignore[func-returns-value]  # both
    here.hook("crm", WELL)
    told = here.append(joined(1), joined(2), left(1), joined(3), left(2), left(3), ended())
    step = 0
    while True:
        step += 1
        if not kill_at(here, step, before=before):
            break
        # What was killed held the lease, until it ended.
        here.now += cursors.LEASE_SECONDS + 1
        assert step < 200
    here.look()
    here.work()

    ids = [one["id"] for one in came]
    assert list(dict.fromkeys(ids)) == [one.id for one in told]
    # Sent again is only what was under way, so what came never goes back by more than that.
    assert all(later >= earlier for earlier, later in pairwise(seqs(came)))
    assert step > 5


def seqs(events: list[Any]) -> list[int]:
    return [one["seq"] for one in events]


def test_while_one_tells_another_does_not_and_what_it_knows_is_told_too(here: Place) -> None:
    came: list[Any] = []
    late: list[Any] = []

    def receive(url: str, event: Any) -> Any:
        came.append(event)
        if len(came) == 1:
            # In the middle of a try another function is woken for a later event.
            late.extend(here.append(left(1)))
            assert here.run([Wake(domain=DOMAIN, conference="internal", seq=late[0].seq)]) == []
            assert len(came) == 1
        return took()

    here.stub = receive
    here.hook("crm", WELL)
    here.queue.messages.clear()
    first = here.append(joined(1))
    here.run(WAKE)

    assert [one["id"] for one in came] == [first[0].id, late[0].id]
    assert here.queue.messages == []


def test_whoever_lost_the_lease_while_it_waited_moves_nothing(here: Place) -> None:
    came: list[Any] = []

    def receive(url: str, event: Any) -> Any:
        came.append(event)
        if len(came) == 1:
            # It took far too long, and somebody else went on meanwhile.
            here.now += cursors.LEASE_SECONDS + 60
            here.run(WAKE)
        return took()

    here.stub = receive
    here.hook("crm", WELL)
    told = here.append(joined(1), left(1))
    here.run(WAKE)

    ids = [one["id"] for one in came]
    assert list(dict.fromkeys(ids)) == [one.id for one in told]
    assert sorted(ids) == sorted([told[0].id, told[0].id, told[1].id])


def test_a_lease_is_taken_by_one(here: Place) -> None:
    cursor = Cursor(DOMAIN, "h", "internal", after=5, is_new=True)
    assert take(cursor, owner="a", now=100.0)
    assert not take(cursor, owner="b", now=100.0)

    held = find_cursor(DOMAIN, "h", "internal")
    assert held is not None
    assert (held.lease_owner, held.after) == ("a", 5)
    assert take(held, owner="b", now=200.0)
    assert not take(held, owner="c", now=200.0)
    assert not cursors.move(replace(held, lease_owner="a"), 9, "", owner="a", now=200.0)


def test_whoever_read_the_cursor_before_somebody_else_s_try_failed_does_not_try_again(here: Place) -> None:
    before = Cursor(DOMAIN, "h", "internal", after=5, is_new=True)
    assert take(before, owner="a", now=100.0)
    cursors.leave(before, 5, owner="a", due=100.0)
    read = find_cursor(DOMAIN, "h", "internal")
    assert read is not None
    assert take(read, owner="a", now=100.0)
    assert cursors.fail(read, 5, owner="a", now=100.0, retry_at=105.0)

    assert not take(read, owner="b", now=100.0)


def test_who_took_the_cursor_without_hearing_of_it_goes_on(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The write came about, its answer was lost, and the second try found it taken."""
    came: list[Any] = []
    here.stub = lambda _, event: came.append(event["id"]) or took()  # type: ignore[func-returns-value]  # both
    here.hook("crm", WELL)
    told = here.append(joined(1), left(1))
    lost = iter([True])

    def taken(cursor: Cursor, *, owner: str, now: float) -> bool:
        return take(cursor, owner=owner, now=now) and not next(lost, False)

    monkeypatch.setattr(cursors, "take", taken)
    here.run(WAKE)

    assert came == [one.id for one in told]


def test_what_takes_longer_than_a_function_lives_goes_on_in_the_next_one(here: Place) -> None:
    came: list[Any] = []

    def receive(url: str, event: Any) -> Any:
        came.append(event["id"])
        here.now += 9
        return took()

    here.stub = receive
    here.hook("crm", WELL)
    here.queue.messages.clear()
    told = here.happen(*[joined(number) for number in range(12)])

    here.run(here.queue.due())
    assert 4 <= len(came) < 12
    assert len(here.queue.messages) == 1
    here.work()

    assert came == [one.id for one in told]


def test_a_webhook_that_is_gone_or_off_is_told_nothing_more(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.webhooks.telling.KNOWN_SECONDS", -1.0)
    came: list[Any] = []

    def receive(url: str, event: Any) -> Any:
        came.append(event["id"])
        assert here.api.delete("/v1/webhooks/crm").status_code == 204
        return took()

    here.stub = receive
    here.hook("crm", WELL)
    told = here.happen(joined(1), joined(2), joined(3))
    here.work()
    here.look()
    here.work()

    assert came == [told[0].id]


@pytest.mark.parametrize("before", [True, False], ids=["before its call", "after its call"])
def test_what_is_shown_by_a_receiver_that_is_down_and_a_sender_that_is_killed_at_every_step(
    here: Place, receiver: Receiver, before: bool
) -> None:
    """Ten minutes down, with the sender killed each minute a step later; then at every step of what comes after it."""
    down = True
    receiver.secrets = [here.hook("crm", receiver.url, events=["member.joined", "member.left"])]
    receiver.answer = lambda _: (503, {}, b"") if down else (204, {}, b"")
    began = here.now
    told = []
    for minute in range(10):
        told += here.append(joined(minute))
        kill_at(here, minute + 1, before=before)
        here.go_on(60)
    assert here.now >= began + 600
    assert receiver.taken == []
    tried = len(receiver.headers)
    assert tried > 2
    down = False
    told += here.append(*[left(minute) for minute in range(10)])
    here.now += 3600
    step = 1
    while kill_at(here, step, before=before):
        here.now += cursors.LEASE_SECONDS + 1
        step += 1
        assert step < 200
    here.go_on(3600)

    assert step > 10
    assert [one["id"] for one in receiver.once()] == [one.id for one in told]
    assert [one["type"] for one in receiver.once()] == ["member.joined"] * 10 + ["member.left"] * 10
    assert receiver.seqs == sorted(receiver.seqs)


def kill_at(here: Place, step: int, *, before: bool) -> bool:
    """Have it told by a function that dies at its nth call of the tables; False where it had fewer."""
    with killed_at(step, before=before) as calls:
        try:
            run_until_killed(here, here.means)
        except Killed:
            pass
        return calls[0] >= step


def test_a_message_is_the_same_on_every_try() -> None:
    from functions.shared.feed.events import Event

    event = Event(conference="c", seq=4, id="e", type="unreadable", at="2026-01-01T00:00:00.000Z", meeting="", data={})
    large = Event(conference="c", seq=5, id="f", type="member.joined", at="2026-01-01T00:00:00.000Z", meeting="m",
                  data={"member": {"name": "x" * 70_000}})  # fmt: skip

    assert message_of("c", event, time.time()) == message_of("c", event, time.time() + 5)
    first = message_of("c", large, time.time())
    assert (first.type, first.seq, "too_large" in first.body) == ("gap", 5, True)
