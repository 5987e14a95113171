"""Works off one command's row: claim it, run it, write how it ended."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from freeswitch.relay.assets.judging import Judging
from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.claims import PATIENCE_SECONDS, Claims, Worked, about
from freeswitch.relay.commands.execution import Execution
from freeswitch.relay.commands.meanwhile import meanwhile
from freeswitch.relay.commands.rightful import forged_command, forged_place
from freeswitch.relay.commands.stage_keeper import StageKeeper
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.loops.backoff import Backoff
from freeswitch.relay.loops.beside import UNEXPECTED, tell
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.assets.asset import CHECK_ASSET
from functions.shared.command_life.adopting import touches_picture
from functions.shared.command_life.applying_stage import decode_asked
from functions.shared.command_life.outcomes import CommandRow, EndState, Outcome
from functions.shared.commands import Command, InvalidCommand, decode_command
from functions.shared.commands.calls import Dial
from functions.shared.commands.leaving import Moving
from functions.shared.commands.waiting import Admit, Refuse
from functions.shared.feed.door_events import Decided
from functions.shared.rooms.waiting import waiting_room_of
from functions.shared.stage.wish import APPLY_STAGE
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.claims import end_queued
from functions.shared.telemetry.metric_names import RelayMetric
from functions.shared.told.command_ends import end_event

# Claim and visibility are extended together, so that neither ends while the command runs.
KEEP_SECONDS = 3.0

_COUNTED: dict[EndState, RelayMetric] = {
    "confirmed": "CommandsConfirmed",
    "accepted": "CommandsAccepted",
    "failed": "CommandsFailed",
    "expired": "CommandsExpired",
    "unknown": "CommandsUnknown",
}


class CommandRows:
    """The rows of commands, in the name of `owner`."""

    def __init__(
        self,
        owner: str,
        node: str,
        *,
        execution: Execution,
        rooms: Rooms,
        writer: StateWriter,
        clock: Clock,
        metrics: Metrics,
        stages: StageKeeper,
        uploads: Judging,
        may_wait: Callable[[], bool] = lambda: True,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        """`may_wait` says whether there is time to wait for DynamoDB; there is none while the relay stops."""
        self._claims = Claims(owner, node, clock=clock, metrics=metrics, may_wait=may_wait)
        self._node = node
        self._execution = execution
        self._rooms = rooms
        self._writer = writer
        self._clock = clock
        self._metrics = metrics
        self._checkpoint = checkpoint
        self._stages = stages
        self._uploads = uploads

    def is_ours(self, row: CommandRow) -> bool:
        """Whether the claim that stands in the row is this relay's."""
        return self._claims.are_ours(row)

    def work(self, command_id: str) -> Worked:
        """Run the command unless it has ended or is another's.

        Raises:
            TablesUnavailable: nothing was done, or its outcome could not be written for a long time.
        """
        row = self._claims.take(command_id)
        if not isinstance(row, CommandRow):
            return row
        self._checkpoint("claimed")
        started = self._clock.monotonic()
        with meanwhile(KEEP_SECONDS, partial(self._claims.keep, row)):
            outcome = self._outcome(row)
            # Before the rows are written, which then say of whom it has decided.
            self._stages.came_to(row, outcome)
            self._record(row, outcome)
        self._metrics.count(_COUNTED[outcome.state])
        self._metrics.took("CommandMilliseconds", (self._clock.monotonic() - started) * 1000)
        # Two clocks, the API's and the tables' as this relay knows it.
        self._metrics.took("CommandAgeMilliseconds", max(0.0, self._clock.time() - row.created_at) * 1000)
        told = {"state": outcome.state, "reason": outcome.reason, "attempt": row.attempt}
        logger.info("command ended", extra=about(row) | told)
        return "ran"

    def end_gone(self, rows: Iterable[CommandRow]) -> None:
        """End commands that nobody has begun, of meetings that are over, and tell it: each conference's at once.

        Raises:
            TablesUnavailable: the next look ends the rest, and the sweep tells what is not told.
        """
        outcome = Outcome(state="failed", reason="conference_gone", detail="the conference has ended")
        feeds: dict[tuple[str, str], list[CommandRow]] = {}
        for row in rows:
            feeds.setdefault((row.conference, row.domain), []).append(row)
        for (conference, _), queued in feeds.items():
            before, now = self._writer.seq(conference) if conference else None, self._clock.time()
            found = [end_queued(row.id, outcome=outcome, now=now, told_after=before) for row in queued]
            self._tell([row for row in found if row is not None])

    def _outcome(self, row: CommandRow) -> Outcome:
        now = self._clock.time()
        if now > row.deadline:
            if row.attempt == 1:
                return Outcome(state="expired", reason="late", detail="it waited until its time was over")
            return Outcome(state="unknown", reason="interrupted", detail="the relay was interrupted while it ran this")
        try:
            return self._uploads.run(row) if row.kind == CHECK_ASSET else self._run(row)
        except InvalidCommand as problem:
            return Outcome(state="failed", reason="invalid_field", detail=str(problem))
        except UNEXPECTED:
            # Whatever it was, the command gets an end and the relay goes on.
            tell("a command", **about(row))
            return Outcome(state="unknown", reason="relay_error", detail="the relay's log tells more")

    def _run(self, row: CommandRow) -> Outcome:
        room = self._rooms.get(row.conference_uuid)
        if room is not None and (room.domain is None or (row.kind == APPLY_STAGE and not room.recalled)):
            try:
                # An earlier relay has written it, and who was given a place; it is learnt with the first write.
                self._writer.flush(room)
            except TablesUnavailable as problem:
                detail = f"whose the conference is could not be read, so nothing was done: {problem}"
                return Outcome(state="failed", reason="unavailable", detail=detail)
        if forged := forged_place(row, self._node, room):
            return self._refused(row, forged)
        if row.kind == APPLY_STAGE:
            return self._stages.apply(row.conference_uuid, row.deadline, decode_asked(row.body))
        command = decode_command(row.body.encode())
        if forged := forged_command(row, command):
            return self._refused(row, forged)
        if overtaken := self._overtaken(row, command, room):
            return overtaken
        if touches_picture(command):
            # Whoever changes the picture by hand has changed the wish before.
            self._stages.look_again(row.conference_uuid)
        for step in command.plain():
            if isinstance(step, Admit | Refuse):
                self._writer.door.decide(step.member, Decided("by_hand", row.subject))
        return self._execution.run(
            command, row.conference_uuid, row.deadline, again=row.attempt > 1, conference=row.conference
        )

    def _overtaken(self, row: CommandRow, command: Command, room: Room | None) -> Outcome | None:
        # What an earlier try has done moves the revision, too.
        if row.if_match and row.attempt == 1 and room is not None and room.revision not in row.if_match:
            return Outcome(state="failed", reason="revision_moved", detail=f"it is at revision {room.revision} by now")
        return self._stages.declines(row, command)

    def _refused(self, row: CommandRow, forged: str) -> Outcome:
        self._metrics.count("CommandsForged")
        told = about(row) | {"problem": forged}
        logger.error("a command is refused: nobody who may write commands has written it", extra=told)
        return Outcome(state="failed", reason="forged", detail=f"{forged}; nothing was done")

    def _record(self, row: CommandRow, outcome: Outcome) -> None:
        """Write the outcome, however long DynamoDB takes; what is confirmed stands in the conferences' rows before."""
        pause = Backoff(0.2, 5.0)
        until = self._clock.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                for room in _changed_rooms(row, self._rooms):
                    self._writer.flush(room)
                self._checkpoint("proved")
                ended = self._claims.finish(row, outcome, self._writer.seq(row.conference) if row.conference else None)
                break
            except TablesUnavailable as problem:
                self._metrics.count("TablesUnavailable")
                logger.warning("an outcome is not written yet", extra=about(row) | {"problem": str(problem)})
                if self._clock.monotonic() > until:
                    raise
                self._clock.sleep(pause.failed())
        if ended is None:
            logger.error("a command was taken from us", extra=about(row))
        else:
            self._checkpoint("ended")
            self._tell([ended])

    def _tell(self, rows: Sequence[CommandRow]) -> None:
        """Tell a feed how they ended, all of one conference and known to it from one seq on.

        What cannot be told now, or dies here, the sweep tells within a minute.
        """
        events = [event for row in rows if (event := end_event(row)) is not None]
        if not events or rows[0].told_after is None:
            return
        try:
            self._writer.tell(events, domain=rows[0].domain or None, after=rows[0].told_after)
        except TablesUnavailable as problem:
            self._metrics.count("TablesUnavailable")
            told = about(rows[0]) | {"problem": str(problem), "commands": len(rows)}
            logger.warning("the end of a command is not told yet", extra=told)


def _changed_rooms(row: CommandRow, rooms: Rooms) -> Iterator[Room]:
    """The conference of the command, and those to which it has moved somebody; they may have begun with that."""
    steps = _steps(row)
    names = {step.conference for step in steps if isinstance(step, Moving)}
    if any(isinstance(step, Dial) and step.waits for step in steps):
        names.add(waiting_room_of(row.conference))
    found = [rooms.get(row.conference_uuid), *(rooms.named(name) for name in sorted(names))]
    return (room for room in found if room is not None)


def _steps(row: CommandRow) -> tuple[object, ...]:
    if row.kind in (APPLY_STAGE, CHECK_ASSET):
        return ()
    try:
        return tuple(decode_command(row.body.encode()).plain())
    except InvalidCommand:
        # It was refused, and has moved nobody.
        return ()
