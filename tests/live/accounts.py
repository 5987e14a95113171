"""What FreeSWITCH says came and went in a conference, heard on a connection that nobody cuts."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.infra.fake_freeswitch.esl_client import EslClient
from tests.live.switch import ESL_PASSWORD, Switch

TOLD_AS = {
    "conference-create": "conference.started",
    "add-member": "member.joined",
    "del-member": "member.left",
    "conference-destroy": "conference.ended",
}
# FreeSWITCH stamps what happened, the relay what it heard; its clock is the tables'.
CLOCKS_SECONDS = 2.0


@dataclass(frozen=True)
class Step:
    """What happened, as an event of the feed is called, to which call (empty: to the meeting), and when."""

    what: str
    call: str
    at: float

    @property
    def key(self) -> tuple[str, str]:
        return self.what, self.call


@contextmanager
def account_of(switch: Switch, conference: str) -> Iterator[list[Step]]:
    """The steps of one conference from now on, in order."""
    steps: list[Step] = []

    def read(client: EslClient) -> None:
        try:
            while True:
                frame = client.read()
                if frame.kind == "text/event-json":
                    note(frame.event())
        except (EOFError, OSError):
            return  # the test is over

    def note(event: dict[str, str]) -> None:
        what = TOLD_AS.get(event.get("Action", ""))
        if what is not None and event.get("Conference-Name") == conference:
            call = event.get("Unique-ID", "") if what.startswith("member.") else ""
            steps.append(Step(what, call, int(event["Event-Date-Timestamp"]) / 1e6))

    with EslClient(switch.ports["esl"]) as client:
        client.log_in(ESL_PASSWORD).ask("event json CUSTOM conference::maintenance")
        client.timeout(600)
        reader = threading.Thread(target=read, args=(client,), daemon=True)
        reader.start()
        yield steps
        # It reads until FreeSWITCH closes the connection.
        client.send("exit\n\n")
        reader.join(10)


def told_by(events: Sequence[dict[str, Any]]) -> list[Step]:
    """The same out of the feed's events."""
    found = []
    for one in events:
        if one["type"] in TOLD_AS.values():
            data = one["data"]
            call = data["member"]["uuid"] if "member" in data else data.get("uuid", "")
            found.append(Step(one["type"], call, seconds(one["at"])))
    return found


@dataclass(frozen=True)
class Gap:
    """Nobody listened from then to then."""

    since: float
    to: float
    reason: str

    def has(self, step: Step) -> bool:
        return self.since - CLOCKS_SECONDS <= step.at <= self.to + CLOCKS_SECONDS


def gaps_in(events: Sequence[dict[str, Any]]) -> list[Gap]:
    return [
        Gap(seconds(one["data"]["from"]), seconds(one["data"]["to"]), one["data"]["reason"])
        for one in events
        if one["type"] == "gap"
    ]


def seconds(moment: str | None) -> float:
    return 0.0 if moment is None else datetime.fromisoformat(moment).timestamp()
