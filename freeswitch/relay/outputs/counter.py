"""Carries out the commands of recordings and streams: one at a time for each, its row written before it ends."""

import msgspec

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.outputs.beginning import new_recording, new_stream
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.orders import Output, cannot_begin, carry_out, is_stop, output_of
from freeswitch.relay.outputs.recordings.recording import Recording
from freeswitch.relay.outputs.roll import Roll
from freeswitch.relay.outputs.rows import OutputRows, Taken
from freeswitch.relay.outputs.streams.stream import Stream
from freeswitch.relay.telemetry.logs import logger
from functions.shared.command_life.outcomes import Step
from functions.shared.commands import PlainCommand, kind_of
from functions.shared.commands.outputs.recordings import StartRecording, StopRecording
from functions.shared.commands.outputs.streams import StartStream, StopStream
from functions.shared.outputs.jobs import OutputRow
from functions.shared.outputs.life import OVER
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.outputs import find_output

# A command waits for what FreeSWITCH is just asked about its recording or stream, but not longer than so.
TURN_SECONDS = 15.0
NO_SUCH = "there is no such recording or stream in this meeting"


class Counter:
    """`serve` carries a command out."""

    def __init__(self, means: Means, roll: Roll, rows: OutputRows) -> None:
        self._means = means
        self._roll = roll
        self._rows = rows

    def serve(self, step: PlainCommand, room: Room) -> Step:
        kind = kind_of(step)
        output = self._roll.find(output_of(step))
        if output is None and isinstance(step, (StartRecording, StartStream)):
            no = cannot_begin(step, room, self._roll.of(room.uuid), self._means)
            if no is not None:
                return no
            # Asked again: FreeSWITCH was asked something meanwhile.
            output = self._roll.find(output_of(step))
            if output is None:
                output = self._new(step, room)
                try:
                    problem = self._unwritten(output)
                except Taken as taken:
                    self._roll.drop(output.row.id)
                    self._rows.forget(output.row.id)
                    return Step.failed(kind, "id_taken", f"{taken}; nothing was begun")
                if problem:
                    # Perhaps only the answer was lost: then the row says so later.
                    output.not_begun("unavailable")
                    detail = f"its row could not be written, so nothing was begun: {problem}"
                    return Step.failed(kind, "unavailable", detail)
        if output is None and isinstance(step, (StopRecording, StopStream)):
            return self._stopped_before(step, room)
        if output is None or output.row.conference_uuid != room.uuid:
            return Step.failed(kind, "not_recording", NO_SUCH)
        done = self._carry_out(output, step)
        try:
            problem = self._unwritten(output)
        except Taken as taken:
            problem = str(taken)
        if problem:
            # It has happened: the row is written as soon as it can be.
            logger.warning("an output's row is not written yet", extra={"output": output.row.id, "problem": problem})
        return done

    def _stopped_before(self, step: StopRecording | StopStream, room: Room) -> Step:
        """Of one with which nothing is left to do only its row tells: an earlier relay may have stopped it for this."""
        kind = kind_of(step)
        row: OutputRow | None
        try:
            if isinstance(step, StopRecording):
                row = find_output(room.name, "recording", step.recording)
            else:
                row = find_output(room.name, "stream", step.stream)
        except TablesUnavailable as problem:
            return Step(
                kind=kind, state="unknown", reason="unavailable", detail=f"its row could not be read: {problem}"
            )
        if row is None or row.conference_uuid != room.uuid:
            return Step.failed(kind, "not_recording", NO_SUCH)
        if row.state.state in OVER:
            return self._means.seen(kind)
        return Step(kind=kind, state="unknown", reason="busy", detail="it is still being taken over from another relay")

    def _new(self, step: StartRecording | StartStream, room: Room) -> Output:
        output: Output
        if isinstance(step, StartRecording):
            output = Recording(new_recording(step, room, self._means.node), self._means)
        else:
            output = Stream(new_stream(step, room, self._means), self._means)
        self._roll.add(output)
        self._means.changed(output.row)
        return output

    def _unwritten(self, output: Output) -> str:
        """Write the row; tells why it could not be, or nothing."""
        try:
            self._rows.write(output.row.id)
        except TablesUnavailable as problem:
            return str(problem) or "the tables do not answer"
        return ""

    def _carry_out(self, output: Output, step: PlainCommand) -> Step:
        """One command, when nobody else asks FreeSWITCH about its output."""
        kind, stops = kind_of(step), is_stop(output, step)
        if stops:
            output.want_stop()
            if isinstance(output, Stream) and output.connects:
                # Whoever waits for that ends it.
                return self._means.seen(kind)
        if not output.turn.acquire(timeout=TURN_SECONDS):
            if stops:
                detail = "FreeSWITCH is still busy with it; it is ended as soon as it answers"
                return Step(kind=kind, state="unknown", reason="busy", detail=detail)
            return Step.failed(kind, "busy", "FreeSWITCH is still busy with it; nothing was done")
        try:
            done = carry_out(output, step)
        finally:
            output.turn.release()
        if stops and done.state == "failed" and output.runs:
            # It was not stopped now, and will be: the wish is in its row.
            detail = f"{done.detail or 'it was not stopped'}; it is ended as soon as that can be done"
            return msgspec.structs.replace(done, state="unknown", detail=detail)
        return done
