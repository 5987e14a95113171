"""Works on each recording and stream by itself: what goes wrong with one is told in its row and tried again later."""

from collections.abc import Callable

from gevent.pool import Pool

from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.loops.beside import spawn, tell
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.orders import Output
from freeswitch.relay.outputs.recordings import whose
from freeswitch.relay.outputs.recordings.erasing import clean, erase
from freeswitch.relay.outputs.recordings.finisher import Finisher
from freeswitch.relay.outputs.recordings.recording import Recording
from freeswitch.relay.outputs.rows import OutputRows
from freeswitch.relay.telemetry.logs import logger
from functions.shared.outputs.life import OVER
from functions.shared.tables.base import TablesUnavailable

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0


class Tending:
    """`begin` begins what is due for one; `known` tells of which meetings it is known what runs in them.

    `drop` is told of one with which nothing is left to do.
    """

    def __init__(
        self,
        means: Means,
        rows: OutputRows,
        finisher: Finisher,
        *,
        known: Callable[[str], bool],
        jobs: Pool,
        drop: Callable[[str], None],
    ) -> None:
        self._means = means
        self._rows = rows
        self._finisher = finisher
        self._known = known
        self._jobs = jobs
        self._drop = drop
        self._at_work: set[str] = set()
        self._pauses = Backoffs(means.now, FIRST_PAUSE, LONGEST_PAUSE, means.chance)

    def begin(self, output: Output) -> None:
        """Begin what is due, unless it is under way or waits for its next try."""
        name, state = output.row.id, output.row.state.state
        if name in self._at_work or not self._pauses.may_try(name):
            return
        if isinstance(output, Recording) and (output.row.job.erase or (state in OVER and output.row.job.leftovers)):
            self._spawn(name, self._clear, output)
        elif isinstance(output, Recording) and state == "processing":
            self._finisher.tend(output)
        elif state in OVER:
            if not self._rows.is_waiting(name):
                if isinstance(output, Recording) and state == "ready":
                    whose.forget(output.row, self._means.root)
                self._drop(name)
        elif self._known(output.row.conference_uuid):
            self._spawn(name, self._tend, output)

    def forget(self, output_id: str) -> None:
        self._pauses.succeeded(output_id)

    def forget_all(self) -> None:
        self._at_work.clear()
        self._pauses.keep(())

    def _spawn(self, name: str, work: "Callable[[Output], bool]", output: Output) -> None:
        self._at_work.add(name)
        spawn("output", self._work, name, work, output, pool=self._jobs)

    def _work(self, name: str, work: Callable[[Output], bool], output: Output) -> None:
        try:
            # A command that has it is not waited for.
            if output.turn.acquire(blocking=False):
                try:
                    self._done(name, output, well=work(output))
                finally:
                    output.turn.release()
        except TablesUnavailable as problem:
            self._pauses.failed(name)
            logger.warning("an output waits for the tables", extra={"output": name, "problem": str(problem)})
        except Exception:  # noqa: BLE001  # whatever it was, the others are worked on
            self._pauses.failed(name)
            tell("a recording or stream", output=name)
            output.trouble()
        finally:
            self._at_work.discard(name)

    def _done(self, name: str, output: Output, *, well: bool) -> None:
        if well:
            self._pauses.succeeded(name)
            output.no_trouble()
        else:
            self._pauses.failed(name)

    def _tend(self, output: Output) -> bool:
        output.tend()
        return True

    def _clear(self, output: Output) -> bool:
        """Delete files; tells whether all of them are gone."""
        if not isinstance(output, Recording):
            return True
        name = output.row.id
        if output.row.job.erase:
            if not erase(output, self._means.root):
                return False
            self._rows.delete(output.row)
            self._drop(name)
            return True
        # Written as ready before anything is deleted.
        self._rows.write(name)
        return clean(output, self._means.root)
