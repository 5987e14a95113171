"""The queue that wakes whoever ends connections, with a clock that can be moved."""

import math
import time
from types import SimpleNamespace

import pytest
from botocore.exceptions import EndpointConnectionError

from functions.live import app
from functions.live import connections as opening
from functions.shared.live import ending
from functions.shared.settings import EndingSettings
from tests.functions.live.listening import GatewayStub
from tests.permissions import acting

# SQS gives a message that was not done with once more after this.
AGAIN_SECONDS = 30


class Endings:
    """In place of SQS: what is to come and when; time goes from message to message."""

    def __init__(self, gateway: GatewayStub) -> None:
        self.now = float(math.ceil(time.time()))
        self.gateway = gateway
        self.is_down = False
        self.sent = 0
        self._waiting: list[tuple[float, str]] = []
        self.ended_at: dict[str, float] = {}

    def send_message(self, *, QueueUrl: str, MessageBody: str, DelaySeconds: int) -> None:  # noqa: N803  # as boto3 names them
        if self.is_down:
            raise EndpointConnectionError(endpoint_url=QueueUrl)
        assert 0 <= DelaySeconds <= 900
        self.sent += 1
        self._waiting.append((self.now + DelaySeconds, MessageBody))

    def pass_time(self, seconds: float, together: int = 10) -> None:
        """Let time go by, and hand over each message when its time has come, as many at once as Lambda takes."""
        until = self.now + seconds
        while due := sorted(one for one in self._waiting if one[0] <= until)[:together]:
            self.now = max(self.now, due[-1][0])
            for one in due:
                self._waiting.remove(one)
            self._hand_over([body for _, body in due])
        self.now = until

    def _hand_over(self, bodies: list[str]) -> None:
        before = set(self.gateway.closed)
        records = [{"messageId": str(number), "body": body} for number, body in enumerate(bodies)]
        with acting("LiveFunction"):
            answer = app.handler({"Records": records}, SimpleNamespace(aws_request_id="r"))
        for failed in answer["batchItemFailures"]:
            self._waiting.append((self.now + AGAIN_SECONDS, bodies[int(failed["itemIdentifier"])]))
        for connection in self.gateway.closed - before:
            self.ended_at[connection] = self.now

    @property
    def waiting(self) -> int:
        return len(self._waiting)


def queue(gateway: GatewayStub, monkeypatch: pytest.MonkeyPatch) -> Endings:
    """Put it in place of SQS, and its clock in place of the function's."""
    here = Endings(gateway)
    monkeypatch.setattr(ending, "settings", EndingSettings(queue_url="https://queue"))
    monkeypatch.setattr(ending, "sqs_client", lambda: here)
    clock = SimpleNamespace(time=lambda: here.now)
    monkeypatch.setattr(app, "time", clock)
    monkeypatch.setattr(opening, "time", clock)
    return here
