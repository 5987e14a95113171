"""The sound of a telephone: sends silence or a tone and digits over RTP, and hears who speaks and with which tone."""

import re
import secrets
import socket
import struct
import threading
import time
from collections import deque
from queue import Empty, Queue

from tests.live.tones import AUDIBLE, RATE, key_tone, loudness, tone

PACKET_SECONDS = 0.02
SAMPLES = 160
PCMA, DIGITS = 8, 101
KEYS = "0123456789*#"
# A-law: even bits inverted, so 0x55 and 0xd5 are silence; a byte whose exponent is large is loud.
# So many packets are the last 0.4 s.
MOMENT = 20
LOUD = frozenset(byte for byte in range(256) if ((byte ^ 0x55) & 0x70) >= 0x40)


class Sound:
    """An RTP socket with a thread that sends and one that listens."""

    def __init__(self, host: str) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, 0))
        self._socket.settimeout(0.2)
        self.port: int = self._socket.getsockname()[1]
        self.packets_heard = 0
        # Of those, the ones in which somebody speaks.
        self.packets_loud = 0
        # What it says, in hertz; 0 is silence.
        self.tone = 0
        self.keys_heard = ""
        self._moment: deque[bytes] = deque(maxlen=MOMENT)
        self._last_key = b""
        self._last_loud = time.monotonic()
        self._heard_anything = threading.Event()
        self._peer: tuple[str, int] | None = None
        self._keys: Queue[str] = Queue()
        # Keys that it sings instead: packets of their tones and of the pauses between them.
        self._sung: Queue[bytes] = Queue()
        self._stopping = threading.Event()
        self._quiet = threading.Event()
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._send, self._listen)]

    def start(self, answer: str) -> None:
        """Begin to send to the address of the answer's session description."""
        host, port = re.search(r"c=IN IP4 (\S+)", answer), re.search(r"m=audio (\d+)", answer)
        assert host
        assert port
        self._peer = (host[1], int(port[1]))
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            if thread.ident:
                thread.join(2)
        self._socket.close()

    def fall_silent(self) -> None:
        """Send no packet any more, as a caller who vanished."""
        self._quiet.set()

    def press(self, keys: str) -> None:
        for key in keys:
            self._keys.put(key)

    def sing(self, keys: str) -> None:
        """Press keys that are only heard: no telephone event tells them."""
        for key in keys:
            sound = key_tone(key) + bytes([0xD5]) * len(key_tone(key))
            for start in range(0, len(sound), SAMPLES):
                self._sung.put(sound[start : start + SAMPLES])

    def await_pause(self, seconds: float = 0.8, within: float = 30.0) -> None:
        """Wait until somebody spoke and then said nothing for some time."""
        deadline = time.monotonic() + within
        assert self._heard_anything.wait(within), "heard nothing"
        while time.monotonic() - self._last_loud < seconds:
            assert time.monotonic() < deadline, "they never stop speaking"
            self._stopping.wait(0.05)
        self._heard_anything.clear()

    def hears(self, hertz: int) -> bool:
        """Whether this tone is in what was heard in the last 0.4 s."""
        return self.loudness(hertz) > AUDIBLE

    def loudness(self, hertz: int) -> float:
        """How loud this tone is in it, of 32768."""
        return loudness(b"".join(self._moment), hertz)

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                packet = self._socket.recv(2048)
            except TimeoutError:
                continue
            self.packets_heard += 1
            sound = packet[12:] if packet[1] & 0x7F == PCMA else b""
            if sound:
                self._moment.append(sound)
            elif packet[1] & 0x7F == DIGITS:
                # All packets of one key have the time at which it was pressed.
                if packet[4:8] != self._last_key:
                    self.keys_heard += KEYS[packet[12]] if packet[12] < len(KEYS) else "?"
                self._last_key = packet[4:8]
            if sum(byte in LOUD for byte in sound) > len(sound) // 8 > 0:
                self.packets_loud += 1
                self._last_loud = time.monotonic()
                self._heard_anything.set()

    def _send(self) -> None:
        source, sequence, stamp = secrets.randbits(32), 0, 0
        pressing: list[tuple[bytes, bool, int]] = []
        start = time.monotonic()
        while not self._stopping.is_set():
            if not pressing:
                pressing = self._next_key(stamp)
            said = self._next_sound(stamp)
            payload, kind, marker, shown = said, PCMA, False, stamp
            if pressing:
                payload, marker, shown = pressing.pop(0)
                kind = DIGITS if payload else PCMA
                payload = payload or said
                shown = shown if kind == DIGITS else stamp
            head = struct.pack(">BBHII", 0x80, kind | (0x80 if marker else 0), sequence & 0xFFFF, shown, source)
            if self._peer and not self._quiet.is_set():
                self._socket.sendto(head + payload, self._peer)
            sequence, stamp = sequence + 1, stamp + SAMPLES
            self._stopping.wait(max(0.0, start + sequence * PACKET_SECONDS - time.monotonic()))

    def _next_sound(self, stamp: int) -> bytes:
        try:
            return self._sung.get_nowait()
        except Empty:
            return tone(self.tone, stamp % RATE, SAMPLES) if self.tone else bytes([0xD5]) * SAMPLES

    def _next_key(self, stamp: int) -> list[tuple[bytes, bool, int]]:
        """Six packets of the key, three that end it, then a pause: all with the time it was pressed."""
        try:
            key = KEYS.index(self._keys.get_nowait())
        except Empty:
            return []
        held = [(struct.pack(">BBH", key, 10, SAMPLES * (n + 1)), n == 0, stamp) for n in range(6)]
        ended = [(struct.pack(">BBH", key, 0x80 | 10, SAMPLES * 7), False, stamp)] * 3
        return held + ended + [(b"", False, 0)] * 6
