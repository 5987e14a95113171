"""Runs the relay's loops until it is told to stop."""

import time
from collections.abc import Callable
from typing import Unpack

import gevent
from gevent import Greenlet
from gevent.event import Event as Signal

from freeswitch.relay.all_loops import TAKING, TURN_SECONDS, make_loops
from freeswitch.relay.assembly import Options, Parts
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.loops.health import Health
from freeswitch.relay.telemetry.logs import logger
from functions.shared.settings import RelaySettings
from functions.shared.version import VERSION

# TERM to exit: 10 s. Commands under way get most of it.
FINISH_SECONDS = 5.0
LAST_SECONDS = 1.25  # for each of the last things: the rows, a beat under way, the goodbyes
METRICS_SECONDS = 60.0


class Relay(Parts):
    """One node's relay; each part has a `run_once`, here they become loops."""

    def __init__(self, settings: RelaySettings, region: str, **options: Unpack[Options]) -> None:
        super().__init__(settings, region, **options)
        turns: dict[str, Callable[[], None]] = {
            "lease": self.lease.run_once,
            "switch": self.serve_once,
            "events": self.follower.run_once,
            "rows": self.write_once,
            "commands": self.worker.run_once,
            "outputs": self.outputs_once,
            "stages": self.keep_once,
            "door": self.open_once,
            "rules": self.rules.run_once,
            "recovery": self.recover_once,
            "gateways": self.gateways.run_once,
            "registrations": self.registrations.run_once,
            "certificates": self.certificates.run_once,
            "tending": self.tend_once,
        }
        self.loops = make_loops(turns, self._worked, self.clock, self.metrics)
        self.health = Health(
            self.clock,
            self.metrics,
            self.loops.values(),
            self.facts,
            settings.health_file,
            trouble=self._trouble,
        )
        self._metrics_due = 0.0
        self._running: dict[str, Greenlet[..., object]] = {}
        self._ended = Signal()

    def _worked(self) -> int:
        return self.queue.received + self.inbox.worked

    def _trouble(self) -> str:
        return "clock" if self.lease.clock_is_off and not self.lease.held else ""

    def facts(self) -> dict[str, object]:
        """What `/healthz` shows."""
        ahead = self.clock.ahead
        return {
            "version": VERSION,
            "lease": self.lease.held,
            "clock_seconds_ahead": None if ahead is None else round(ahead, 1),
            "switch": self.rooms.ready.is_set(),
            "conferences": len(self.rooms),
            "members": self.rooms.member_count,
            "events_waiting": len(self.queue),
            "writes_waiting": self.writer.pending,
            "commands_running": self.hands.busy,
            "outputs": len(self.outputs),
            "recordings_in_work": self.outputs.finisher.busy,
            "stills_in_work": self.stills.storing.busy,
        }

    def serve_once(self) -> None:
        """One turn of what only the holder of the lease does with the switch: a second relay does not even connect."""
        if self.lease.held:
            self.link.run_once()
        elif self.link.up.is_set():
            logger.warning("the lease is lost, so FreeSWITCH is left alone")
            # The next message is another relay's.
            spawn("wake", self.worker.wake)
            self.link.leave()
        else:
            self.clock.sleep(TURN_SECONDS)

    def write_once(self) -> None:
        if self.lease.held:
            self.writer.run_once()
        else:
            self.clock.sleep(TURN_SECONDS)

    def outputs_once(self) -> None:
        """One turn of the recordings and streams."""
        # Also without the lease: what was begun with it ends.
        self.outputs.run_once()
        if self.lease.held:
            self.stills.storing.run_once()
        else:
            self.stills.storing.stop()
        self.clock.sleep(TURN_SECONDS)

    def keep_once(self) -> None:
        """Put the pictures back where somebody has changed them."""
        if self.may_work():
            self.stages.run_once()
        else:
            self.clock.sleep(TURN_SECONDS)

    def open_once(self) -> None:
        """Let in who may come in now."""
        if self.may_work():
            self.door.run_once()
        else:
            self.clock.sleep(TURN_SECONDS)

    def recover_once(self) -> None:
        """Look after what no message brings."""
        if self.may_work():
            self.open_commands.run_once()
            self.placing.run_once(lambda: {room.uuid for room in self.rooms})
        self.clock.sleep(TURN_SECONDS)

    def tend_once(self) -> None:
        """Look after metrics and the health file."""
        now = self.clock.monotonic()
        if now >= self._metrics_due:
            self._metrics_due = now + METRICS_SECONDS
            self.tell_metrics()
        self.health.touch()
        self.clock.sleep(TURN_SECONDS)

    def tell_metrics(self) -> None:
        self.metrics.gauge("Conferences", len(self.rooms))
        self.metrics.gauge("Members", self.rooms.member_count)
        lights = self.rooms.lights()
        self.metrics.gauge("MembersFair", lights["fair"])
        self.metrics.gauge("MembersPoor", lights["poor"])
        self.metrics.gauge("SwitchUp", int(self.rooms.ready.is_set()))
        self.certificates.tell()
        self.metrics.flush(self.clock.time())

    def run(self) -> None:
        """Run until `stop`."""
        self.begin(*self.loops)
        self.stopping.wait()
        self.finish()

    def begin(self, *names: str) -> None:
        """Let these loops turn."""
        for name in names:
            over = self.stopping if name in TAKING else self._ended
            self._running[name] = spawn(name, self.loops[name].run, over.is_set)

    def stop(self) -> None:
        """Begin to stop; safe in a signal handler."""
        self.stopping.set()

    def finish(self) -> None:
        """Let commands end, write what is known, give everything back."""
        logger.info("stopping", extra={"commands_running": self.hands.busy})
        until = time.monotonic() + FINISH_SECONDS
        spawn("wake", self.worker.wake)
        # What the last question still brings is given back.
        self._join(FINISH_SECONDS, "commands")
        self.hands.join(max(0, until - time.monotonic()))
        self._join(max(0, until - time.monotonic()), *TAKING)
        self._write_last()
        for part in (self.outputs.finisher, self.stills.storing, self.speech, self.judging):
            part.stop()
        self.end_loops()
        self._at_once(self.lease.release, self.link.leave)
        self.tell_metrics()
        logger.info("stopped")

    def _at_once(self, *actions: Callable[[], None]) -> None:
        """Beside each other: what is slow takes no other's time."""
        gevent.joinall([spawn("stopping", action) for action in actions], timeout=LAST_SECONDS)

    def _write_last(self) -> None:
        self._at_once(self.writer.write_all, self.outputs.rows.write_last)
        waiting = {"conferences": self.writer.pending, "outputs": self.outputs.rows.waiting}
        if any(waiting.values()):
            logger.warning("the last state is not written", extra=waiting)

    def end_loops(self) -> None:
        """End every loop; a beat under way ends by itself, or it would take the lease once more."""
        self._ended.set()
        self.lease.hurry.set()
        self._join(LAST_SECONDS, "lease")
        gevent.killall(list(self._running.values()), timeout=1)
        self._running.clear()

    def end_loop(self, name: str) -> None:
        """End one of them."""
        self._running.pop(name).kill(timeout=1)

    def _join(self, seconds: float, *names: str) -> None:
        gevent.joinall([self._running[name] for name in names if name in self._running], timeout=seconds)
