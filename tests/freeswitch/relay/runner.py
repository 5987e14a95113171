"""Runs the relay as a process of its own that a test can have killed at an exact place."""

# ruff: noqa: E402  # gevent patches before anything else is imported
from gevent import monkey

monkey.patch_all()

import argparse
import os
import signal
import sys

import gevent

from freeswitch.relay.logs import start_logging
from freeswitch.relay.process import Relay
from functions.shared.settings import RelaySettings, TableSettings, read
from tests.permissions import RELAY, hold_this_process


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stop-at", default="", help="the checkpoint at which the process kills itself")
    stop_at = parser.parse_args().stop_at

    def checkpoint(name: str) -> None:
        if name == stop_at:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = read(RelaySettings)
    start_logging(settings.node, [settings.esl_password])
    relay = Relay(settings, read(TableSettings).region, checkpoint=checkpoint)
    gevent.signal_handler(signal.SIGTERM, relay.stop)
    # What its policy in template.yaml does not allow fails here as it would on AWS.
    hold_this_process(RELAY)
    relay.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
