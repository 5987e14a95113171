"""All recordings and streams of the node: commands, events and time come in here and go to the one they are about."""

from collections.abc import Mapping

from gevent.lock import RLock
from gevent.pool import Pool

from freeswitch.relay.beside import spawn
from freeswitch.relay.event_values import Event, output_id
from freeswitch.relay.follower import Follower
from freeswitch.relay.logs import logger
from freeswitch.relay.outputs.ballast import Ballast
from freeswitch.relay.outputs.beginning import new_recording, new_stream
from freeswitch.relay.outputs.erasing import clean, erase
from freeswitch.relay.outputs.finisher import Finisher
from freeswitch.relay.outputs.keeping import Keeping
from freeswitch.relay.outputs.means import Means, refusal
from freeswitch.relay.outputs.orders import Output, carry_out, output_of, refused
from freeswitch.relay.outputs.recording import Recording
from freeswitch.relay.outputs.roll import Roll
from freeswitch.relay.outputs.rows import OutputRows
from freeswitch.relay.outputs.stream import Stream
from freeswitch.relay.rooms import Room
from freeswitch.relay.state_writer import StateWriter
from functions.shared.commands import PlainCommand, kind_of
from functions.shared.commands.recordings import StartRecording
from functions.shared.commands.streams import StartStream
from functions.shared.outcomes import Step
from functions.shared.output_jobs import OutputRow, RecordingRow
from functions.shared.output_life import OVER
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.outputs import open_outputs

ACTIONS = frozenset({"start-recording", "stop-recording", "pause-recording", "resume-recording"})
MOST_AT_WORK = 32
# How often the table is asked for what the API wants erased, and for rows that another relay left behind.
LOOK_SECONDS = 15.0


