"""A relay's part that writes, on real tables, killed at any request, before or after it was done; then the next one."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from unittest.mock import patch

import msgspec
from botocore.client import BaseClient

from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.state import MemberState
from tests.freeswitch.relay.fake_clock import FakeClock

# How often the next meeting of a name begins before the end of the last one is written.
AT_ONCE = 0.5
ENDING = "UpdateItem test-conferences"
REQUESTS = frozenset({"PutItem", "UpdateItem", "BatchWriteItem", "Query"})


class Killed(BaseException):
    """The process is gone: nothing catches this."""


class Switch:
    """What FreeSWITCH has: rooms and who is in them, and the history of who came and went."""

    def __init__(self, dice: random.Random, names: tuple[str, ...]) -> None:
        self.dice = dice
        self.names = names
        self.meetings: dict[str, tuple[str, dict[str, MemberState]]] = {}
        self.history: dict[str, list[tuple[str, str]]] = {name: [] for name in names}
        self.ids = count()

    def change(self) -> tuple[str, str]:
        """One thing happens: gives the name of its conference, and what."""
        name = self.dice.choice(self.names)
        if name not in self.meetings:
            return self._begin(name)
        _, members = self.meetings[name]
        what = self.dice.choices(("join", "leave", "mute", "talk"), (4, 4, 4, 4))[0]
        if what == "join" or not members:
            return self._join(name)
        call = self.dice.choice(sorted(members))
        if what == "leave":
            del members[call]
            self.history[name].append(("member.left", call))
            return name, f"leave {call}"
        field = "muted" if what == "mute" else "talking"
        members[call] = msgspec.structs.replace(members[call], **{field: not getattr(members[call], field)})
        return name, "change"

    def changes(self) -> Iterator[tuple[str, str]]:
        """What happens before the next write: one thing; a conference that the last one leaves ends at once.

        Then somebody may come before that is written.
        """
        name, what = self.change()
        yield name, what
        if not what.startswith("leave") or self.meetings[name][1]:
            return
        uuid, _ = self.meetings.pop(name)
        self.history[name].append(("conference.ended", uuid))
        yield name, "end"
        if self.dice.random() < AT_ONCE:
            yield self._begin(name)
            yield self._join(name)

    def _begin(self, name: str) -> tuple[str, str]:
        uuid = f"meeting-{next(self.ids)}"
        self.meetings[name] = (uuid, {})
        self.history[name].append(("conference.started", uuid))
        return name, "begin"

    def _join(self, name: str) -> tuple[str, str]:
        number = next(self.ids)
        self.meetings[name][1][f"call-{number}"] = MemberState(
            uuid=f"call-{number}", number=number, muted=False, talking=False, joined_at="2026-05-04T10:00:00.000Z"
        )
        self.history[name].append(("member.joined", f"call-{number}"))
        return name, "join"


class Relay:
    """The rooms and their writer, as a process that begins has them."""

    def __init__(self, switch: Switch, clock: FakeClock) -> None:
        self.switch = switch
        self.clock = clock
        self.metrics = Metrics("fs1", print)
        self.writer = StateWriter("fs1", clock, self.metrics)
        self.rooms = Rooms()

    def begin(self) -> None:
        """As after a snapshot."""
        self.writer.recall(self.rooms)
        for name in self.switch.meetings:
            room = self._room(name)
            self.writer.teller.not_heard(room, None, "connected")
            self.writer.mark(room, soon=True)
        self.writer.end_unknown(self.rooms)

    def hear(self, name: str, what: str) -> None:
        """As the follower does."""
        if what == "end":
            room = self.rooms.named(name)
            if room is not None:
                room.revision += 1
                self.rooms.close(room)
                self.writer.end(room)
            return
        room = self._room(name)
        room.revision += 1
        if what == "join" or what.startswith("leave"):
            gone = what.removeprefix("leave ") if what != "join" else None
            self.writer.teller.note(room, left=gone, cause="NORMAL_CLEARING" if gone else None)
        self.writer.mark(room, soon=True)

    def _room(self, name: str) -> Room:
        uuid, members = self.switch.meetings[name]
        room = self.rooms.open(name, uuid)
        room.domain, room.started_at = "example.com", "2026-05-04T10:00:00.000Z"
        room.members = dict(members)
        return room

    def write_all(self) -> None:
        """Until nothing waits."""
        for _ in range(50):
            self.writer.run_once()
            if not self.writer.pending and not self.writer._left.looked_for:
                return
        raise AssertionError("what is to be written never ends")


@contextmanager
def killing(dice: random.Random, chance: float) -> Iterator[list[str]]:
    """Requests of this thread to the tables kill the process now and then, before they are done or after.

    Gives where that was.
    """
    real = BaseClient._make_api_call  # type: ignore[attr-defined]  # what all calls pass
    killed: list[str] = []
    relay = threading.get_ident()

    def dies(step: str) -> bool:
        # Where nobody has died yet, somebody soon does; and a meeting's end is marked seldom.
        if dice.random() >= (chance if step in killed and ENDING not in step else 10 * chance):
            return False
        killed.append(step)
        return True

    def call(client: Any, operation: str, parameters: Any) -> Any:
        if threading.get_ident() != relay:
            return real(client, operation, parameters)
        table = str(parameters.get("TableName") or next(iter(parameters.get("RequestItems", {"": 0}))))
        if operation in REQUESTS and dies(f"before {operation} {table}"):
            raise Killed
        answer = real(client, operation, parameters)
        if operation in REQUESTS and dies(f"after {operation} {table}"):
            raise Killed
        return answer

    with patch.object(BaseClient, "_make_api_call", call):
        yield killed
