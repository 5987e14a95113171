"""Compares the recordings and streams with what FreeSWITCH says that it records, each conference by itself."""

from collections.abc import Mapping
from functools import partial

from gevent.event import Event as Signal
from gevent.pool import Pool

from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.loops.beside import spawn, tell
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.orders import Output, quietly
from freeswitch.relay.outputs.recordings.ballast import Ballast
from freeswitch.relay.outputs.roll import Roll
from freeswitch.relay.outputs.streams.stream import Stream
from freeswitch.relay.switch.event_values import output_id

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0
# What FreeSWITCH does not tell, so often asked, is done without: its recordings must not be left alone for ever.
MOST_IN_VAIN = 3


class Comparing:
    """`everything` is due after a start or a gap; where FreeSWITCH does not say, it is asked again later."""

    def __init__(self, means: Means, roll: Roll, rooms: Rooms, ballast: Ballast, *, ready: Signal, jobs: Pool) -> None:
        self._means = means
        self._ready = ready
        self._roll = roll
        self._rooms = rooms
        self._ballast = ballast
        self._jobs = jobs
        self._everything = True
        self._told = Signal()
        self._due: set[str] = set()
        self._at_work: set[str] = set()
        self._pauses = Backoffs(means.now, FIRST_PAUSE, LONGEST_PAUSE, means.chance)

    def everything(self) -> None:
        """All of it may be different by now."""
        self._everything = True

    def run_once(self) -> None:
        """Begin what is due; never waits."""
        if not self._ready.is_set():
            # Which meetings there are is not known.
            return
        if self._everything:
            self._everything = False
            for output in self._roll:
                if self._means.room(output.row.conference_uuid) is None:
                    quietly(output, partial(output.conference_ended, crashed=True))
            self._due = {
                room.uuid for room in self._rooms if room.recordings or room.streams or self._roll.of(room.uuid)
            }
            self._pauses.keep(())
        for meeting in self._due - self._at_work:
            if self._pauses.may_try(meeting):
                self._at_work.add(meeting)
                spawn("comparing", self._work, meeting, pool=self._jobs)

    def knows(self, meeting: str) -> bool:
        """Whether what runs in this meeting is known, as far as FreeSWITCH tells."""
        if self._everything or not self._ready.is_set():
            return False
        waits = meeting in self._due or meeting in self._at_work
        return not waits or self._pauses.failures(meeting) >= MOST_IN_VAIN

    def wait_for(self, meeting: str, seconds: float) -> bool:
        """Wait until that is known, but not longer than so."""
        until = self._means.now() + seconds
        while not self.knows(meeting) and (left := until - self._means.now()) > 0:
            self.run_once()
            self._told.clear()
            self._means.clock.wait(self._told, min(left, FIRST_PAUSE))
        return self.knows(meeting)

    def forget_all(self) -> None:
        self._everything = True
        self._due.clear()
        self._at_work.clear()

    def _work(self, meeting: str) -> None:
        try:
            done = self._compare(meeting)
        except Exception:  # noqa: BLE001  # whatever it was, the other conferences are compared
            tell("comparing with FreeSWITCH", meeting=meeting)
            done = False
        finally:
            self._at_work.discard(meeting)
        if done:
            self._pauses.succeeded(meeting)
        else:
            self._due.add(meeting)
            self._pauses.failed(meeting)
        self._told.set()

    def _compare(self, meeting: str) -> bool:
        """Compare one conference; tells whether nothing is left to be compared."""
        self._due.discard(meeting)
        room = self._means.room(meeting)
        if room is None:
            return True
        before = {output.row.id: output.row for output in self._roll.of(meeting) if not is_busy(output)}
        listed = self._means.switch.listed(room)
        if listed is None:
            return False
        if listed:
            self._ballast.failed(meeting)
        named: dict[bool, dict[str, bool]] = {True: {}, False: {}}
        for path, paused in listed.items():
            name, is_stream = output_id(path)
            named[is_stream][name] = paused
            adopted = self._adopted(path, room)
            if adopted is not None:
                before[adopted.row.id] = adopted.row
        done = True
        for output in self._roll.of(meeting):
            # What has changed while FreeSWITCH was asked is asked about again: its answer may be from before that.
            same = before.get(output.row.id) is output.row
            done &= same and _reconciled(output, named[isinstance(output, Stream)])
        return done

    def _adopted(self, path: str, room: Room) -> Output | None:
        try:
            return self._roll.adopt(path, room)
        except Exception:  # noqa: BLE001  # the others are there all the same
            tell("adopting what somebody else records", conference=room.name)
            return None


def is_busy(output: Output) -> bool:
    """Whether somebody has its turn."""
    if output.turn.acquire(blocking=False):
        output.turn.release()
        return False
    return True


def _reconciled(output: Output, listed: Mapping[str, bool]) -> bool:
    if not output.turn.acquire(blocking=False):
        return False
    try:
        return quietly(output, partial(output.reconcile, listed))
    finally:
        output.turn.release()
