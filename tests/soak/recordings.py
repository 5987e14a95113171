"""In the end every recording that began is ready, or failed with a reason."""

import time
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from functions.shared.command_life.outcomes import CommandRow
from tests.soak.history import Asked
from tests.soak.violations import Violation

OVER = frozenset({"ready", "failed"})
RUNNING = frozenset({"starting", "live", "interrupted"})
PAUSE_SECONDS = 0.5


class Asks(Protocol):
    """A client of the API; see `clients`."""

    name: str

    def ask(self, asked: Asked, /) -> object: ...


@dataclass(frozen=True)
class Recording:
    """What the API shows of one; `state` is empty where it shows none."""

    id: str
    conference: str
    state: str
    reason: str | None


def erased_by(asked: Iterable[Asked]) -> set[str]:
    """Ids of the recordings that a client had erased when they were over, or may have: no answer came."""
    return {
        one.path.rpartition("/")[2]
        for one in asked
        if one.method == "DELETE" and "/recordings/" in one.path and one.status in (0, 204, 503)
    }


def recordings_of(
    rows: Mapping[str, CommandRow], api: Asks, seconds: float, *, erased: Container[str] = ()
) -> list[Recording]:
    """Look at every recording that began, until all are over or erased, but not longer than so."""
    began = [row for row in rows.values() if row.kind == "start_recording" and row.state == "confirmed"]
    until = time.monotonic() + seconds
    for row in began:
        # A client's own stop may have failed in the storm.
        if _look(row, api).state in RUNNING:
            path = f"/v1/conferences/{row.conference}/recordings/{row.id}"
            api.ask(Asked(client=api.name, method="DELETE", path=path, wait=10))
    while True:
        found = [one for one in (_look(row, api) for row in began) if one.state or one.id not in erased]
        if all(one.state in OVER for one in found) or time.monotonic() > until:
            return found
        time.sleep(PAUSE_SECONDS)


def _look(row: CommandRow, api: Asks) -> Recording:
    asked = Asked(client=api.name, method="GET", path=f"/v1/conferences/{row.conference}/recordings/{row.id}")
    found = api.ask(asked)
    shown = found if asked.status == 200 and isinstance(found, dict) else {}
    return Recording(row.id, row.conference, str(shown.get("state", "")), shown.get("reason"))


def unfinished(recordings: Iterable[Recording]) -> Iterator[Violation]:
    """Those that are not over, or failed without a word."""
    for one in recordings:
        if one.state not in OVER or (one.state == "failed" and not one.reason):
            words = f"{one.id} of {one.conference} is {one.state or 'nowhere'} ({one.reason})"
            yield Violation(claim="every recording ends, ready or with a reason", words=words)
