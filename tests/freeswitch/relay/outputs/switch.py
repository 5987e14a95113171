"""A switch that a test speaks for: it notes the commands and answers as it is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from freeswitch.relay.commands.plain.tries import NOTHING, Extra
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.outputs.connections import Connections
from freeswitch.relay.outputs.means import Means
from functions.shared.command_life.outcomes import Step
from functions.shared.commands import PlainCommand, kind_of
from functions.shared.outputs.jobs import OutputRow
from functions.shared.settings import OutputSettings, RecordingSettings, StreamSettings
from functions.shared.state import MemberState
from tests.freeswitch.relay.fake_clock import FakeClock

SECRET = "a secret for stream keys that is long enough"
KEY = "abcd-efgh-canary-1234"
# What FreeSWITCH tells of a recording or a stream.
START = {"Action": "start-recording"}
ERROR = {"Action": "start-recording", "Error": "File could not be opened for recording"}
STOP = {"Action": "stop-recording"}


@dataclass
class SpokenFor:
    """What was asked, and what is answered."""

    said: list[str] = field(default_factory=list)
    commands: list[PlainCommand] = field(default_factory=list)
    asked: list[object] = field(default_factory=list)
    keys: list[Mapping[str, str]] = field(default_factory=list)
    answers: dict[str, Step] = field(default_factory=dict)
    paths: dict[str, bool] | None = field(default_factory=dict)
    video: bool | None = True

    def run(self, step: PlainCommand, conference_uuid: str, seconds: float, extra: Extra = NOTHING) -> Step:
        self.said.append(kind_of(step))
        self.commands.append(step)
        self.asked.append((conference_uuid, seconds, extra.begun_texts))
        self.keys.append(extra.keys)
        return self.answers.get(kind_of(step), Step(kind=kind_of(step), state="unknown", reason="not_shown"))

    def listed(self, room: Room) -> dict[str, bool] | None:  # noqa: ARG002  # there is one room
        return self.paths

    def has_video(self, room: Room) -> bool | None:  # noqa: ARG002  # there is one room
        return self.video


def refused(kind: str, reason: str) -> Step:
    return Step(kind=kind, state="failed", reason=reason)


def listed(address: str, port: int, *, timer: str = "00", again: int = 0, state: str = "01") -> str:
    """A line of /proc/net/tcp."""
    remote = "".join(f"{int(part):02X}" for part in reversed(address.split(".")))
    fields = f"{remote}:{port:04X} {state} 00000000:00000000 {timer}:00000000 {again:08X}"
    return f"   0: 0100007F:8000 {fields} 1000 0 12345"


def new_room() -> Room:
    room = Room("internal", "meeting-1", domain="example.com")
    room.members["call-1"] = MemberState(uuid="call-1", number=1)
    return room


@dataclass
class World:
    """A room with one member, a clock, a switch."""

    root: Path
    switch: SpokenFor = field(default_factory=SpokenFor)
    clock: FakeClock = field(default_factory=FakeClock)
    rows: list[OutputRow] = field(default_factory=list)
    addresses: list[str] = field(default_factory=lambda: ["93.184.215.14"])
    room: Room | None = field(default_factory=new_room)
    counted: list[str] = field(default_factory=list)
    # What this machine has open.
    stuck: set[tuple[str, int]] = field(default_factory=set)
    moving: set[tuple[str, int]] = field(default_factory=set)

    def connections(self) -> str:
        """The kernel's list."""
        lines = [*(listed(*remote, timer="04") for remote in self.stuck), *(listed(*remote) for remote in self.moving)]
        return "\n".join(lines)

    def means(self, **outputs: object) -> Means:
        return Means(
            node="fs1",
            switch=self.switch,
            clock=self.clock,
            root=self.root,
            outputs=OutputSettings(**outputs),  # type: ignore[arg-type]  # the test names them
            recordings=RecordingSettings(),
            streams=StreamSettings(key_secrets=(SECRET,)),
            room=lambda _uuid: self.room,
            changed=self.rows.append,
            count=self.counted.append,
            resolve=lambda _host, _port: self.addresses,
            chance=lambda: 1.0,
            connections=Connections(self.connections),
        )

    def states(self) -> Iterator[str]:
        """Every state that a row went through, each once in a row."""
        before = ""
        for row in self.rows:
            if row.state.state != before:
                yield row.state.state
            before = row.state.state
