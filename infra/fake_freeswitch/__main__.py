"""`python -m infra.fake_freeswitch`: the stand-in as a program, with a few callers who talk in turns.

Secrets come from the environment only (ESL_PASSWORD, XML_CURL_PASSWORD); a command line can be read by everybody.
Orders (see ``control.py``) are taken on standard input and on ``--control-port``.
"""

import argparse
import contextlib
import signal
import sys
import threading
from types import FrameType

from functions.shared.settings import SettingError, StandInSettings, read
from infra.fake_freeswitch.callers.phone import Phone
from infra.fake_freeswitch.callers.xml_curl_client import XmlCurl
from infra.fake_freeswitch.control import ControlPort, obey
from infra.fake_freeswitch.demo import Demo
from infra.fake_freeswitch.fake import FakeFreeswitch
from infra.fake_freeswitch.memory import few_arenas, give_back
from infra.fake_freeswitch.node_files import prompts

# Events and commands for somebody who looks at this object: here is nobody, and what is kept for long costs memory.
KEPT = 100
GIVE_BACK_SECONDS = 10.0


def main() -> int:
    try:
        settings = read(StandInSettings)
    except SettingError as error:
        print(error, file=sys.stderr)
        return 1
    options = _options(settings)
    few_arenas()
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    with contextlib.ExitStack() as parts:
        switch = FakeFreeswitch(
            settings.esl_password, options.esl_port, domain=options.domain, hostname=settings.node, kept=KEPT
        )
        switch.switch.files |= prompts()
        switch.switch.write_recordings = options.write_recordings or settings.write_recordings
        parts.enter_context(switch)
        if options.control_port:
            parts.enter_context(ControlPort(switch, options.control_port))
        user, password = settings.xml_curl_user or settings.node, settings.xml_curl_passwords[0]
        xml_curl = XmlCurl(switch.switch, options.functions_url, user, password)
        switch.new_phone = lambda user, name: Phone(
            switch.switch, xml_curl, user, options.domain, settings.caller_password, name
        )
        if not options.no_callers:
            demo = Demo(switch.switch, xml_curl, settings.caller_password, followed=lambda: switch.followed)
            demo.start()
            parts.callback(demo.stop)
        print(f"stand-in FreeSWITCH on 127.0.0.1:{switch.port}", flush=True)
        threading.Thread(target=_take_orders, args=(switch,), name="fake-freeswitch-orders", daemon=True).start()
        while not stopping.wait(GIVE_BACK_SECONDS):
            give_back()
    return 0


def _take_orders(switch: FakeFreeswitch) -> None:
    for line in sys.stdin:
        if line.strip():
            print(obey(switch, line), flush=True)


def _options(settings: StandInSettings) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.fake_freeswitch", description=__doc__)
    parser.add_argument("--esl-port", type=int, default=settings.esl_port, help="0 for any free one")
    parser.add_argument("--functions-url", default=settings.functions_url, help="where the lookups go")
    parser.add_argument("--domain", default="example.com", help="SIP domain of the callers")
    parser.add_argument("--control-port", type=int, default=settings.control_port, help="takes orders on loopback")
    parser.add_argument("--no-callers", action="store_true", help="nobody calls")
    parser.add_argument("--write-recordings", action="store_true", help="recordings grow on disk")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
