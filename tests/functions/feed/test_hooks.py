"""Webhooks are woken for what one of them wants, once for each conference, and for nothing else."""

import msgspec
import pytest

from functions.feed.app import run_once
from functions.feed.hooks import wake_those_that_want
from functions.feed.rounds import Round
from functions.shared.feed.waking import Wake as FeedWake
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.known.hooks import forget_hooks
from functions.shared.webhooks.waking import Wake
from tests.functions.webhooks.place import Place, joined, left, place
from tests.permissions import acting


def rounds(here: Place, *, conference: str = "internal", domain: str = "example.com") -> list[Round]:
    one = Round(conference, domain)
    one.add(
        FeedWake(conference=conference, domain=domain, events=here.append(joined(1), left(1), conference=conference))
    )
    return [one]


def test_who_wants_it_is_woken_with_the_newest_seq() -> None:
    with place() as here:
        here.hook("crm", "https://203.0.114.7/", events=["member.left"], conferences=["internal"])
        here.hook("off", "https://203.0.114.7/", enabled=False)
        here.queue.messages.clear()
        told = rounds(here)
        with acting("FeedFunction"):
            wake_those_that_want([*told, *rounds(here, conference="other"), *rounds(here, domain="other.example")])

        woken = [wake for _, wake in here.queue.messages]
        assert woken == [Wake(domain="example.com", conference="internal", seq=told[0].events[-1].seq)]


def test_nobody_is_woken_for_what_nobody_wants() -> None:
    with place() as here:
        here.hook("crm", "https://203.0.114.7/", events=["recording.changed"])
        here.queue.messages.clear()
        wake_those_that_want(rounds(here))

        assert here.queue.messages == []


def test_the_function_that_tells_viewers_wakes_webhooks() -> None:
    with place() as here:
        here.hook("crm", "https://203.0.114.7/")
        here.queue.messages.clear()
        wake = FeedWake(conference="internal", domain="example.com", events=here.append(joined(1)))
        with acting("FeedFunction"):
            assert run_once([{"messageId": "m", "body": msgspec.json.encode(wake).decode()}]) == []

        assert [wake.conference for _, wake in here.queue.messages] == ["internal"]


def test_where_webhooks_cannot_be_looked_up_viewers_are_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_domain: str) -> None:
        raise TablesUnavailable("gone")

    with place() as here:
        forget_hooks()
        monkeypatch.setattr("functions.shared.tables.known.hooks.hooks_of", broken)
        wake = FeedWake(conference="internal", domain="example.com", events=here.append(joined(1)))

        assert run_once([{"messageId": "m", "body": msgspec.json.encode(wake).decode()}]) == []
