"""The ESL port of the stand-in."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from infra.fake_freeswitch.esl.connection import EslConnection
from infra.fake_freeswitch.esl.faults import Faults
from infra.fake_freeswitch.esl.kept_port import keep_port
from infra.fake_freeswitch.esl.recent import Recent
from infra.fake_freeswitch.state.switch import VERSION, Switch


@dataclass(frozen=True)
class Received:
    """An ``api`` or ``bgapi`` command as it came in."""

    text: str
    background: bool = False
    at: float = field(default_factory=time.monotonic)


class EslServer:
    def __init__(
        self, switch: Switch, password: str, port: int = 0, heartbeat: float = 20.0, *, kept: int = 20_000
    ) -> None:
        self.switch = switch
        self.password = password
        self.faults = Faults()
        self.received: Recent[Received] = Recent(kept)
        self.connections: list[EslConnection] = []
        self._open: list[EslConnection] = []
        self._numbers = count(1)
        self._heartbeat = heartbeat
        self._wanted_port = port
        self._listener: socket.socket | None = None
        # Has the port while nobody listens there: any program's own connection might be given it.
        self._kept: socket.socket | None = None
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()
        self.port = 0

    def start(self) -> None:
        """Listen; whoever listens already goes on."""
        if self._listener is not None:
            return
        if self._kept is not None:
            self._listener, self._kept = self._kept, None
            self._listener.listen()
        else:
            self._listener = socket.create_server(("127.0.0.1", self._wanted_port))
        self.port = int(self._listener.getsockname()[1])
        self._stopping.clear()
        self._threads = [
            threading.Thread(target=self._accept, args=(self._listener,), name="fake-freeswitch-port", daemon=True),
            threading.Thread(target=self._beat, name="fake-freeswitch-heartbeat", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop listening and cut every connection; the port is kept for the next start."""
        self._stopping.set()
        if self._listener:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._kept, self._listener = keep_port(self.port), None
        self.drop()
        for thread in self._threads:
            thread.join(timeout=5)

    def end(self) -> None:
        """Stop for good."""
        self.stop()
        if self._kept is not None:
            self._kept.close()

    def drop(self) -> None:
        """Cut every open connection without a word."""
        with self.switch.lock:
            gone = list(self._open)
        for connection in gone:
            connection.close()
        for connection in gone:
            connection.join()

    def one_of(self, kind: str) -> EslConnection:
        """The newest connection that listens for events (``events``) or does not (``commands``)."""
        with self.switch.lock:
            found = [known for known in self.connections if known.listens == (kind == "events") and not known.hushed]
        if kind not in ("events", "commands") or not found:
            raise LookupError(f"there is no connection for {kind!r}")
        return found[-1]

    def broadcast(self, data: bytes) -> None:
        """Send bytes as they are on every connection that has logged in."""
        for connection in list(self.connections):
            connection.send_raw(data)

    def admit(self, connection: EslConnection) -> None:
        with self.switch.changed:
            self.connections.append(connection)
            self.switch.diary.note("login", connection=connection.number)
            self.switch.listeners.append(connection)
            self.switch.changed.notify_all()

    def forget(self, connection: EslConnection) -> None:
        with self.switch.changed:
            if connection in self.connections:
                self.switch.diary.note("lost", connection=connection.number)
            for known in (self.connections, self.switch.listeners, self._open):
                with contextlib.suppress(ValueError):
                    known.remove(connection)
            self.switch.changed.notify_all()

    def note(self, text: str, *, background: bool = False) -> None:
        with self.switch.changed:
            self.received.append(Received(text, background))
            self.switch.changed.notify_all()

    def delayed(self, action: Callable[[], str]) -> str:
        if self.faults.reply_delay:
            self._stopping.wait(self.faults.reply_delay)
        return action()

    def _accept(self, listener: socket.socket) -> None:
        while not self._stopping.is_set():
            try:
                client, _ = listener.accept()
            except OSError:
                return
            if self.faults.refuse_connections:
                client.close()
                continue
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = EslConnection(self, client, next(self._numbers))
            with self.switch.lock:
                if self._stopping.is_set():
                    connection.close()
                    return
                self._open.append(connection)
                connection.start()

    def _beat(self) -> None:
        while not self._stopping.wait(self._heartbeat):
            self.beat()

    def beat(self) -> None:
        """Send one HEARTBEAT now."""
        switch = self.switch
        seconds = int(time.time() - switch.started)
        hours, rest = divmod(seconds, 3600)
        up = f"0 years, 0 days, {hours} hours, {rest // 60} minutes, {rest % 60} seconds"
        calls = str(len(switch.channels))
        headers = [
            ("Event-Info", "System Ready"),
            ("Up-Time", f"{up}, 0 milliseconds, 0 microseconds"),
            ("FreeSWITCH-Version", VERSION),
            ("Uptime-msec", str(seconds * 1000)),
            ("Session-Count", calls),
            ("Max-Sessions", "1000"),
            ("Session-Per-Sec", "30"),
            ("Session-Per-Sec-Last", "0"),
            ("Session-Per-Sec-Max", "1"),
            ("Session-Per-Sec-FiveMin", "1"),
            ("Session-Since-Startup", str(switch.sessions)),
            ("Session-Peak-Max", calls),
            ("Session-Peak-FiveMin", calls),
            ("Idle-CPU", "98.000000"),
        ]
        switch.fire("HEARTBEAT", ("switch_core.c", "send_heartbeat", "95"), headers)
