"""Many SIP telephones behind one UDP port, which register as fast as a switch lets them."""

import re
import select
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.live.sip_message import credentials

HOST = "127.0.0.1"
PASSWORD = "mypassword"
DOMAIN = "example.com"
# How long a telephone waits for an answer before it asks again (RFC 3261, T1), and before it gives up.
AGAIN_SECONDS, LAST_SECONDS = 0.5, 8.0
BUFFER_BYTES = 4 * 1024 * 1024
OK, UNAUTHORIZED = 200, 401
MOST_PROOFS = 3
_CALL, _SEQUENCE = re.compile(rb"\r\nCall-ID: *([^\r]+)"), re.compile(rb"\r\nCSeq: *(\d+)")
_CHALLENGE = re.compile(rb"\r\nWWW-Authenticate: *([^\r]+)")


@dataclass
class Registering:
    """One telephone that waits for an answer."""

    user: str
    sequence: int
    sent: bytes
    began: float
    asked_at: float
    # How often it has proven who it is: a challenge may be too old by the time it is answered.
    proofs: int = 0


@dataclass
class Told:
    """What became of the registrations of some seconds."""

    seconds: float
    # How long each took that ended well, in seconds.
    took: list[float] = field(default_factory=list)
    # What the others were answered at last; 0 is nothing.
    refused: Counter[int] = field(default_factory=Counter)
    # Packets that were sent a second time.
    again: int = 0
    # Of those that ended well, how many did within the seconds.
    within: int = 0
    # Who has registered.
    users: set[str] = field(default_factory=set)

    @property
    def rate(self) -> float:
        """Registrations a second."""
        return self.within / self.seconds


class Telephones:
    """Each registration is asked twice: without proof, and with the answer to the challenge."""

    def __init__(self, port: int) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
            self._socket.setsockopt(socket.SOL_SOCKET, option, BUFFER_BYTES)
        self._socket.bind((HOST, 0))
        self._socket.connect((HOST, port))
        self._socket.setblocking(False)
        self._address = f"{HOST}:{self._socket.getsockname()[1]}"
        self._sequence = 0
        self._waiting: dict[bytes, Registering] = {}

    def close(self) -> None:
        self._socket.close()

    def register(self, users: Iterator[str], seconds: float, at_once: int) -> Told:
        """Keep so many registering for some seconds, one after the other, and wait for the last ones."""
        told = Told(seconds)
        began = now = time.monotonic()
        looked = began
        while self._waiting or now - began < seconds:
            while now - began < seconds and len(self._waiting) < at_once and (user := next(users, None)):
                self._begin(user, now)
            if not self._waiting:
                raise RuntimeError(f"there are not users enough for {seconds:g} s")
            select.select([self._socket], [], [], AGAIN_SECONDS / 5)
            for packet in self._packets():
                self._hear(packet, told, began)
            now = time.monotonic()
            if now - looked > AGAIN_SECONDS / 5:
                looked = now
                self._ask_again(told, now)
        return told

    def _packets(self) -> Iterator[bytes]:
        while True:
            try:
                yield self._socket.recv(65535)
            except BlockingIOError:
                return

    def _begin(self, user: str, now: float) -> None:
        self._sequence += 1
        # One telephone of a user: it registers again under the same address.
        call = f"{user}-{self._sequence}".encode()
        one = Registering(user, self._sequence, b"", now, now)
        self._waiting[call] = one
        self._send(call, one, "", now)

    def _send(self, call: bytes, one: Registering, proof: str, now: float) -> None:
        own = f"<sip:{one.user}@{DOMAIN}>"
        one.sent = (
            f"REGISTER sip:{DOMAIN} SIP/2.0\r\nVia: SIP/2.0/UDP {self._address};branch=z9hG4bK{one.sequence:x}-"
            f"{one.proofs};rport\r\nMax-Forwards: 70\r\nFrom: {own};tag={one.sequence:x}\r\nTo: {own}\r\n"
            f"Call-ID: {call.decode()}\r\nCSeq: {1 + one.proofs} REGISTER\r\n"
            f"Contact: <sip:{one.user}@{self._address}>\r\nUser-Agent: telephones\r\nExpires: 600\r\n"
            f"{proof}Content-Length: 0\r\n\r\n"
        ).encode()
        one.asked_at = now
        self._socket.send(one.sent)

    def _hear(self, packet: bytes, told: Told, began: float) -> None:
        call, sequence = _CALL.search(packet), _SEQUENCE.search(packet)
        one = self._waiting.get(call[1]) if call else None
        # Not ours, a second answer to what was asked twice, or not the last word.
        if one is None or sequence is None or packet[:8] != b"SIP/2.0 " or int(sequence[1]) != 1 + one.proofs:
            return
        assert call
        status, now = int(packet[8:11]), time.monotonic()
        challenge = _CHALLENGE.search(packet) if status == UNAUTHORIZED and one.proofs < MOST_PROOFS else None
        if challenge:
            one.proofs += 1
            proof = credentials(challenge[1].decode(), "REGISTER", f"sip:{DOMAIN}", one.user, PASSWORD)
            self._send(call[1], one, f"Authorization: {proof}\r\n", now)
        elif status >= OK:
            del self._waiting[call[1]]
            if status != OK:
                told.refused[status] += 1
                return
            told.took.append(now - one.began)
            told.users.add(one.user)
            told.within += now - began < told.seconds

    def _ask_again(self, told: Told, now: float) -> None:
        for call, one in list(self._waiting.items()):
            if now - one.began > LAST_SECONDS:
                del self._waiting[call]
                told.refused[0] += 1
            elif now - one.asked_at > AGAIN_SECONDS:
                told.again += 1
                one.asked_at = now
                self._socket.send(one.sent)
