"""Keeps every conference's picture as its stage wishes: looks whenever the state or the wish is different."""

from collections.abc import Sequence
from typing import Literal

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.decided import overtaken
from freeswitch.relay.commands.execution import Execution
from freeswitch.relay.commands.kept_stage import KeptStage, signs_of
from freeswitch.relay.commands.newcomers import Newcomers
from freeswitch.relay.commands.plain.steps import failed, outcome_of, step_of
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.loops.beside import UNEXPECTED, spawn, tell
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.command_life.applying_stage import NOTHING, ApplyStage
from functions.shared.command_life.outcomes import CommandRow, Evidence, Outcome, Step
from functions.shared.command_life.reconciling import reconcile
from functions.shared.commands import Command, SceneStep, kind_of
from functions.shared.stage.wish import Stage
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.stages import find_stage

TURN_SECONDS = 0.1
STEP_SECONDS = 10.0
AGAIN_SECONDS = 1.0
# FreeSWITCH says yes before its event has come and was looked at, on a busy machine long before. Somebody may also have
# undone it at once, so that the state never shows it.
SHOWN_SECONDS, SHOWN_PAUSE = 5.0, 0.05
# A wish that is written while a conference begins: the API did not see the conference, nor its relay the wish. The
# conference's row is written within a moment; from then on the API tells.
SETTLED_SECONDS = 2.0


# `unread`: the wish could not be read. `moved`: it changed before all of it was done.
End = Literal["done", "unread", "moved"]


