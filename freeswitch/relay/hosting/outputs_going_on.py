"""What somebody records and streams goes on where their meeting was moved to, as a recording and a stream of its own.

Each new one's id is made of the meeting and of the one it goes on from, so a relay that looks once more begins none
twice.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final, get_args

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.own_commands import OwnCommands
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.rules.memory import KINDS, Memory, numbered
from freeswitch.relay.telemetry.logs import logger
from functions.shared.command_life.outcomes import MOVE, id_at_node
from functions.shared.commands.outputs.recordings import StartRecording
from functions.shared.commands.outputs.streams import StartStream
from functions.shared.grammars.moments import seconds_of
from functions.shared.outputs.jobs import OutputRow, RecordingFormat, RecordingRow, StreamRow
from functions.shared.outputs.life import OVER
from functions.shared.outputs.sealed_keys import CannotOpen, CannotSeal, open_key, seal_key
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.outputs import find_output
from functions.shared.tables.own_rows import own_outputs_of

# The last of a meeting may have left a moment before the first of them is here, and two nodes' clocks differ.
BETWEEN_SECONDS: Final = 15.0
# A relay that begins anew later than so leaves it at what there is.
LOOK_SECONDS: Final = 600.0
# A film needs somebody with a picture, and a service takes a stream from one only: so long either is waited for.
PICTURE_SECONDS, ENDED_SECONDS, PAUSE_SECONDS = 30.0, 120.0, 0.5
# A rule that has begun more often in one meeting than so is taken for somebody.
MOST_TURNS, MOST_TRIES = 100, 10
FORMATS: Final[tuple[RecordingFormat, ...]] = get_args(RecordingFormat)


class OutputsGoingOn:
    """Of one node."""

    def __init__(self, node: str, clock: Clock, commands: OwnCommands, key_secrets: Sequence[str]) -> None:
        """`key_secrets` are what keys of streams are sealed with."""
        self._node = node
        self._clock = clock
        self._commands = commands
        self._key_secrets = key_secrets

    def look(self, room: Room) -> None:
        """A room's rows are known now; nothing here waits."""
        if room.began_as is not None and room.domain and self._clock.time() - self._began(room) < LOOK_SECONDS:
            spawn("outputs of a moved conference", self._begin, room)

    def _began(self, room: Room) -> float:
        here_since = room.moved_at or room.started_at
        return self._clock.time() if here_since is None else seconds_of(here_since)

    def _begin(self, room: Room) -> None:
        try:
            for recording in self._recordings(room):
                self._record(room, recording)
            for stream in self._streams(room):
                self._stream(room, stream)
        except TablesUnavailable as problem:
            told = {"conference": room.name, "problem": str(problem)}
            logger.warning("what was recorded or streamed in a moved conference may not go on", extra=told)

    def _recordings(self, room: Room) -> Iterator[RecordingRow]:
        rows = own_outputs_of(room.name, "recording", room.domain or "")
        begun = {row.state.goes_on_from for row in rows}
        for row in rows:
            by_somebody = not (row.job.adopted_text or row.is_hidden)
            if by_somebody and row.id not in begun and self._goes_on(room, row):
                yield row

    def _streams(self, room: Room) -> Iterator[StreamRow]:
        rows = own_outputs_of(room.name, "stream", room.domain or "")
        begun = {row.state.goes_on_from for row in rows}
        for row in rows:
            if not row.job.adopted and row.id not in begun and self._goes_on(room, row):
                yield row

    def _goes_on(self, room: Room, row: OutputRow) -> bool:
        """Whether it was on when its meeting was moved here, and nobody has ended it and no rule begins another."""
        if row.conference_uuid == room.uuid or (row.job.began_as or row.conference_uuid) != room.began_as:
            return False
        if row.job.stop_wanted or row.state.state == "failed" or _is_of_rule(row):
            return False
        ended = row.state.ended_at
        return ended is None or seconds_of(ended) >= self._began(room) - BETWEEN_SECONDS

    def _record(self, room: Room, row: RecordingRow) -> None:
        job = row.job
        output_format = next((one for one in FORMATS if one == row.state.format), None)
        if output_format is None:
            return
        until = self._clock.monotonic() + PICTURE_SECONDS
        while output_format != "wav" and not any(one.video for one in room.members.values()):
            if room.ended or self._clock.monotonic() >= until:
                break
            self._clock.sleep(PAUSE_SECONDS)
        new = self._id(room, row)
        command = StartRecording(
            recording=new,
            format=output_format,
            name=row.state.name,
            width=job.width,
            height=job.height,
            fps=job.fps,
            video_kbit=job.video_kbit,
            audio_kbit=job.audio_kbit,
            goes_on_from=row.id,
            paused=bool(row.state.paused),
        )
        if not room.ended:
            self._commands.give(new, f"{MOVE}recording", command, room)

    def _stream(self, room: Room, row: StreamRow) -> None:
        until, there = self._clock.monotonic() + ENDED_SECONDS, row
        while there.state.state not in OVER and self._clock.monotonic() < until and not room.ended:
            self._clock.sleep(PAUSE_SECONDS)
            there = find_output(row.conference, "stream", row.id) or there
        if room.ended or there.job.stop_wanted:
            return
        new = self._id(room, row)
        command = StartStream(
            stream=new,
            url=row.job.url,
            name=row.state.name,
            sealed_key=self._sealed_anew(row, new) or None,
            goes_on_from=row.id,
        )
        self._commands.give(new, f"{MOVE}stream", command, room)

    def _sealed_anew(self, row: StreamRow, new: str) -> str:
        """Its key is sealed for the old one alone."""
        sealed = row.job.sealed_key
        if not sealed:
            return ""
        try:
            key = open_key(sealed, stream=row.id, secrets=self._key_secrets)
            return seal_key(key, stream=new, secrets=self._key_secrets)
        except (CannotOpen, CannotSeal) as problem:
            # What nobody can open makes the stream fail with these words, instead of one without its key.
            logger.error("a stream cannot go on", extra={"stream": row.id, "problem": str(problem)})
            return sealed

    def _id(self, room: Room, row: OutputRow) -> str:
        """Of the new one, and of the command that begins it."""
        return id_at_node(self._node, hashlib.sha256(f"{room.uuid}\0{MOVE}\0{row.id}".encode()).hexdigest()[:32])


def _is_of_rule(row: OutputRow) -> bool:
    """Whether a rule of the room has begun it, which begins another one here."""
    memory = Memory(row.job.node, row.conference_uuid)
    occasions = (numbered(f"{turn}.start", times) for turn in range(MOST_TURNS) for times in range(MOST_TRIES))
    kind = KINDS[0] if isinstance(row, RecordingRow) else KINDS[1]
    return any(memory.id(kind, occasion) == row.id for occasion in occasions)