class Outputs:
    """`run` carries a command out, `take` hears events, `run_once` is one turn of the loop."""

    def __init__(self, means: Means, follower: Follower, writer: StateWriter, rows: OutputRows) -> None:
        self._means = means
        self._follower = follower
        self._writer = writer
        self.rows = rows
        self.roll = Roll(means, self._changed)
        self._pool = Pool(MOST_AT_WORK)
        self._at_work: set[str] = set()
        self._keeping = Keeping(means.root)
        self._ballast = Ballast(means)
        self.finisher = Finisher(means, means.outputs.finishers)
        means.changed = self._changed
        self._loaded = False
        self._look_at = 0.0
        self._must_reconcile = True
        self._reconciling = RLock()

    def __len__(self) -> int:
        return len(self.roll)

    def find(self, output_id: str) -> Output | None:
        return self.roll.find(output_id)

    # ---------------------------------------------------------------- commands

    def run(self, step: PlainCommand, room: Room | None) -> Step:
        """Carry out a command of a recording or stream; its row is written before it ends.

        Raises:
            TablesUnavailable: the row could not be written; nothing was begun without one.
        """
        if room is None:
            return refusal(kind_of(step), "conference_gone", "the conference has ended")
        if not self._loaded:
            self.load()
        # What runs is known only then: a stream that looks closed would be over without anybody having closed it.
        self._reconcile_if_due()
        output = self.roll.find(output_of(step))
        if output is None and isinstance(step, (StartRecording, StartStream)):
            no = refused(step, room, self.roll.of(room.uuid), self._means)
            if no is not None:
                return no
            output = self._open(step, room)
        if output is None or output.row.conference_uuid != room.uuid:
            return refusal(kind_of(step), "not_recording", "there is no such recording or stream in this meeting")
        self._at_work.add(output.row.id)
        try:
            done = carry_out(output, step)
        finally:
            self._at_work.discard(output.row.id)
        try:
            self.rows.write(output.row.id)
        except TablesUnavailable as problem:
            # It has happened: the row is written as soon as it can be.
            logger.warning("an output's row is not written yet", extra={"problem": str(problem)})
        return done

    def _open(self, step: StartRecording | StartStream, room: Room) -> Output:
        output: Output
        if isinstance(step, StartRecording):
            output = Recording(new_recording(step, room, self._means.node), self._means)
        else:
            output = Stream(new_stream(step, room, self._means), self._means)
        self.roll.add(output)
        self._changed(output.row)
        try:
            self.rows.write(output.row.id)
        except TablesUnavailable:
            self._drop(output.row.id)
            raise
        return output

    # ------------------------------------------------------------------ events

    def take(self, event: Event) -> None:
        """Hear an event; never waits."""
        action, meeting = event.get("Action"), event.get("Conference-Unique-ID", "")
        if not self._loaded or not meeting:
            return
        if action == "start-recording" and "Error" in event:
            self._ballast.failed(meeting)
        if action == "conference-destroy":
            self._ballast.over(meeting)
            for output in self.roll.of(meeting):
                output.conference_ended(crashed=False)
        elif action in ACTIONS:
            name, is_stream = output_id(event.get("Path", ""))
            output_there = self.roll.about(meeting, name, is_stream=is_stream)
            room = self._means.room(meeting)
            if output_there is None and action == "start-recording" and "Error" not in event and room is not None:
                output_there = self.roll.adopt(event.get("Path", ""), room)
            if output_there is not None:
                output_there.belongs_to(event.get("Conference-Domain", ""))
                output_there.take(event)

    # -------------------------------------------------------------------- time

    def snapshot_taken(self) -> None:
        """The rooms were read afresh: what ran before may have ended unseen."""
        self._must_reconcile = True

    def run_once(self) -> None:
        """One turn: read rows, compare with FreeSWITCH, do what is due, write."""
        if self._follower.ready.is_set():
            if self._means.now() >= self._look_at:
                self._look_at = self._means.now() + LOOK_SECONDS
                self.load()
            if self._loaded:
                self._reconcile_if_due()
        for output in self.roll:
            self._tend(output)
        for meeting in self._ballast.take():
            spawn("ballast", self._ballast.push, meeting, pool=self._pool)
        self._keeping.run_once(self._means.now(), self._means.clock.time())
        self.rows.write_all()

    def load(self) -> None:
        """Read the open rows of this node; what is known already is not touched.

        Raises:
            TablesUnavailable: try again later.
        """
        found = open_outputs(self._means.node)
        for damaged in found.unreadable:
            self.rows.set_aside(damaged)
        for row in found.rows:
            known = self.roll.find(row.id)
            if known is None:
                self.roll.add(self._known(row))
                self._must_reconcile = True
            elif isinstance(row, RecordingRow) and row.job.erase:
                known.row = row
        self._loaded = True

    def _known(self, row: OutputRow) -> Output:
        return Recording(row, self._means) if isinstance(row, RecordingRow) else Stream(row, self._means)

    def _reconcile_if_due(self) -> None:
        """Compare if there is a reason to; whoever comes while it is being done waits for it."""
        with self._reconciling:
            if self._must_reconcile:
                self._must_reconcile = False
                self.reconcile()

    def reconcile(self) -> None:
        """Compare every output with the rooms and with FreeSWITCH's own lists."""
        for output in self.roll:
            if self._means.room(output.row.conference_uuid) is None:
                output.conference_ended(crashed=True)
        for room in self._follower.rooms:
            if room.recordings or room.streams or self.roll.of(room.uuid):
                listed = self._means.switch.listed(room)
                if listed is None:
                    self._must_reconcile = True
                else:
                    if listed:
                        self._ballast.failed(room.uuid)
                    self._compare(room, listed)

    def _compare(self, room: Room, listed: Mapping[str, bool]) -> None:
        named: dict[bool, dict[str, bool]] = {True: {}, False: {}}
        for path, paused in listed.items():
            name, is_stream = output_id(path)
            named[is_stream][name] = paused
            self.roll.adopt(path, room)
        for output in self.roll.of(room.uuid):
            if output.row.id in self._at_work:
                # What is done about it now may have been so before, and then no event tells.
                self._must_reconcile = True
            else:
                output.reconcile(named[isinstance(output, Stream)])

    def _tend(self, output: Output) -> None:
        """Begin what is due for one output; whoever is at work on it is left alone."""
        state = output.row.state.state
        if isinstance(output, Recording):
            if output.row.job.erase or (state in OVER and output.row.job.leftovers):
                self._clear(output)
                return
            if state == "processing":
                self.finisher.tend(output)
                return
        if state in OVER and self.rows.waiting == 0:
            self._drop(output.row.id)
        elif state not in OVER and output.row.id not in self._at_work and self._follower.ready.is_set():
            self._at_work.add(output.row.id)
            spawn("output", self._work, output, pool=self._pool)

    def _work(self, output: Output) -> None:
        try:
            output.tend()
        finally:
            self._at_work.discard(output.row.id)

    def _clear(self, recording: Recording) -> None:
        if recording.row.job.erase:
            if erase(recording, self._means.root):
                self._drop(recording.row.id)
            return
        # Written as ready before anything is deleted.
        self.rows.write(recording.row.id)
        clean(recording, self._means.root)

    def _drop(self, output_id: str) -> None:
        self.roll.drop(output_id)
        self.rows.forget(output_id)

    def _changed(self, row: OutputRow) -> None:
        self.rows.changed(row)
        room = self._means.room(row.conference_uuid)
        if room is not None:
            room.revision += 1
            self._writer.mark(room, soon=True)
