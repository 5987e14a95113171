"""Twenty clients of the HTTP API, who command, repeat with the same key, and follow what they were told."""

import heapq
import http.client
import json
import random
import threading
import time
from datetime import datetime
from itertools import count
from typing import cast
from uuid import UUID

from infra.local.ports import HOST
from tests.soak.history import Asked, History, Look
from tests.soak.stack import Stack
from tests.soak.wishes import Seen, Wish, Wishes
from tests.soak.world import CLIENTS, COMMANDED_ROOMS

# One command of somebody in so many seconds; all together five a second.
THINK_SECONDS = 4.0
# Longer than the API may wait for a command.
ANSWER_SECONDS = 25.0
WAITS = (0, 0, 2, 5, 10)
KEYED, REPEATED, REUSED, GIVES_UP = 0.85, 0.2, 0.02, 0.15
MOST_TRIES = 8
RETRY_SECONDS = (0.3, 1.5)
ENDS = frozenset({"confirmed", "accepted", "failed", "expired", "unknown"})
RECORD_SECONDS = 8.0
# When an open command is asked for again, in seconds after the last time.
FOLLOW_SECONDS = (0.5, 1.0, 2.0, 4.0, 5.0)
JOIN_SECONDS = ANSWER_SECONDS + 5
# uvicorn closes a connection that has been idle for 5 s; a request sent just then would be lost.
IDLE_SECONDS = 3.0


