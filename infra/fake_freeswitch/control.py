"""Orders to a running stand-in, one a line: who comes and goes, and what goes wrong."""

import socketserver
import threading
from collections.abc import Callable
from typing import Self, cast

from infra.fake_freeswitch.conference_life import hang_up
from infra.fake_freeswitch.fake import FakeFreeswitch

_ON = {"on": True, "off": False}


def obey(switch: FakeFreeswitch, line: str) -> str:
    """Carry out one order and say how it went."""
    word, _, rest = line.strip().partition(" ")
    if word not in _ORDERS:
        return f"unknown order {word!r}; there are: {', '.join(sorted(_ORDERS))}"
    try:
        return _ORDERS[word](switch, rest) or "ok"
    except (KeyError, LookupError, ValueError) as error:
        return f"cannot {line.strip()!r}: {error}"


def _join(switch: FakeFreeswitch, rest: str) -> str:
    conference, user, *name = rest.split()
    return switch.join(conference, user, " ".join(name)).channel.uuid


def _hang_up(switch: FakeFreeswitch, rest: str) -> None:
    uuid, *cause = rest.split()
    hang_up(switch.switch, switch.switch.channels[uuid], *cause)


def _conferences(switch: FakeFreeswitch, _rest: str) -> str:
    with switch.switch.lock:
        return " ".join(f"{name}:{found.size}" for name, found in switch.conferences.items()) or "none"


def _fault(name: str) -> Callable[[FakeFreeswitch, str], None]:
    """A one-shot fault; what follows the word says to which commands it applies."""

    def arm(switch: FakeFreeswitch, rest: str) -> None:
        switch.faults.only_for = rest
        setattr(switch.faults, name, True)

    return arm


def _state(name: str) -> Callable[[FakeFreeswitch, str], None]:
    def change(switch: FakeFreeswitch, rest: str) -> None:
        setattr(switch.faults, name, _ON[rest])

    return change


def _slow(switch: FakeFreeswitch, rest: str) -> None:
    switch.faults.reply_delay = float(rest)


def _answer(switch: FakeFreeswitch, rest: str) -> None:
    """``answer 1002 USER_BUSY``: how calls to an address end; SUCCESS when somebody answers."""
    address, cause = rest.split()
    switch.switch.call_outcomes[address] = cause


_ORDERS: dict[str, Callable[[FakeFreeswitch, str], str | None]] = {
    "answer": _answer,
    "break-recording": lambda switch, rest: switch.break_recording(rest),
    "conferences": _conferences,
    "die-before-reply": _fault("drop_before_reply"),
    "die-after-execution": _fault("drop_after_execution"),
    "drop": lambda switch, _rest: switch.drop_connections(),
    "garbage": lambda switch, _rest: switch.send_garbage(b"\x00\xff no frame \xfe: \r\n\n"),
    "garbage-reply": _fault("garbage_next_reply"),
    "half-open": _state("half_open"),
    "hang-up": _hang_up,
    "heartbeat": lambda switch, _rest: switch.esl.beat(),
    "join": _join,
    "lose-events": lambda switch, rest: switch.lose_events(int(rest)),
    "no-greeting": _state("no_greeting"),
    "refuse": _state("refuse_connections"),
    "restart": lambda switch, _rest: switch.restart(),
    "slow": _slow,
    "swallow-reply": _fault("swallow_next_reply"),
    "truncate-reply": _fault("truncate_next_reply"),
}


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        switch = cast(ControlPort, self.server).switch
        for line in self.rfile:
            self.wfile.write((obey(switch, line.decode(errors="replace")) + "\n").encode())


class ControlPort(socketserver.ThreadingTCPServer):
    """Takes orders on loopback; for the machine's own developer only."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, switch: FakeFreeswitch, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.switch = switch
        self.port = int(self.server_address[1])
        self._thread = threading.Thread(target=self.serve_forever, name="fake-freeswitch-control", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join(timeout=5)
