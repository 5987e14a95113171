"""Orders to a running stand-in, one a line: who comes and goes, what goes wrong, and what there is to tell."""

import socketserver
import threading
from collections.abc import Callable
from typing import Self, cast

import msgspec

from infra.fake_freeswitch.conferences.life import hang_up, speak
from infra.fake_freeswitch.fake import FakeFreeswitch
from infra.fake_freeswitch.state.gateways import remove_gateway, set_gateway
from infra.fake_freeswitch.state.truth import truth_of

_ON = {"on": True, "off": False}


def obey(switch: FakeFreeswitch, line: str) -> str:
    """Carry out one order and say how it went."""
    word, _, rest = line.strip().partition(" ")
    if word not in _ORDERS:
        return f"unknown order {word!r}; there are: {', '.join(sorted(_ORDERS))}"
    try:
        return _ORDERS[word](switch, rest) or "ok"
    except (LookupError, ValueError, OSError) as error:
        return f"cannot {line.strip()!r}: {error}"


def _join(switch: FakeFreeswitch, rest: str) -> str:
    conference, user, *name = rest.split()
    return switch.join(conference, user, " ".join(name)).channel.uuid


def _dial(switch: FakeFreeswitch, rest: str) -> str:
    """``dial 1000 999 Ada``: a caller who asks the functions; the call's uuid, or why there is none."""
    user, number, *name = rest.split()
    if switch.new_phone is None:
        raise LookupError("nobody has told the stand-in where the functions are")
    channel = switch.new_phone(user, " ".join(name)).dial(number).channel
    return f"refused {channel.hangup_cause}" if channel.hangup_cause else channel.uuid


def _talk(switch: FakeFreeswitch, rest: str) -> None:
    uuid, word = rest.split()
    with switch.switch.lock:
        conference = switch.switch.conference_of(uuid)
        member = conference.member_of(uuid) if conference else None
        if conference is None or member is None:
            raise LookupError("nobody with this call is in a conference")
        speak(switch.switch, conference, member, voice=_ON[word])


def _press(switch: FakeFreeswitch, rest: str) -> None:
    """``press UUID *5 raise-hand``: a key of a telephone whose control is an event, with that control's data."""
    switch.press(*rest.split())


def _diary(switch: FakeFreeswitch, rest: str) -> str:
    """``diary 17``: what happened after entry 17, as JSON."""
    return msgspec.json.encode(switch.switch.diary.since(int(rest or "0"))).decode()


def _state(switch: FakeFreeswitch, _rest: str) -> str:
    """Every conference as it really is, as JSON."""
    return msgspec.json.encode(truth_of(switch.switch)).decode()


def _hush(switch: FakeFreeswitch, rest: str) -> None:
    switch.esl.one_of(rest).hushed = True


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


def _switched(name: str) -> Callable[[FakeFreeswitch, str], None]:
    def change(switch: FakeFreeswitch, rest: str) -> None:
        setattr(switch.faults, name, _ON[rest])

    return change


def _slow(switch: FakeFreeswitch, rest: str) -> None:
    switch.faults.reply_delay = float(rest)


def _answer(switch: FakeFreeswitch, rest: str) -> None:
    """``answer 1002 USER_BUSY``: how calls to an address end; SUCCESS when somebody answers."""
    address, cause = rest.split()
    switch.switch.call_outcomes[address] = cause


def _gateway(switch: FakeFreeswitch, rest: str) -> None:
    """``gateway example.com-carrier FAIL_WAIT DOWN 403 Forbidden``: how it is; without a state: it goes."""
    name, *words = rest.split()
    if words:
        set_gateway(switch.switch, name, *words)
    else:
        remove_gateway(switch.switch, name)


_ORDERS: dict[str, Callable[[FakeFreeswitch, str], str | None]] = {
    "answer": _answer,
    "break-recording": lambda switch, rest: switch.break_recording(rest),
    "conferences": _conferences,
    "cut": lambda switch, rest: switch.esl.one_of(rest).close(),
    "dial": _dial,
    "diary": _diary,
    "die-before-reply": _fault("drop_before_reply"),
    "die-after-execution": _fault("drop_after_execution"),
    "drop": lambda switch, _rest: switch.drop_connections(),
    "gateway": _gateway,
    "garbage": lambda switch, _rest: switch.send_garbage(b"\x00\xff no frame \xfe: \r\n\n"),
    "garbage-reply": _fault("garbage_next_reply"),
    "half-open": _switched("half_open"),
    "hang-reply": _fault("hang_next_reply"),
    "hang-up": _hang_up,
    "heartbeat": lambda switch, _rest: switch.esl.beat(),
    "hush": _hush,
    "join": _join,
    "listen-again": lambda switch, _rest: switch.listen_again(),
    "lose-events": lambda switch, rest: switch.lose_events(int(rest)),
    "no-greeting": _switched("no_greeting"),
    "press": _press,
    "refuse": _switched("refuse_connections"),
    "restart": lambda switch, _rest: switch.restart(),
    "slow": _slow,
    "state": _state,
    "stop-listening": lambda switch, _rest: switch.stop_listening(),
    "swallow-reply": _fault("swallow_next_reply"),
    "talk": _talk,
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
