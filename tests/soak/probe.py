"""Measures how soon commands run again: probes in the steady room, seen in the stand-in's diary."""

import time
from itertools import count

from tests.soak.clients import ENDS, Api
from tests.soak.history import Asked, CommandId
from tests.soak.standin import DiaryReader
from tests.soak.world import STEADY_ROOM

# Whoever has not come back after so long is told as that.
LONGEST_SECONDS = 60.0
# A probe that was accepted is waited for so long before another one is sent: many would wait behind each other later.
PATIENCE_SECONDS = 4.0
# Meanwhile it is asked so often whether it has ended otherwise: for a meeting that was over, for example.
ASK_SECONDS = 0.5
PAUSE_SECONDS = 0.05


class Probe:
    """Sends probes one after the other."""

    def __init__(self, api: Api, diary: DiaryReader) -> None:
        self._api, self._diary = api, diary
        self._numbers = count(1)
        self._accepted: list[str] = []

    def run_commands(self, since: float, *, by_api: bool = True) -> float | None:
        """Seconds from `since` until the first command that was accepted afterwards is carried out; None: never.

        Args:
            by_api: whether what the API took to make that command counts; what it refused until then always does.
        """
        place = len(self._diary.entries)
        # What each word's request took until its command was there.
        words: dict[str, float] = {}
        until = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < until:
            word, asked = self._ask()
            # Where no answer came it may run all the same.
            if asked.command or asked.status in (0, 503):
                words[word] = asked.created - asked.sent if asked.created and not by_api else 0.0
            patience = time.monotonic() + PATIENCE_SECONDS
            while True:
                found = self._diary.wait_for(
                    lambda entry: entry.what == "command" and any(f"'{one}'" in entry.text for one in words),
                    place,
                    ASK_SECONDS if asked.command else PAUSE_SECONDS,
                )
                if found is not None:
                    made = next(made for one, made in words.items() if f"'{one}'" in found.text)
                    return max(found.at - since - made, 0.0)
                if not asked.command or time.monotonic() > patience or self._has_ended(asked.command):
                    break
        return None

    def _has_ended(self, command: CommandId) -> bool:
        asked = Asked(client=self._api.name, method="GET", path=f"/v1/commands/{command}")
        self._api.ask(asked)
        return asked.state in ENDS

    def leave_one_behind(self) -> None:
        """Send one that will be on its way when the relay is killed just now: those behind it must wait longest."""
        self._ask()

    def _ask(self) -> tuple[str, Asked]:
        word = f"probe{next(self._numbers)}"
        asked = Asked(
            client=self._api.name,
            method="POST",
            path=f"/v1/conferences/{STEADY_ROOM}/commands",
            body={"kind": "set_variable", "name": "x_probe", "value": word},
        )
        self._api.ask(asked)
        if asked.command:
            self._accepted.append(asked.command)
        return word, asked

    def settle(self) -> None:
        """Wait until every probe has ended, so that none of them is in the way of what comes next."""
        until = time.monotonic() + LONGEST_SECONDS
        for command in self._accepted:
            state = ""
            while state not in ENDS and time.monotonic() < until:
                asked = Asked(client=self._api.name, method="GET", path=f"/v1/commands/{command}?wait=5")
                self._api.ask(asked)
                state = asked.state
        self._accepted.clear()

    def join_seen(self, since: float) -> float:
        """When somebody is in the steady room, after this moment."""
        place = max(len(self._diary.entries) - 1000, 0)
        found = self._diary.wait_for(
            lambda entry: entry.what == "join" and entry.conference == STEADY_ROOM and entry.at >= since,
            place,
            LONGEST_SECONDS,
        )
        return found.at if found is not None else since

    def record(self, since: float) -> float | None:
        """Seconds from `since` until a recording that is asked for afterwards runs; it is stopped again."""
        path = f"/v1/conferences/{STEADY_ROOM}/recordings"
        until = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < until:
            asked = Asked(client=self._api.name, method="POST", path=path, body={"format": "wav"}, wait=10)
            self._api.ask(asked)
            if asked.state == "confirmed":
                took = time.time() - since
                self._api.ask(Asked(client=self._api.name, method="DELETE", path=f"{path}/{asked.command}", wait=5))
                return took
            time.sleep(PAUSE_SECONDS)
        return None
