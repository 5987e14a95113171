"""Runs the relay as a process of its own, killed at an exact place or with a clock that is wrong, as a test wants."""

# ruff: noqa: E402  # gevent patches before anything else is imported
from gevent import monkey

monkey.patch_all()

import argparse
import os
import signal
import sys

import gevent

from freeswitch.relay.clock import SystemClock
from freeswitch.relay.loops.health import serve
from freeswitch.relay.outputs.recordings import finisher
from freeswitch.relay.process import Relay
from freeswitch.relay.telemetry.logs import start_logging
from functions.shared.settings import RelaySettings, TableSettings, read
from tests.freeswitch.relay.finishing import beside_tests
from tests.freeswitch.relay.shifted_clock import ShiftedClock
from tests.permissions import RELAY, hold_this_process


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stop-at", default="", help="the checkpoint at which the process kills itself")
    parser.add_argument("--ahead", type=float, default=0.0, help="seconds by which the machine's clock is ahead")
    parser.add_argument("--later", type=float, default=0.0, help="the same from the signal USR1 on")
    given = parser.parse_args()
    clock = ShiftedClock(SystemClock(), given.ahead)

    def checkpoint(name: str) -> None:
        if name == given.stop_at:
            os.kill(os.getpid(), signal.SIGKILL)

    finisher.MODULE = beside_tests.MODULE
    settings = read(RelaySettings)
    start_logging(settings.node, [settings.esl_password])
    relay = Relay(settings, read(TableSettings).region, checkpoint=checkpoint, clock=clock)
    gevent.signal_handler(signal.SIGTERM, relay.stop)
    gevent.signal_handler(signal.SIGUSR1, clock.set, given.later)
    if settings.health_port:
        serve(relay.health, settings.health_host, settings.health_port)
    # What its policy in template.yaml does not allow fails here as it would on AWS.
    hold_this_process(RELAY)
    relay.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
