"""A wire between the relay and a switch that a test can cut: one connection, both, or at a certain word."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

# Closed like this, the other end is told that the connection never was: what a destroyed one looks like.
_RESET = struct.pack("ii", 1, 0)


class Wire:
    """One connection through the proxy; `number` counts from 1."""

    def __init__(self, number: int, relay: socket.socket, switch: socket.socket) -> None:
        self.number = number
        self.said = b""
        self._ends = (relay, switch)

    @property
    def kind(self) -> str:
        return "events" if b"\nevent json" in self.said else "commands"

    def cut(self) -> None:
        for end in self._ends:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RD)
            with suppress(OSError):
                end.close()

    def carry(self, before: Callable[["Wire", bytes], None]) -> None:
        relay, switch = self._ends
        back = threading.Thread(target=self._pump, args=(switch, relay, None), daemon=True)
        back.start()
        self._pump(relay, switch, before)
        back.join(5)

    def _pump(
        self, source: socket.socket, target: socket.socket, before: Callable[["Wire", bytes], None] | None
    ) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if before is not None:
                    self.said += data
                    before(self, data)
                target.sendall(data)
        self.cut()


class Proxy:
    """Listens on loopback and passes on to `port`; `before` may cut a wire before what the relay says gets through."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self.port = int(self._listener.getsockname()[1])
        self.before: Callable[[Wire, bytes], None] = lambda _wire, _data: None
        self.wires: list[Wire] = []
        self.made = 0

    def cut(self, *kinds: str) -> None:
        """Destroy the connections of these kinds, `events` or `commands`; there must be some."""
        found = [wire for wire in self.wires if wire.kind in kinds]
        assert found, f"nothing there to cut: {[wire.kind for wire in self.wires]}"
        for wire in found:
            wire.cut()

    def run(self) -> None:
        while True:
            try:
                relay, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._carry, args=(relay,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _carry(self, relay: socket.socket) -> None:
        try:
            switch = socket.create_connection(("127.0.0.1", self._target), timeout=5)
        except OSError:
            relay.close()
            return
        switch.settimeout(None)
        for end in (relay, switch):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.made += 1
        wire = Wire(self.made, relay, switch)
        self.wires.append(wire)
        wire.carry(self._before)
        self.wires.remove(wire)

    def _before(self, wire: Wire, data: bytes) -> None:
        self.before(wire, data)

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for wire in list(self.wires):
            wire.cut()
        for thread in self._threads:
            thread.join(5)


@contextmanager
def proxy_to(port: int) -> Iterator[Proxy]:
    proxy = Proxy(port)
    thread = threading.Thread(target=proxy.run, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.close()
        thread.join(5)
