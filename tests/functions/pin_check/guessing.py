"""Callers by telephone as the PIN check sees them: a clock that can be moved, a script that waits as it is told."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from starlette.testclient import TestClient

from functions.pin_check.app import pin_check_app
from functions.shared.tables.counters.attempts import HOUR
from tests.functions.lookups import CREDENTIALS, FORM
from tests.permissions import As


class Clock:
    """A clock that moves only when it is moved; an hour has just begun."""

    def __init__(self) -> None:
        self.now = 500_000.0 * HOUR

    @cached_property
    def switch(self) -> TestClient:
        """Who asks the functions."""
        return TestClient(As(pin_check_app(self), "PinCheckFunction"), headers=FORM)

    def __call__(self) -> float:
        return self.now


def check(clock: Clock, **fields: str) -> Any:
    """One question, as the script asks it."""
    asked = {"id": "00000000", "pin": "1234", "caller": "0611", "node": "fs1", "call": "c1", **fields}
    answer = clock.switch.post("/pin-check", content=urlencode(asked), auth=CREDENTIALS)
    assert answer.status_code == 200
    return answer.json()


def waited(clock: Clock, **fields: str) -> tuple[Mapping[str, Any], float]:
    """What the script comes to in the end, and how long the caller waited for it."""
    began, answer = clock.now, check(clock, **fields)
    for _ in range(3):
        if answer["result"] != "wait":
            break
        clock.now += answer["retry_after"]
        answer = check(clock, **fields, ticket=answer["ticket"])
    return answer, clock.now - began
