"""`python -m freeswitch.relay` runs the relay until TERM; with `doctor` it says what is wrong on this host."""

from gevent import monkey

monkey.patch_all()

import signal
import sys

import gevent

from freeswitch.relay import doctor
from freeswitch.relay.doctor.at_start import look_once
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.loops.health import serve
from freeswitch.relay.process import Relay
from freeswitch.relay.switch.password import WeakPassword, check_password
from freeswitch.relay.telemetry.logs import logger, start_logging
from functions.shared.settings import DoctorSettings, RelaySettings, SettingError, TableSettings, read
from functions.shared.telemetry.observations import count_elsewhere
from functions.shared.version import VERSION


def main(arguments: list[str]) -> int:
    if arguments == ["doctor"]:
        return doctor.main()
    if arguments:
        print("usage: python -m freeswitch.relay [doctor]", file=sys.stderr)  # noqa: T201  # to whoever typed it
        return 2
    try:
        settings = read(RelaySettings)
        check_password(settings.esl_password, allow_weak=settings.allow_weak_password)
    except (SettingError, WeakPassword) as problem:
        print(problem, file=sys.stderr)  # noqa: T201  # there is no log yet
        return 2
    start_logging(settings.node, [settings.esl_password], settings.log_level)
    relay = Relay(settings, read(TableSettings).region, write_metrics=write_line)
    count_elsewhere(relay.metrics.count)
    for name in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(name, relay.stop)
    if settings.health_port:
        serve(relay.health, settings.health_host, settings.health_port)
    spawn("doctor", look_once, relay.follower.ready.wait, read(DoctorSettings))
    logger.info("started", extra={"owner": relay.owner, "version": VERSION})
    relay.run()
    return 0


def write_line(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
