"""Each part of a command's way by itself."""

import queue
import threading
import time
from functools import partial
from http import HTTPStatus
from itertools import count

from httpx2 import Response
from starlette.testclient import TestClient

from bench.waiting import timed
from freeswitch.relay.commands.inbox import Inbox
from freeswitch.relay.switch.pair import connect
from functions.shared.command_life.command_queue import send_command
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands.conference import SetMaxMembers
from functions.shared.tables.commands.claims import claim_command
from functions.shared.tables.commands.rows import create_command
from tests.freeswitch.relay.play import PASSWORD, REGION, Play, command_row, make_queue


def ask(api: TestClient, expected: HTTPStatus, **headers: str) -> Response:
    answer = api.patch("/v1/conferences/internal", json={"max_members": 7}, headers=headers)
    if answer.status_code != expected:
        raise RuntimeError(f"the API answered {answer.status_code}: {answer.text}")
    return answer


class Parts:
    """Each part of the way by itself, on the same tables and switch; the queue is one that the relay does not know."""

    def __init__(self, here: Play, api: TestClient) -> None:
        self._api = api
        self._url, _ = make_queue("commands-alone")
        self._inbox, self._taken = Inbox(self._url, REGION), queue.Queue[float]()
        self._groups = count()
        self.esl = connect("127.0.0.1", here.switch.port, PASSWORD, on_event=None, on_garbage=None)

    def measure(self) -> dict[str, float]:
        """Seconds of each."""
        # A group of its own each time: the message before is still in flight.
        row = command_row(SetMaxMembers(count=7), f"alone{next(self._groups)}", "u")
        return {
            # The same request, turned away by its revision: token, body and conference were looked at, nothing written.
            "request": timed(lambda: ask(self._api, HTTPStatus.PRECONDITION_FAILED, **{"If-Match": '"0"'})),
            "row": timed(partial(create_command, row)),
            "queue": self._wake(row),
            "claim": timed(partial(claim_command, row.id, owner="x", now=0, seconds=1)),
            "ESL": timed(lambda: self.esl.api("conference internal get count")),
        }

    def _wake(self, row: CommandRow) -> float:
        waiting = threading.Thread(target=take_one, args=(self._inbox, self._taken))
        waiting.start()
        # Long enough for the question to be there before the message is.
        threading.Event().wait(0.05)
        began = time.monotonic()
        send_command(self._url, row)
        taken = self._taken.get(timeout=10)
        waiting.join()
        return taken - began


def take_one(inbox: Inbox, taken: "queue.Queue[float]") -> None:
    """Wait for a message and say when it came."""
    inbox.receive(5)
    taken.put(time.monotonic())