class Api:
    """One client's connection; what is asked is noted with its answer."""

    def __init__(self, name: str, port: int, token: str, history: History) -> None:
        self.name = name
        self._port, self._history = port, history
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._connection: http.client.HTTPConnection | None = None
        self._used = 0.0

    def ask(self, asked: Asked) -> object:
        """Ask, note, and return the answer's JSON; None where there was none."""
        headers = dict(self._headers)
        if asked.key is not None:
            headers["Idempotency-Key"] = asked.key
        if asked.wait:
            headers["Prefer"] = f"wait={asked.wait}"
        asked.client, asked.sent = self.name, time.time()
        body = None if asked.body is None else json.dumps(asked.body)
        found: object = None
        try:
            connection = self._connected()
            connection.request(asked.method, asked.path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
            asked.status = answer.status
            found = json.loads(text or b"null")
        except (OSError, http.client.HTTPException, ValueError) as problem:
            asked.code = f"no answer: {type(problem).__name__}"
            self.close()
        asked.answered = time.time()
        self._read(asked, found)
        self._history.add(asked)
        return found

    @staticmethod
    def _read(asked: Asked, found: object) -> None:
        if not isinstance(found, dict):
            return
        asked.code = asked.code or str(found.get("code", ""))
        if asked.status < 300 and "deadline" in found:
            asked.command, asked.state = str(found["id"]), str(found["state"])
            asked.reason = str(found.get("reason") or "")
            asked.finished_at = cast("str | None", found.get("finished_at"))
            asked.created = datetime.fromisoformat(str(found["created_at"])).timestamp()

    def _connected(self) -> http.client.HTTPConnection:
        if time.monotonic() - self._used > IDLE_SECONDS:
            self.close()
        self._used = time.monotonic()
        if self._connection is None:
            self._connection = http.client.HTTPConnection(HOST, self._port, timeout=ANSWER_SECONDS)
        return self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Client(threading.Thread):
    """Commands by the seed, until it is told to stop."""

    def __init__(self, seed: int, number: int, stack: Stack, history: History, stopping: threading.Event) -> None:
        super().__init__(name=f"client-{number}", daemon=True)
        self._random = random.Random(f"client {seed} {number}")
        self._stopping = stopping
        self._history = history
        token = stack.token(self.name)
        self._api = Api(self.name, stack.port, token, history)
        # A second connection, for asking the same twice at the same time.
        self._other = Api(self.name, stack.port, token, history)
        self._wishes = Wishes(self._random, number)
        self._open: list[tuple[float, int, int, str]] = []
        self._numbers = count()
        self._recording = "", 0.0
        self.made = 0

    def run(self) -> None:
        while not self._stopping.wait(self._random.expovariate(1 / THINK_SECONDS)):
            seen = self._see(self._random.choice(COMMANDED_ROOMS))
            if seen is not None and seen.calls:
                self._command(seen, self._wishes.next(seen))
            self._follow()
            self._stop_recording(time.monotonic())
        self._stop_recording(float("inf"))
        self._api.close()
        self._other.close()

    def _see(self, room: str) -> Seen | None:
        asked = Asked(client=self.name, method="GET", path=f"/v1/conferences/{room}")
        found = self._api.ask(asked)
        if asked.status != 200 or not isinstance(found, dict):
            return None
        return Seen(room, found["uuid"], [member["uuid"] for member in found["members"]])

    def _command(self, seen: Seen, wish: Wish) -> None:
        """Make one command, as a careful client does: who hears nothing asks again with the same key."""
        key = str(UUID(int=self._random.getrandbits(128))) if self._random.random() < KEYED else None
        wait = self._random.choice(WAITS)
        patient = self._random.random() >= GIVES_UP
        both = key is not None and self._random.random() < REPEATED / 2
        asked = self._ask(wish, key, wait, both=both)
        tries = 1
        while key is not None and patient and self._may_try_again(asked) and tries < MOST_TRIES:
            if self._stopping.wait(self._random.uniform(*RETRY_SECONDS)):
                break
            asked = self._ask(wish, key, wait, both=False)
            tries += 1
        if asked.command:
            self.made += 1
            if wish.path.endswith("/recordings"):
                self._recording = f"{wish.path}/{asked.command}", time.monotonic() + RECORD_SECONDS
                self._wishes.records = True
            self._look(seen, wish, asked)
            self._later(asked.command, 0)
            if key is not None and self._random.random() < REPEATED:
                self._ask(wish, key, wait, both=False)
            if key is not None and wish.body and self._random.random() < REUSED:
                self._ask(Wish(wish.method, wish.path, {"muted": None}), key, 0, both=False)

    @staticmethod
    def _may_try_again(asked: Asked) -> bool:
        return not asked.command and (asked.status == 0 or asked.status >= 500 or asked.status == 429)

    def _ask(self, wish: Wish, key: str | None, wait: int, *, both: bool) -> Asked:
        """Ask; with `both` the same twice at once, on two connections."""
        asked, twin = (
            Asked(client=self.name, method=wish.method, path=wish.path, body=wish.body, key=key, wait=wait)
            for _ in range(2)
        )
        beside = threading.Thread(target=self._other.ask, args=(twin,), daemon=True) if both else None
        if beside is not None:
            beside.start()
        self._api.ask(asked)
        if beside is not None:
            beside.join(JOIN_SECONDS)
        return twin if both and twin.command and not asked.command else asked

    def _look(self, seen: Seen, wish: Wish, asked: Asked) -> None:
        """What is confirmed must stand in the conference already."""
        if not wish.field or asked.state != "confirmed":
            return
        question = Asked(client=self.name, method="GET", path=seen.path)
        found = self._api.ask(question)
        if question.status != 200 or not isinstance(found, dict) or found["uuid"] != seen.uuid:
            return
        place = found if not wish.call else next((one for one in found["members"] if one["uuid"] == wish.call), None)
        if place is not None:
            self._history.add_look(
                Look(
                    at=question.sent,
                    command=asked.command,
                    meeting=seen.uuid,
                    call=wish.call,
                    field=wish.field,
                    expected=wish.value,
                    shown=place.get(wish.field),
                )
            )

    def _stop_recording(self, now: float) -> None:
        """Stop what has been recorded for long enough; it may be over with its conference."""
        path, until = self._recording
        if path and now >= until:
            asked = Asked(client=self.name, method="DELETE", path=path, wait=10)
            self._api.ask(asked)
            if not self._may_try_again(asked):
                self._recording = "", 0.0
                self._wishes.records = False

    def _later(self, command: str, turn: int) -> None:
        pause = FOLLOW_SECONDS[min(turn, len(FOLLOW_SECONDS) - 1)]
        heapq.heappush(self._open, (time.monotonic() + pause, next(self._numbers), turn, command))

    def _follow(self) -> None:
        """Ask what has become of commands, until each has ended."""
        while self._open and self._open[0][0] <= time.monotonic() and not self._stopping.is_set():
            _, _, turn, command = heapq.heappop(self._open)
            asked = Asked(client=self.name, method="GET", path=f"/v1/commands/{command}")
            self._api.ask(asked)
            if asked.state not in ENDS:
                self._later(command, turn + 1)


class Clients:
    """All of them."""

    def __init__(self, seed: int, stack: Stack, history: History) -> None:
        self._stopping = threading.Event()
        self._all = [Client(seed, number, stack, history, self._stopping) for number in range(CLIENTS)]

    @property
    def made(self) -> int:
        return sum(client.made for client in self._all)

    def start(self) -> None:
        for client in self._all:
            client.start()

    def stop(self) -> None:
        """Let everybody finish the request that is under way."""
        self._stopping.set()
        for client in self._all:
            client.join(JOIN_SECONDS)


def seconds(text: str) -> float:
    """RFC 3339 to seconds since 1970."""
    return datetime.fromisoformat(text).timestamp()