class StageKeeper:
    """The relay's hand on the picture."""

    def __init__(
        self, rooms: Rooms, execution: Execution, clock: Clock, metrics: Metrics, node: str, *, newcomers: Newcomers
    ) -> None:
        self._rooms = rooms
        self._execution = execution
        self._clock = clock
        self._metrics = metrics
        self._node = node
        self._newcomers = newcomers
        self._kept: dict[str, KeptStage] = {}

    def look_again(self, conference_uuid: str) -> None:
        """The wish may have changed: read it before anything else is done to the conference."""
        kept = self._kept.get(conference_uuid)
        if kept is not None:
            kept.stale = True

    def look_again_at_all(self) -> None:
        """FreeSWITCH was away: a wish that changed meanwhile was kept, and nobody told us."""
        for kept in self._kept.values():
            kept.stale = kept.untold = True

    def declines(self, row: CommandRow, command: Command) -> Outcome | None:
        """Why a command of ours is not carried out any more."""
        room, kept = self._rooms.get(row.conference_uuid), self._kept.get(row.conference_uuid)
        return None if room is None or kept is None else overtaken(row, command, room, kept)

    def came_to(self, row: CommandRow, outcome: Outcome) -> None:
        """A command has ended: it may have decided about somebody's place."""
        room, kept = self._rooms.get(row.conference_uuid), self._kept.get(row.conference_uuid)
        if room is not None and kept is not None:
            self._newcomers.came_to(row, outcome, room, kept)

    def run_once(self) -> None:
        """One turn: in memory only, unless something is different."""
        living = list(self._rooms)
        for uuid in self._kept.keys() - {room.uuid for room in living}:
            del self._kept[uuid]
        # Who was given a place by an earlier relay is known once the rows are: sooner they would lose it.
        for room in (one for one in living if one.recalled):
            kept = self._of(room)
            now = self._clock.monotonic()
            # Not while it is applied: that would look like a wish that changed meanwhile.
            if kept.settles_at is not None and not kept.held and now >= kept.settles_at:
                kept.settles_at, kept.stale = None, True
            if kept.overdue(now) and not kept.held:
                kept.stale = True
            due = kept.stale and now >= kept.read_again_at
            if not kept.busy and (due or kept.seen != signs_of(room)):
                kept.busy = True
                spawn("stage", self._keep_quietly, room, kept)
        self._clock.sleep(TURN_SECONDS)

    def _of(self, room: Room) -> KeptStage:
        kept = self._kept.get(room.uuid)
        if kept is None:
            settles_at = self._clock.monotonic() + SETTLED_SECONDS
            kept = self._kept[room.uuid] = KeptStage(room.uuid, settles_at=settles_at)
        return kept

    def _keep_quietly(self, room: Room, kept: KeptStage) -> None:
        try:
            self._keep(room, kept, [])
        except UNEXPECTED:
            # Whatever it was, the relay goes on; the drift stays visible.
            tell("a stage", conference=room.name)
            kept.seen = signs_of(room)
        finally:
            kept.busy = False

    def apply(self, conference_uuid: str, deadline: float, asked: ApplyStage = NOTHING) -> Outcome:
        """Carry out a changed wish and tell how each command ended; one that changes meanwhile is carried out, too."""
        room = self._rooms.get(conference_uuid)
        if room is None:
            detail = "the conference has ended; the stage is kept for the next one"
            return Outcome(state="failed", reason="conference_gone", detail=detail)
        kept = self._of(room)
        kept.stale, kept.read_again_at = True, 0.0
        if not asked.only_newcomers or kept.decided is None:
            kept.decided = "newcomers" if asked.only_newcomers else "anew"
        kept.tries.clear()
        steps: list[Step] = []
        while True:
            end = self._keep(room, kept, steps, asked)
            if end != "moved":
                break
            if self._clock.time() > deadline:
                detail = "the stage changed again and again while it was applied; it is tried further"
                return Outcome(state="failed", reason="late", detail=detail, steps=tuple(steps))
        if end == "unread":
            detail = "the stage could not be read; it is tried again"
            return Outcome(state="failed", reason="unavailable", detail=detail, steps=tuple(steps))
        if not steps:
            return Outcome(state="confirmed", evidence=Evidence(kind="state"))
        return outcome_of(steps, composite=True)

    def _keep(self, room: Room, kept: KeptStage, steps: list[Step], asked: ApplyStage = NOTHING) -> End:
        with kept.lock:
            kept.held = True
            try:
                end = self._kept_so(room, kept, steps)
                # After the layout: before it, whoever gives up a place would be seen nowhere.
                due = asked.due(kept.stage, room.members, steps) if end == "done" else []
                for step in due:
                    steps.append(self._carry_out(room, step))
                    self._newcomers.took(step, kept)
                if end == "done":
                    self._newcomers.seat(room, kept)
                return end
            finally:
                kept.held = False

    def _kept_so(self, room: Room, kept: KeptStage, steps: list[Step]) -> End:
        """Send what differs; `steps` gets how each command ended."""
        if kept.stale and not self._read(room, kept):
            return "unread"
        if kept.stored is not None:
            if kept.decided is not None:
                self._newcomers.settle(room, anew=kept.decided == "anew")
            self._newcomers.see(room, kept)
        kept.decided, kept.seen = None, signs_of(room)
        if kept.stage is None:
            return "done"
        taken: list[SceneStep] = []
        end: End = "done"
        for command in reconcile(kept.stage, room.state(self._node)).commands:
            if room.ended:
                steps.append(failed(command, "conference_gone", "the conference ended while its stage was applied"))
                break
            if kept.may_try(command, self._clock.monotonic()):
                steps.append(self._carry_out(room, command))
                if steps[-1].state in ("accepted", "confirmed"):
                    taken.append(command)
                if kept.stale:
                    # Somebody has changed the wish meanwhile: what is left of the old one is not done.
                    end = "moved"
                    break
        self._until_shown(room, kept.stage, taken)
        return end

    def _until_shown(self, room: Room, stage: Stage, taken: Sequence[SceneStep]) -> None:
        """Wait for the state to show what FreeSWITCH has taken: whoever compares sooner would have it done again."""
        until = self._clock.monotonic() + SHOWN_SECONDS
        while taken and not room.ended and self._clock.monotonic() < until:
            again = reconcile(stage, room.state(self._node)).commands
            if not any(command in again for command in taken):
                return
            self._clock.sleep(SHOWN_PAUSE)

    def _read(self, room: Room, kept: KeptStage) -> bool:
        kept.stale = False
        try:
            found = find_stage(room.name)
            stored = found.stored if found and room.domain == found.stored.domain else None
            self._newcomers.look_after(room, kept)
            if stored is not None and stored.newcomers == "next_place":
                self._newcomers.recall(room, kept)
        except TablesUnavailable as problem:
            kept.stale, kept.read_again_at = True, self._clock.monotonic() + AGAIN_SECONDS
            logger.warning("a stage could not be read", extra={"problem": str(problem), "conference": room.name})
            return False
        if found and room.domain is None:
            # FreeSWITCH has not said yet whose the conference is: nobody's wish is carried out before.
            kept.stale, kept.read_again_at = True, self._clock.monotonic() + AGAIN_SECONDS
        if (stored and stored.stage) != kept.stage:
            kept.tries.clear()
            if kept.untold and kept.known:
                kept.decided = "anew"
        kept.stored, kept.known, kept.untold = stored, True, False
        return True

    def _carry_out(self, room: Room, command: SceneStep) -> Step:
        outcome = self._execution.run(command, room.uuid, self._clock.time() + STEP_SECONDS)
        self._metrics.count("StageCommands")
        told = {"conference": room.name, "kind": kind_of(command), "state": outcome.state, "reason": outcome.reason}
        logger.info("the stage was put back", extra=told)
        return step_of(command, outcome)
