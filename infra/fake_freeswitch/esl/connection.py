"""One inbound ESL connection: reads commands, answers them, and sends the events it subscribed to."""

import contextlib
import queue
import socket
import threading
from typing import Protocol

from infra.fake_freeswitch.commands import api_commands, call_messages
from infra.fake_freeswitch.esl import frames
from infra.fake_freeswitch.esl.jobs import Runs, start_job
from infra.fake_freeswitch.esl.request import Request, read_request
from infra.fake_freeswitch.esl.settings import EslSettings
from infra.fake_freeswitch.state.channel import new_uuid
from infra.fake_freeswitch.state.event import Event

QUEUE_LIMIT = 100_000
_CLOSE = None


class Port(Runs, Protocol):
    """Who has accepted a connection, and is told of its life."""

    password: str

    def admit(self, connection: "EslConnection", /) -> None:
        """It has logged in."""

    def forget(self, connection: "EslConnection", /) -> None:
        """It has ended."""

    def note(self, text: str, *, background: bool = False) -> None:
        """A command has come in."""


class EslConnection:
    def __init__(self, server: Port, client: socket.socket, number: int = 0) -> None:
        self.number = number
        self._server = server
        self._socket = client
        self._events: queue.Queue[Event | None] = queue.Queue(QUEUE_LIMIT)
        # FreeSWITCH answers and sends events in one thread: while a command runs, events wait.
        self._turn = threading.Lock()
        self._authenticated = False
        self._settings = EslSettings(server.switch)
        self.lost = 0
        # Reads and executes, but never writes again: the far end of a connection that is half open.
        self.hushed = False
        self._threads = [
            threading.Thread(target=self._serve, name="fake-freeswitch-esl", daemon=True),
            threading.Thread(target=self._pump, name="fake-freeswitch-esl-events", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    @property
    def listens(self) -> bool:
        """Whether it has asked for any event."""
        return self._authenticated and bool(self._settings.subscription.names)

    def offer(self, event: Event) -> None:
        if self._authenticated and self._settings.subscription.wants(event):
            try:
                self._events.put_nowait(event)
            except queue.Full:
                self.lost += 1

    def close(self) -> None:
        """Cut the connection without a word."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            self._socket.close()
        with contextlib.suppress(queue.Full):
            self._events.put_nowait(_CLOSE)

    def send_raw(self, data: bytes) -> None:
        """Write bytes as they are, for instance garbage."""
        with self._turn:
            self._write(data)

    def join(self) -> None:
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(timeout=5)

    def _write(self, data: bytes) -> None:
        if not self._server.faults.half_open and not self.hushed:
            with contextlib.suppress(OSError):
                self._socket.sendall(data)

    def _pump(self) -> None:
        while (event := self._events.get()) is not _CLOSE:
            with self._turn:
                self._write(event.to_frame(self._settings.subscription.style))

    def _serve(self) -> None:
        try:
            if not self._server.faults.no_greeting:
                self._write(b"Content-Type: auth/request\n\n")
            with self._socket.makefile("rb") as stream:
                while (request := read_request(stream.readline, stream.read)) is not None:
                    with self._turn:
                        if request.line and not self._handle(request):
                            break
        except (OSError, ValueError):
            pass
        finally:
            self._server.forget(self)
            self.close()

    def _handle(self, request: Request) -> bool:
        """Answer one request; False ends the connection."""
        word, _, rest = request.line.partition(" ")
        word, rest = word.lower(), rest.strip()
        if word.startswith(("exit", "...")):
            self._reply("+OK bye")
            self._write(frames.goodbye())
            return False
        if not self._authenticated:
            return self._authenticate(word, rest)
        if word in ("api", "bgapi") and rest:
            return self._api(word, rest, request)
        if word == "sendmsg":
            return self._message(rest, request)
        self._reply(self._settings.answer(word, rest, request))
        return True

    def _authenticate(self, word: str, rest: str) -> bool:
        if word == "auth" and rest == self._server.password:
            self._authenticated = True
            # Before the answer: who has it is in the diary already.
            self._server.admit(self)
            self._reply("+OK accepted")
            return True
        if word in ("auth", "userauth"):
            self._reply("-ERR invalid")
            self._write(frames.goodbye())
            return False
        self._reply("-ERR command not found")
        return True

    def _api(self, word: str, rest: str, request: Request) -> bool:
        command, _, argument = rest.partition(" ")
        if word == "bgapi":
            job = request.headers.get("Job-UUID") or new_uuid()
            self._reply(f"+OK Job-UUID: {job}\nJob-UUID: {job}")
            self._server.note(rest, background=True)
            start_job(self._server, job, f"{command} {argument}", lambda: self._execute(command, argument))
            return True
        self._server.note(rest)
        faults = self._server.faults
        if faults.take("drop_before_reply", rest):
            return False
        text = self._server.delayed(lambda: self._execute(command, argument))
        if faults.take("drop_after_execution", rest):
            return False
        self._answer(text or "-ERR no reply\n", rest)
        return True

    def _message(self, call: str, request: Request) -> bool:
        """To a call; what can go wrong with a command can go wrong with it."""
        switch, faults = self._server.switch, self._server.faults
        if not request.headers:
            # Nothing is done by it, so nothing is noted and nothing goes wrong.
            self._reply(call_messages.send(switch, call, {}))
            return True
        text = call_messages.told(call, request.headers)
        self._server.note(text)
        if faults.take("drop_before_reply", text):
            return False
        answer = self._server.delayed(lambda: call_messages.send(switch, call, request.headers))
        call_messages.note(switch, call, text, answer, self.number)
        if faults.take("drop_after_execution", text):
            return False
        if not faults.take("swallow_next_reply", text):
            self._reply(answer)
        return True

    def _execute(self, command: str, argument: str) -> str:
        return api_commands.execute(self._server.switch, command, argument, self.number)

    def _answer(self, text: str, command: str) -> None:
        frame = frames.response(text)
        if (faults := self._server.faults).take("swallow_next_reply", command):
            return
        if faults.take("hang_next_reply", command):
            self.hushed = True
        if faults.take("garbage_next_reply", command):
            frame = frames.GARBAGE
        if not faults.take("truncate_next_reply", command):
            self._write(frame)
            return
        self._write(frame[: -max(1, len(text.encode()) // 2)])
        self.close()

    def _reply(self, text: str) -> None:
        self._write(frames.reply(text))
