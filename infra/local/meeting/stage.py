"""Where the minute happens: the stand-in's callers do what callers do, everything else is asked of the HTTP API."""

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from functions.shared.version import USER_AGENT

CONFERENCE = "internal"
# As in infra/demo.yaml: users 1000 and 1001 come into `internal` by it.
NUMBER = "999"
ANSWER_SECONDS = 30.0
# The longest that the API holds a question for events.
POLL_SECONDS = 10
# What was told may not be in the rows yet, by which the API answers; nothing was done then.
NOT_YET = (404, 503)
NOT_YET_SECONDS = 10.0
AGAIN_SECONDS = 0.1

Json = Mapping[str, Any]


class NotPlayed(Exception):
    """Something did not happen as the script has it; the text says what."""


@dataclass(frozen=True)
class Person:
    """A caller of the stand-in: a user of the demo, and what they are called."""

    user: str
    name: str


@dataclass(frozen=True)
class Told:
    """What an event of the feed says, as far as it matters: its type, and some of its data."""

    type: str
    data: Json

    def is_said_by(self, event: Json) -> bool:
        """Whether this event is of the type and has the data among its own."""
        return bool(event["type"] == self.type and _within(self.data, event["data"]))


def _within(wanted: object, found: object) -> bool:
    if isinstance(wanted, Mapping):
        return isinstance(found, Mapping) and all(
            name in found and _within(one, found[name]) for name, one in wanted.items()
        )
    return wanted == found


class Stage:
    """The conference `internal` of a running stack.

    Args:
        url: of the functions, such as http://127.0.0.1:3000.
        control: where the stand-in takes orders, as host and port.
        tokens: makes a token: for None the operator's, otherwise one of a caller who writes.
    """

    def __init__(self, url: str, control: tuple[str, int], tokens: Callable[[Person | None], str]) -> None:
        self._url, self._control, self._tokens = url, control, tokens
        self._operator = tokens(None)
        self.calls: dict[Person, str] = {}
        self.recording = ""
        self._told: list[Json] = []
        self._mark = 0
        # A meeting of an earlier run may be in the feed.
        self._after = int(self._get("/events")["seq"])

    def order(self, line: str) -> str:
        """Have the stand-in do something (`infra/fake_freeswitch/control.py`).

        Raises:
            NotPlayed: it would not.
        """
        with socket.create_connection(self._control, timeout=ANSWER_SECONDS) as connection:
            connection.sendall(f"{line}\n".encode())
            answer = connection.makefile(encoding="utf-8").readline().strip()
        if answer.startswith(("cannot ", "refused ", "unknown ")):
            raise NotPlayed(f"the stand-in was told {line!r} and says: {answer}")
        return answer

    def call(self, who: Person) -> None:
        """Somebody dials into the conference."""
        self.calls[who] = self.order(f"dial {who.user} {NUMBER} {who.name}")

    def hang_up(self, who: Person) -> None:
        """They hang up."""
        self.order(f"hang-up {self.calls[who]}")

    def talk(self, who: Person) -> None:
        """They talk, and nobody else does."""
        state = self.order("state")
        for person, call in self.calls.items():
            if call in state:
                self.order(f"talk {call} {'on' if person == who else 'off'}")

    def press(self, who: Person, key: str, data: str) -> None:
        """They press a key of their telephone."""
        self.order(f"press {self.calls[who]} {key} {data}")

    def write(self, who: Person, text: str) -> None:
        """They write a message, with a token of their own."""
        self._ask("POST", "/messages", {"text": text}, token=self._tokens(who))

    def change(self, **fields: object) -> None:
        """The operator changes the conference."""
        self._ask("PATCH", "", fields)

    def change_member(self, who: Person, **fields: object) -> None:
        """The operator changes how somebody is heard, seen or named."""
        self._ask("PATCH", f"/members/{self.calls[who]}", fields)

    def record(self, name: str) -> None:
        """The operator records."""
        self.recording = str(self._ask("POST", "/recordings", {"name": name})["id"])

    def stop_recording(self) -> None:
        """The operator has recorded enough."""
        self._ask("DELETE", f"/recordings/{self.recording}")

    def invite(self, name: str) -> str:
        """Make a link that brings somebody into the room without an account."""
        return str(self._ask("POST", f"/v1/rooms/{CONFERENCE}/entries", {"name": name, "uses": 20})["url"])

    def is_watched(self) -> bool:
        """Whether a page is open that follows the conference."""
        return bool(self._get("/presence")["items"])

    def begin(self) -> None:
        """What is told from now on counts for the next `see`."""
        self._mark = len(self._told)

    def see(self, told: Told, seconds: float) -> None:
        """Wait until the feed says it.

        Raises:
            NotPlayed: it did not within so many seconds.
        """
        give_up = time.monotonic() + seconds
        while not any(told.is_said_by(event) for event in self._told[self._mark :]):
            if time.monotonic() > give_up:
                raise NotPlayed(f"the feed did not say {told.type} {json.dumps(told.data)} within {seconds:.0f} s")
            page = self._get(f"/events?after={self._after}&wait={POLL_SECONDS}")
            self._told += page["items"]
            self._after = int(page["seq"])

    def _get(self, path: str) -> Any:
        return self._ask("GET", path)

    def _ask(self, method: str, path: str, body: object = None, *, token: str = "") -> Any:
        where = path if path.startswith("/v1/") else f"/v1/conferences/{CONFERENCE}{path}"
        headers = {
            "Authorization": f"Bearer {token or self._operator}",
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
        }
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + where, data, headers, method=method)  # noqa: S310  # our own
        give_up = time.monotonic() + NOT_YET_SECONDS
        while True:
            try:
                with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
                    return json.loads(answer.read() or b"null")
            except urllib.error.HTTPError as error:
                with error:
                    said = f"{method} {where} was answered {error.code}: {error.read().decode()}"
                if error.code not in NOT_YET or time.monotonic() > give_up:
                    raise NotPlayed(said) from error
            except OSError as error:
                raise NotPlayed(f"{method} {where} was not answered: {error}") from error
            time.sleep(AGAIN_SECONDS)
