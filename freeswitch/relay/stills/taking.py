"""Takes stills: FreeSWITCH writes the file into memory, it is looked at, and then handed on to be stored."""

import hashlib

import msgspec

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.plain.plain_runs import PlainRuns
from freeswitch.relay.commands.plain.steps import failed
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.stills.folder import Folder
from freeswitch.relay.stills.order import StoreOrder
from freeswitch.relay.stills.png import Size, png_size
from freeswitch.relay.stills.storing import Storing
from freeswitch.relay.switch.event_values import rfc3339
from functions.shared.command_life.outcomes import Evidence, Step
from functions.shared.commands import kind_of
from functions.shared.commands.outputs.stills import TakeStill
from functions.shared.outputs.recording_storage import storage_of
from functions.shared.outputs.stills import LEAST, MOST, MOST_BYTES, StillRow, StillState, object_key
from functions.shared.settings import RecordingSettings, RelaySettings, StillSettings, read
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.stills import find_still, write_still

# FreeSWITCH compresses a canvas in tenths of a second; a busy node takes its time.
TAKE_SECONDS = 20.0
DAY = 24 * 3600.0


class Stills:
    """`run` takes one; `storing` brings it where it is kept."""

    def __init__(
        self,
        plain: PlainRuns,
        settings: RelaySettings,
        recordings: RecordingSettings,
        clock: Clock,
        feed: StateWriter,
    ) -> None:
        self._plain = plain
        self._feed = feed
        self._node = settings.node
        self._recordings = recordings
        self._settings = read(StillSettings)
        self._clock = clock
        self._folder = Folder(settings.stills_root)
        self.storing = Storing(self._folder, settings.node, clock, feed)

    def run(self, step: TakeStill, room: Room | None) -> Step:
        """Take a still; its row is written before this ends, its picture is stored afterwards."""
        if room is None:
            return failed(step, "conference_gone", "the conference has ended")
        bucket = self._bucket(room.domain or "")
        if not bucket:
            return failed(step, "no_storage", "there is no bucket for stills: set STILLS_BUCKET or RECORDINGS_BUCKET")
        # Whoever stored it before its row is written would have that row say that it is not stored.
        with self.storing.held(step.still, TAKE_SECONDS) as held:
            if not held:
                return failed(step, "unavailable", "what an earlier try took is being stored, which takes too long")
            done = self._known(step, room) or self._taken(step, room, bucket)
        order = self._folder.order(step.still) if done.state == "confirmed" else None
        if order is not None:
            self.storing.begin(order)
        return done

    def _taken(self, step: TakeStill, room: Room, bucket: str) -> Step:
        kept = False
        try:
            self._folder.prepare()
            free = self._folder.free_bytes()
            if free < 2 * MOST_BYTES:
                return failed(step, "disk_full", f"only {free} bytes are free in {self._folder.root}")
            # What an earlier try left must not be taken for this one's.
            self._folder.remove(step.still)
            done = self._take(step, room)
            if done.state == "accepted":
                done = self._look(step, room, bucket, done)
            kept = done.state == "confirmed"
        except OSError as problem:
            return failed(step, "no_folder", f"STILLS_ROOT cannot be used: {problem}")
        finally:
            if not kept:
                self._folder.discard(step.still)
        return done

    def _known(self, step: TakeStill, room: Room) -> Step | None:
        """What an earlier try took is the still: another picture under its id would be stored and told beside it."""
        try:
            row = find_still(room.name, step.still, now=self._clock.time()) or self._unwritten(step, room)
        except TablesUnavailable as problem:
            return failed(step, "unavailable", f"it cannot be seen whether it is taken already: {problem}")
        if row is None or row.conference_uuid != room.uuid or row.state.state not in ("processing", "ready"):
            return None
        evidence = Evidence(kind="state", at=row.state.taken_at)
        return Step(kind=kind_of(step), state="confirmed", evidence=evidence)

    def _unwritten(self, step: TakeStill, room: Room) -> StillRow | None:
        """The row of a picture whose relay died before it wrote that; now it is written.

        Raises:
            TablesUnavailable: it may be.
        """
        order = self._folder.order(step.still)
        if order is None or order.row.conference_uuid != room.uuid:
            return None
        return order.row if write_still(order.row) else None

    def _bucket(self, domain: str) -> str:
        """A domain that has a bucket of its own has its stills there, too."""
        bucket = storage_of(domain, self._recordings).bucket
        return self._settings.bucket or bucket if bucket == self._recordings.bucket else bucket

    def _take(self, step: TakeStill, room: Room) -> Step:
        deadline = self._clock.time() + TAKE_SECONDS
        done = self._plain.run(step, room.uuid, deadline)
        if done.reason == "refused":
            detail = f"FreeSWITCH cannot write into {self._folder.root}, which must be there for both of us"
            return failed(step, "refused", detail, reply=done.reply)
        return done

    def _look(self, step: TakeStill, room: Room, bucket: str, done: Step) -> Step:
        """FreeSWITCH said yes: see what it has written."""
        picture = self._folder.picture(step.still)
        try:
            size = picture.stat().st_size
            content = picture.read_bytes() if size <= MOST_BYTES else b""
        except FileNotFoundError:
            detail = f"FreeSWITCH said yes, but {picture} is not here: STILLS_ROOT must be one folder for both of us"
            return failed(step, "no_file", detail, reply=done.reply)
        if size > MOST_BYTES:
            return failed(step, "too_large", f"it has {size} bytes, more than {MOST_BYTES}", reply=done.reply)
        found = png_size(content)
        if found is None or not (LEAST[0] <= found.width <= MOST[0] and LEAST[1] <= found.height <= MOST[1]):
            return failed(step, "no_picture", f"{size} bytes are no whole PNG of a canvas", reply=done.reply)
        try:
            row = self._row(step, room, bucket, found, content)
        except TablesUnavailable as problem:
            return failed(step, "unavailable", f"its row could not be written, so the picture goes again: {problem}")
        # The order first: of a relay that dies in between the next one stores the picture, and writes the row.
        order = StoreOrder(row=row, region=self._recordings.region)
        self._folder.keep(order)
        try:
            if not write_still(row):
                return failed(step, "id_taken", f"{row.id} is another still's id; the picture goes again")
        except TablesUnavailable as problem:
            # Perhaps only the answer was lost: then the row would tell for a day of a picture that comes.
            self.storing.give_up(row, "unavailable")
            return failed(step, "unavailable", f"its row could not be written, so the picture goes again: {problem}")
        return msgspec.structs.replace(done, state="confirmed", evidence=Evidence(kind="state", at=row.state.taken_at))

    def _row(self, step: TakeStill, room: Room, bucket: str, found: Size, content: bytes) -> StillRow:
        now = self._clock.time()
        expires = now + self._settings.days * DAY
        domain, sha256 = room.domain or "", hashlib.sha256(content).hexdigest()
        return StillRow(
            state=StillState(
                id=step.still,
                conference=room.name,
                state="processing",
                taken_at=rfc3339(now),
                width=found.width,
                height=found.height,
                bytes=len(content),
                sha256=sha256,
                expires_at=rfc3339(expires),
            ),
            conference_uuid=room.uuid,
            domain=domain,
            node=self._node,
            bucket=bucket,
            key=object_key(self._node, self._settings.prefix, domain, room.name, f"{step.still}-{sha256[:16]}"),
            expires=expires,
            told_after=self._feed.seq(room.name),
        )
