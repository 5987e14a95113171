"""What one event costs to bring to who listens: 200 viewers of a conference, among 10,000 connections."""

import contextlib
import io
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

import msgspec
from moto import mock_aws

from bench.live.counting import Counted, counting
from bench.ratio import Ratio
from functions.shared.feed.events import Event
from functions.shared.feed.waking import Wake
from functions.shared.grammars.moments import rfc3339
from functions.shared.live import posting
from functions.shared.tables.live.connections import ConnectionsItem, Viewer, written
from functions.shared.tables.revocations import RevocationsItem
from functions.shared.tables.webhooks.rows import WebhooksItem
from infra.local.aws import dynamodb

DOMAIN = "example.com"
VIEWERS, CONFERENCES = 200, 50
BUSY = "busy"
# What a post takes, as the stub of the gateway has it; and so long that what else runs on the machine does not count.
POST_SECONDS, SLOW_SECONDS = 0.02, 0.1
# As template.yaml has it.
BATCH = 10


class Gateway:
    """In place of API Gateway: takes each frame after a while, and counts it."""

    def __init__(self) -> None:
        self.posts = self.bytes = 0
        self.told: set[str] = set()
        self.post_seconds = POST_SECONDS

    def post_to_connection(self, *, ConnectionId: str, Data: bytes) -> None:  # noqa: N803  # as boto3 names them
        time.sleep(self.post_seconds)
        self.told.add(ConnectionId)
        self.bytes += len(Data)
        self.posts += 1


def measure() -> Iterator[Ratio]:
    """The real handler, the tables in this process, a stub of the gateway."""
    from functions.feed import app, rounds  # noqa: PLC0415  # its clients are made for the tables of this bench

    def bring(*conferences: str) -> float:
        records = [{"messageId": name, "body": _wake(name)} for name in conferences]
        began = time.monotonic()
        # The metrics' lines are Lambda's.
        with contextlib.redirect_stdout(io.StringIO()):
            app.handler({"Records": records}, SimpleNamespace(aws_request_id="bench"))
        return time.monotonic() - began

    def cost() -> tuple[Counted, int]:
        """Of what a process remembers (webhooks, revocations) something may have been read again: the least counts."""
        costs = [_cost(bring, gateway) for _ in range(3)]
        return min(costs, key=lambda each: each[0].requests.total())

    gateway = Gateway()
    with _tables(), patch.object(posting, "gateway", lambda: gateway), patch.object(rounds, "FRAME_SECONDS", 0.0):
        _listen("small", 1)
        _listen(BUSY, VIEWERS)
        gateway.post_seconds = SLOW_SECONDS
        one, many = (min(bring(name) for _ in range(5)) for name in ("small", BUSY))
        gateway.post_seconds = POST_SECONDS
        calls, posts = cost()
        each = f"{gateway.bytes / posts:.0f} bytes each"
        yield Ratio(f"posts for an event ÷ its {VIEWERS} viewers", posts / VIEWERS, 1.0, 1.0, note=each)
        yield Ratio(
            f"table calls for an event with {VIEWERS} viewers", calls.requests.total(), 1, unit="", note=str(calls)
        )
        note = f"{many * 1000:.0f} ms; {posting.AT_ONCE} posts of {SLOW_SECONDS * 1000:.0f} ms at a time"
        yield Ratio(f"an event to {VIEWERS} viewers ÷ to one", many / one, 8, note=note)
        names = [f"conference-{number}" for number in range(CONFERENCES)]
        for name in names:
            _listen(name, VIEWERS)
        among, of_those = cost()
        yield Ratio(
            f"calls for that event among {CONFERENCES * VIEWERS:,} connections ÷ without them",
            (among.requests.total() + of_those) / (calls.requests.total() + posts),
            1.0,
        )
        yield _everybody(bring, names, gateway)


def _cost(bring: Callable[..., float], gateway: Gateway) -> tuple[Counted, int]:
    """Requests for one event to many viewers, and posts."""
    with counting() as counted:
        gateway.posts = gateway.bytes = 0
        bring(BUSY)
    return counted, gateway.posts


def _everybody(bring: Callable[..., float], names: Sequence[str], gateway: Gateway) -> Ratio:
    """Something happens in every conference at once: one function, ten conferences at a time."""
    gateway.posts = 0
    gateway.told.clear()
    seconds = sum(bring(*names[start : start + BATCH]) for start in range(0, len(names), BATCH))
    if len(gateway.told) != len(names) * VIEWERS:
        raise RuntimeError(f"{len(gateway.told)} of {len(names) * VIEWERS} viewers were told")
    return Ratio(
        f"an event in each of {len(names)} conferences to {gateway.posts:,} connections, one function",
        seconds,
        unit="s",
        note=f"{gateway.posts / seconds:.0f} posts a second; the stub takes {posting.AT_ONCE / POST_SECONDS:.0f}",
    )


@contextmanager
def _tables() -> Iterator[None]:
    # As `make run` has them: moto's own Query goes through all rows of the table.
    dynamodb.install()
    with mock_aws():
        for kind in (ConnectionsItem, RevocationsItem, WebhooksItem):
            kind.create_table(billing_mode="PAY_PER_REQUEST")
        yield


def _listen(conference: str, viewers: int) -> None:
    """So many connections listen to it; each has a row of its own, too."""
    now = time.time()
    with ConnectionsItem.batch_write() as batch:
        for number in range(viewers):
            connection = f"{conference}-{number}"
            who = Viewer(subject=connection, domain=DOMAIN, conferences=("*",), can=("view",), ends=now + 7200)
            for key in (conference, f"#{connection}"):
                batch.save(
                    ConnectionsItem(key, connection, viewer=written(who), since=rfc3339(now), expires=int(now + 7200))
                )


def _wake(conference: str) -> str:
    told = Event(
        conference=conference, seq=1, id="e", type="member.changed", at="2026-01-01T00:00:00.000Z", meeting="m",
        data={"uuid": "call-1", "changed": {"muted": True}},
    )  # fmt: skip
    return msgspec.json.encode(Wake(conference=conference, domain=DOMAIN, events=[told])).decode()
