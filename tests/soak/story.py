"""A made-up run: rows and diary entries as they would be, for the oracle's own tests."""

from collections.abc import Sequence
from itertools import count

from functions.shared.command_life.outcomes import CommandRow, EndState, Evidence, Outcome, Step, id_at_node
from functions.shared.commands import Command, encode_command, kind_of
from infra.fake_freeswitch.state.diary import Entry
from tests.soak.account import Account
from tests.soak.steps import Steps, steps_of
from tests.soak.world import DOMAIN, NODE

MEETING, ROOM, CALL, OTHER = "meeting-1", "room-1", "call-1", "call-2"
BEGAN = 1000.0
STILLS = "/dev/shm/stills"


class Story:
    """One meeting with two members, 7 and 8, from second 1000 on."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.rows: dict[str, CommandRow] = {}
        self.entries: list[Entry] = []
        self.note("begin", 0.0, text="core")
        self.note("login", 0.0, connection=1)
        self.note("open", 0.0)
        self.note("join", 0.0, call=CALL, member=7)
        self.note("join", 0.0, call=OTHER, member=8)

    def note(self, what: str, at: float, **told: str | int) -> None:
        """Add an entry; `at` counts from the beginning."""
        place = {} if what in ("begin", "login", "lost") else {"conference": ROOM, "meeting": MEETING}
        fields = place | told
        self.entries.append(Entry(number=next(self._numbers), at=BEGAN + at, what=what, **fields))  # type: ignore[arg-type]  # by name

    def ran(self, text: str, at: float, *, reply: str = "+OK", connection: int = 1, meeting: str = MEETING) -> None:
        """The stand-in carried something out."""
        self.note("command", at, text=text, reply=reply, connection=connection, meeting=meeting)

    def command(
        self,
        command: Command,
        state: EndState | None,
        *,
        at: float = 10.0,
        end: float = 11.0,
        reason: str | None = None,
        attempt: int = 1,
        evidence: Evidence | None = None,
        steps: Sequence[Step] = (),
    ) -> CommandRow:
        """A command with its end; `state` None leaves it running."""
        name = id_at_node(NODE, f"c{len(self.rows) + 1}")
        outcome = None
        if state is not None:
            outcome = Outcome(state=state, reason=reason, evidence=evidence, steps=tuple(steps))
        row = CommandRow(
            id=name,
            kind=kind_of(command),
            body=encode_command(command).decode(),
            node=NODE,
            domain=DOMAIN,
            subject="client-1",
            created_at=BEGAN + at,
            deadline=BEGAN + at + 30,
            conference=ROOM,
            conference_uuid=MEETING,
            state=state or "running",
            attempt=attempt,
            finished_at=None if state is None else BEGAN + end,
            outcome=outcome,
        )
        self.rows[name] = row
        return row

    @property
    def account(self) -> Account:
        return Account(sorted(self.entries, key=lambda entry: entry.at))

    @property
    def steps(self) -> Steps:
        return steps_of(self.rows, self.account, STILLS)
