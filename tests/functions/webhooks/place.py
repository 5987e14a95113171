"""A small installation with webhooks: tables, the queue's messages in a list, a clock that can be moved."""

import datetime as dt
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any, Self
from unittest.mock import patch

import msgspec
from standardwebhooks import webhooks as standard
from starlette.testclient import TestClient

from functions.shared.feed.appending import append
from functions.shared.feed.events import ConferenceEnded, Event, Happening, MemberJoined, MemberLeft, plain, type_of
from functions.shared.grammars.moments import rfc3339
from functions.shared.settings import WebhookQueueSettings, WebhookSettings, read
from functions.shared.webhooks import waking
from functions.shared.webhooks.deliveries import Attempt
from functions.shared.webhooks.waking import Wake
from functions.webhooks import looking
from functions.webhooks.means import Means, Sending
from functions.webhooks.rounds import run_round
from functions.webhooks.sending import Sender
from infra.local.aws import dynamodb
from tests.functions import control
from tests.permissions import acting

DOMAIN = "example.com"
SETTINGS = read(WebhookSettings)


class Queue:
    """In place of SQS: messages with the moment from which they are seen."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.messages: list[tuple[float, Wake]] = []
        self.is_down = False

    def send_message_batch(self, *, QueueUrl: str, Entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:  # noqa: ARG002, N803  # as boto3 names them
        if self.is_down:
            return {"Failed": list(Entries)}
        for one in Entries:
            self.messages.append(
                (self._clock() + one["DelaySeconds"], msgspec.json.decode(one["MessageBody"], type=Wake))
            )
        return {}

    def due(self) -> list[Wake]:
        """What is seen now; it is taken out."""
        now = self._clock()
        seen = [wake for at, wake in self.messages if at <= now]
        self.messages = [one for one in self.messages if one[0] > now]
        return seen

    @property
    def next_at(self) -> float | None:
        return min((at for at, _ in self.messages), default=None)


class StubSender:
    """In place of a receiver: by its address, what a try comes to."""

    def __init__(self, receive: Callable[[str, Any], Attempt]) -> None:
        self._receive = receive

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        assert headers["webhook-id"]
        return self._receive(url, msgspec.json.decode(body))


@dataclass
class Place:
    """What a test works with."""

    now: float = field(default_factory=lambda: float(math.ceil(time.time())))
    stub: Callable[[str, Any], Attempt] | None = None
    queue: Queue = field(init=False)
    api: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.queue = Queue(self.clock)
        self.api = control.client()

    def clock(self) -> float:
        return self.now

    @property
    def means(self) -> Means:
        return Means(settings=SETTINGS, sender=self._sender, clock=self.clock, chance=lambda: 0.0)

    def _sender(self) -> AbstractContextManager[Sending]:
        if self.stub is not None:
            return nullcontext(StubSender(self.stub))
        # The first try reads the machine's certificates: on a busy machine that takes seconds, and no receiver is slow.
        return Sender(SETTINGS.allowed_targets, seconds=30.0)

    def hook(self, name: str, url: str, **more: object) -> str:
        """Make a webhook; gives its secret."""
        answer = self.api.put(f"/v1/webhooks/{name}", json={"url": url, **more})
        assert answer.status_code == 201, answer.text
        # The API's clock is this machine's.
        self.now = float(math.ceil(max(self.now, time.time())))
        return str(answer.json()["secret"])

    def shown(self, name: str) -> Any:
        return self.api.get(f"/v1/webhooks/{name}").json()

    def deliveries(self, name: str) -> list[Any]:
        return list(self.api.get(f"/v1/webhooks/{name}/deliveries").json()["items"])

    def happen(self, *happenings: Happening, conference: str = "internal", domain: str = DOMAIN) -> list[Event]:
        """Append to the feed, and wake as `feed` does."""
        events = self.append(*happenings, conference=conference, domain=domain)
        waking.wake_hooks([Wake(domain=domain, conference=conference, seq=events[-1].seq)])
        return events

    def append(self, *happenings: Happening, conference: str = "internal", domain: str = DOMAIN) -> list[Event]:
        """Append to the feed; nobody is woken."""
        at = rfc3339(self.now)
        made = [
            Event(conference=conference, id=f"{id(one)}-{number}-{time.perf_counter_ns()}", type=type_of(one), at=at,
                  meeting="m", data=plain(one))
            for number, one in enumerate(happenings)
        ]  # fmt: skip
        # By somebody else, whoever is at work here.
        told = Context().run(lambda: append(made, domain=domain, now=self.now))
        return list(told.events)

    def work(self) -> list[str]:
        """Bring the function what the queue has now, until it has no more; gives what is to come once more."""
        failed: list[str] = []
        while due := self.queue.due():
            for start in range(0, len(due), 5):
                failed += self.run(due[start : start + 5])
        return failed

    def run(self, wakes: Sequence[Wake]) -> list[str]:
        records = [
            {"messageId": f"m{number}", "body": msgspec.json.encode(one).decode()} for number, one in enumerate(wakes)
        ]
        with acting("WebhooksFunction"):
            return run_round(records, self.means)

    def look(self) -> None:
        """What the clock does once a minute."""
        with acting("WebhooksFunction"):
            looking.look(self.now)

    def go_on(self, seconds: float, *, every: float = 60.0) -> None:
        """Let time pass, with a look each minute, or every so many seconds, and every message when it is due."""
        end = self.now + seconds
        look_at = self.now + every
        while True:
            self.work()
            upcoming = min(look_at, self.queue.next_at or look_at)
            if upcoming > end:
                self.now = end
                return
            self.now = upcoming
            if upcoming == look_at:
                self.look()
                look_at += every


@contextmanager
def place() -> Iterator[Place]:
    with control.installation(), ExitStack() as patched:
        here = Place()
        # moto looks at a condition and writes in two steps; here many threads write.
        patched.callback(dynamodb.install())
        with (
            patch.object(waking, "sqs_client", lambda: here.queue),
            patch.object(waking, "settings", WebhookQueueSettings(queue_url="https://queue")),
            # The standard's library asks the machine's clock whether a message is too old.
            patch.object(standard, "datetime", _clock_of(here)),
        ):
            yield here


def _clock_of(here: Place) -> type[dt.datetime]:
    class Moved(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Self:
            return cls.fromtimestamp(here.now, tz)

    return Moved


def joined(number: int) -> MemberJoined:
    return MemberJoined(member={"uuid": f"member-{number}", "name": f"Member {number}"})


def left(number: int) -> MemberLeft:
    return MemberLeft(uuid=f"member-{number}", cause="NORMAL_CLEARING")


def ended() -> ConferenceEnded:
    return ConferenceEnded(reason=None)


def took(status: int = 204, **more: Any) -> Attempt:
    """What a try came to."""
    return Attempt(at=time.time(), milliseconds=1, status=status, **more)
