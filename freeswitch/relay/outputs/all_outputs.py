"""All recordings and streams of the node: commands, events and time come in here and go to the one they are about."""

from collections.abc import Callable
from functools import partial

from gevent.pool import Pool

from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.loops.beside import spawn, tell
from freeswitch.relay.outputs.comparing import Comparing
from freeswitch.relay.outputs.counter import Counter
from freeswitch.relay.outputs.loading import Loading
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.orders import Output, quietly
from freeswitch.relay.outputs.recordings.ballast import Ballast
from freeswitch.relay.outputs.recordings.finisher import Finisher
from freeswitch.relay.outputs.recordings.keeping import Keeping
from freeswitch.relay.outputs.roll import Roll
from freeswitch.relay.outputs.rows import OutputRows
from freeswitch.relay.outputs.tending import Tending
from freeswitch.relay.switch.event_values import Event, output_id
from freeswitch.relay.telemetry.logs import logger
from functions.shared.command_life.outcomes import Step
from functions.shared.commands import PlainCommand, kind_of
from functions.shared.outputs.jobs import OutputRow
from functions.shared.tables.base import TablesUnavailable

ACTIONS = frozenset({"start-recording", "stop-recording", "pause-recording", "resume-recording"})

# A command waits for it to be known what FreeSWITCH records, but not longer than so.
KNOWN_SECONDS = 5.0


class Outputs:
    """`run` carries a command out, `take` hears events, `run_once` is one turn of the loop, `leave` ends a term."""

    def __init__(self, means: Means, rooms: Rooms, writer: StateWriter, rows: OutputRows) -> None:
        self._means = means
        self._rooms = rooms
        self._writer = writer
        self.rows = rows
        self.roll = Roll(means, self._changed)
        self.finisher = Finisher(means, means.outputs.finishers)
        # One at most for each recording, stream and conference.
        self._jobs = Pool()
        self._ballast = Ballast(means)
        self._keeping = Keeping(means.root)
        self._comparing = Comparing(means, self.roll, rooms, self._ballast, ready=rooms.ready, jobs=self._jobs)
        self._tending = Tending(
            means, rows, self.finisher, known=self._comparing.knows, jobs=self._jobs, drop=self._drop
        )
        self.loading = Loading(means, self.roll, rows, found=self._comparing.everything, drop=self._drop)
        self._counter = Counter(means, self.roll, rows)
        means.changed = self._changed
        self._pauses = Backoffs(means.now, 0.5, 30.0, means.chance)
        self._term: int | None = None

    def __len__(self) -> int:
        return len(self.roll)

    def find(self, output_id: str) -> Output | None:
        return self.roll.find(output_id)

    def knows(self) -> bool:
        """Whether it is known which there are: not before their rows were read."""
        return self._term is not None and self.loading.loaded

    def run(self, step: PlainCommand, room: Room | None) -> Step:
        """Carry out a command of a recording or stream; its row is written before it ends."""
        if room is None:
            return Step.failed(kind_of(step), "conference_gone", "the conference has ended")
        self._keep_to_term()
        if self._term is None:
            return Step.failed(kind_of(step), "unavailable", "another relay serves the node, or may do so any moment")
        try:
            if not self.loading.loaded:
                self.loading.load()
        except TablesUnavailable as problem:
            detail = f"what is recorded already could not be read, so nothing was done: {problem}"
            return Step.failed(kind_of(step), "unavailable", detail)
        # A stream that looks closed only because nobody has asked would be over without anybody having closed it.
        self._comparing.wait_for(room.uuid, KNOWN_SECONDS)
        return self._counter.serve(step, room)

    def take(self, event: Event) -> None:
        """Hear an event; never waits."""
        action, meeting = event.get("Action"), event.get("Conference-Unique-ID", "")
        if not self.loading.loaded or not meeting:
            return
        if action == "start-recording" and "Error" in event:
            self._ballast.failed(meeting)
        if action == "conference-destroy":
            self._ballast.over(meeting)
            for output in self.roll.of(meeting):
                quietly(output, partial(output.conference_ended, crashed=False))
        elif action in ACTIONS:
            name, is_stream = output_id(event.get("Path", ""))
            output_there = self.roll.about(meeting, name, is_stream=is_stream)
            room = self._means.room(meeting)
            if output_there is None and action == "start-recording" and "Error" not in event and room is not None:
                output_there = self.roll.adopt(event.get("Path", ""), room)
            if output_there is not None:
                output_there.belongs_to(event.get("Conference-Domain", ""))
                quietly(output_there, partial(output_there.take, event))

    def snapshot_taken(self) -> None:
        """The rooms were read afresh: what ran before may have ended unseen."""
        self._comparing.everything()

    def run_once(self) -> None:
        """One turn: read rows, compare with FreeSWITCH, do what is due, write; each part by itself."""
        self._keep_to_term()
        if self._term is None:
            return
        parts: dict[str, Callable[[], None]] = {
            "reading the rows of recordings and streams": self._look,
            "what somebody else has written": self.loading.hear,
            "comparing with FreeSWITCH": self._compare,
            "tending": self._tend,
            "the count of recordings": self._push,
            "files whose time is over": self._forget_files,
            "writing the rows of recordings and streams": self.rows.write_all,
        }
        for what, part in parts.items():
            if self._pauses.may_try(what):
                self._do(what, part)

    def _do(self, what: str, part: Callable[[], None]) -> None:
        try:
            part()
        except TablesUnavailable as problem:
            self._pauses.failed(what)
            logger.warning("recordings and streams wait for the tables", extra={"part": what, "problem": str(problem)})
        except Exception:  # noqa: BLE001  # whatever it was, the other parts go on
            self._pauses.failed(what)
            tell(what)
        else:
            self._pauses.succeeded(what)

    def _keep_to_term(self) -> None:
        """Begin anew where the lease was lost in between: somebody else may have gone on with what is known here."""
        if self._means.term() != self._term:
            self.leave()
            self._term = self._means.term()

    def leave(self) -> None:
        """Stop working; the next relay goes on."""
        self._term = None
        self.finisher.stop()
        self._jobs.kill(timeout=1)
        self.roll.clear()
        for part in (self.rows, self.loading, self._tending, self._comparing):
            part.forget_all()
        self._ballast.keep(())

    def _look(self) -> None:
        if self._rooms.ready.is_set():
            self.loading.look()

    def _compare(self) -> None:
        if self.loading.loaded:
            self._comparing.run_once()

    def _tend(self) -> None:
        for output in self.roll:
            self._tending.begin(output)

    def _push(self) -> None:
        if self._rooms.ready.is_set():
            self._ballast.keep([room.uuid for room in self._rooms])
            for meeting in self._ballast.take():
                spawn("ballast", self._ballast.push, meeting, pool=self._jobs)

    def _forget_files(self) -> None:
        self._keeping.run_once(self._means.now(), self._means.clock.time())

    def _drop(self, output_id: str) -> None:
        self.roll.drop(output_id)
        self.rows.forget(output_id)
        self._tending.forget(output_id)

    def _changed(self, row: OutputRow) -> None:
        if not self.roll.holds(row):
            # Of one that was dropped, or of an earlier term.
            return
        self.rows.changed(row)
        room = self._means.room(row.conference_uuid)
        if room is not None:
            room.revision += 1
            self._writer.mark(room, soon=True)
