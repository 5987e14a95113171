"""One inbound ESL connection: reads commands, answers them, and sends the events it subscribed to."""

import contextlib
import queue
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.fake_freeswitch import api_commands
from infra.fake_freeswitch.channel import new_uuid
from infra.fake_freeswitch.event import Event
from infra.fake_freeswitch.subscription import STYLES, Subscription

if TYPE_CHECKING:
    from infra.fake_freeswitch.esl_server import EslServer

QUEUE_LIMIT = 100_000
GOODBYE = "Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n"
_CLOSE = None


@dataclass(frozen=True)
class Request:
    line: str
    headers: dict[str, str]
    body: bytes


class EslConnection:
    def __init__(self, server: "EslServer", client: socket.socket) -> None:
        self._server = server
        self._socket = client
        self._events: queue.Queue[Event | None] = queue.Queue(QUEUE_LIMIT)
        # FreeSWITCH answers and sends events in one thread: while a command runs, events wait.
        self._turn = threading.Lock()
        self._authenticated = False
        self.subscription = Subscription()
        self.lost = 0
        self._threads = [
            threading.Thread(target=self._serve, name="fake-freeswitch-esl", daemon=True),
            threading.Thread(target=self._pump, name="fake-freeswitch-esl-events", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def offer(self, event: Event) -> None:
        if self._authenticated and self.subscription.wants(event):
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
        if not self._server.faults.half_open:
            with contextlib.suppress(OSError):
                self._socket.sendall(data)

    def _pump(self) -> None:
        while (event := self._events.get()) is not _CLOSE:
            with self._turn:
                self._write(event.to_frame(self.subscription.style))

    def _serve(self) -> None:
        try:
            if not self._server.faults.no_greeting:
                self._write(b"Content-Type: auth/request\n\n")
            with self._socket.makefile("rb") as stream:
                while (request := _read(stream.readline, stream.read)) is not None:
                    if not request.line:
                        continue
                    with self._turn:
                        goes_on = self._handle(request)
                    if not goes_on:
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
            self._goodbye()
            return False
        if not self._authenticated:
            return self._authenticate(word, rest)
        if word in ("api", "bgapi"):
            return self._api(word, rest, request)
        self._reply(self._settings(word, rest, request))
        return True

    def _authenticate(self, word: str, rest: str) -> bool:
        if word == "auth" and rest == self._server.password:
            self._authenticated = True
            self._reply("+OK accepted")
            self._server.admit(self)
            return True
        if word in ("auth", "userauth"):
            self._reply("-ERR invalid")
            self._goodbye()
            return False
        self._reply("-ERR command not found")
        return True

    def _settings(self, word: str, rest: str, request: Request) -> str:
        """Everything that is answered with one ``Reply-Text`` line."""
        words = rest.split()
        if word == "event":
            return self._listen(words)
        if word == "nixevent":
            return "+OK events nixed" if self.subscription.ignore(words) else "-ERR no keywords supplied"
        if word == "noevents":
            self.subscription.clear()
            return "+OK no longer listening for events"
        if word == "filter":
            return self._filter(rest)
        if word == "log":
            return f"+OK log level {rest or 'debug'} [{_LEVELS.get(rest.lower(), 7)}]"
        if word == "nolog":
            return "+OK no longer logging"
        if word == "sendevent":
            return self._send_event(rest, request)
        if word in ("linger", "nolinger", "myevents", "divert_events", "resume"):
            return "-ERR not controlling a session"
        return "-ERR command not found"

    def _listen(self, words: list[str]) -> str:
        style = words[0].lower() if words and words[0].lower() in STYLES else ""
        if not self.subscription.listen(words[1:] if style else words):
            return "-ERR no keywords supplied"
        self.subscription.style = style or "plain"
        return f"+OK event listener enabled {self.subscription.style}"

    def _filter(self, rest: str) -> str:
        words = rest.split(" ", 2)
        if words[0] == "delete":
            return self._delete_filter(words[1:])
        if words[0] == "add":
            words = words[1:]
        else:
            words = rest.split(" ", 1)
        if len(words) < 2:
            return "-ERR invalid syntax"
        self.subscription.filters.append((words[0], words[1].strip()))
        return f"+OK filter added. [{words[0]}]=[{words[1].strip()}]"

    def _delete_filter(self, words: list[str]) -> str:
        if not words:
            return "-ERR invalid syntax"
        if words[0].lower() == "all":
            self.subscription.filters.clear()
            return "+OK filter deleted. [all]"
        value = words[1] if len(words) > 1 else ""
        self.subscription.filters = [
            (header, wanted)
            for header, wanted in self.subscription.filters
            if header.lower() != words[0].lower() or (value and wanted != value)
        ]
        return f"+OK filter deleted. [{words[0]}]=[{value or '(null)'}]"

    def _send_event(self, name: str, request: Request) -> str:
        identity = new_uuid()
        headers = [("Event-UUID", identity)]
        headers += [(key, value) for key, value in request.headers.items() if key.lower() != "content-length"]
        switch = self._server.switch
        event = switch.new_event(name, ("mod_event_socket.c", "parse_command", "2262"), headers)
        event.body = request.body.decode(errors="replace")
        switch.send(event)
        return f"+OK {identity}"

    def _api(self, word: str, rest: str, request: Request) -> bool:
        command, _, argument = rest.partition(" ")
        if word == "bgapi":
            job = request.headers.get("Job-UUID") or new_uuid()
            self._reply(f"+OK Job-UUID: {job}\nJob-UUID: {job}")
            self._server.note(rest, background=True)
            self._background(job, command, argument)
            return True
        self._server.note(rest)
        faults = self._server.faults
        if faults.take("drop_before_reply", rest):
            return False
        text = self._server.delayed(lambda: api_commands.execute(self._server.switch, command, argument))
        if faults.take("drop_after_execution", rest):
            return False
        self._answer(text or "-ERR no reply\n", rest)
        return True

    def _answer(self, text: str, command: str) -> None:
        body = text.encode()
        frame = b"Content-Type: api/response\nContent-Length: %d\n\n" % len(body) + body
        faults = self._server.faults
        if faults.take("swallow_next_reply", command):
            return
        if faults.take("garbage_next_reply", command):
            frame = b"\x00\xff garbage \xfe: \r\n\n\nContent-Length: banana\n\n"
        if faults.take("truncate_next_reply", command):
            self._write(frame[: -max(1, len(body) // 2)])
            self.close()
            return
        self._write(frame)

    def _background(self, job: str, command: str, argument: str) -> None:
        switch = self._server.switch

        def run() -> None:
            text = self._server.delayed(lambda: api_commands.execute(switch, command, argument))
            headers = [("Job-UUID", job), ("Job-Command", command), ("Job-Command-Arg", argument)]
            with switch.lock:
                event = switch.new_event("BACKGROUND_JOB", ("mod_event_socket.c", "api_exec", "1572"), headers)
                event.body = text
                switch.send(event)

        threading.Thread(target=run, name="fake-freeswitch-job", daemon=True).start()

    def _reply(self, text: str) -> None:
        self._write(f"Content-Type: command/reply\nReply-Text: {text}\n\n".encode())

    def _goodbye(self) -> None:
        head = f"Content-Type: text/disconnect-notice\nContent-Length: {len(GOODBYE)}\n\n"
        self._write(head.encode() + GOODBYE.encode())


_LEVELS = {
    "console": 0, "alert": 1, "crit": 2, "err": 3, "warning": 4, "notice": 5, "info": 6, "debug": 7,
}  # fmt: skip
_HEADER = re.compile(r"([^:]+):\s*(.*)")


def _read(readline: Callable[[], bytes], read: Callable[[int], bytes]) -> Request | None:
    """A request is lines up to a blank one; the first is the command, the rest are headers. None at the end."""
    lines: list[str] = []
    while raw := readline():
        line = raw.decode(errors="replace").strip("\r\n")
        if not line:
            break
        lines.append(line)
    else:
        return None
    if not lines:
        return Request("", {}, b"")
    headers = {match[1]: match[2] for line in lines[1:] if (match := _HEADER.match(line))}
    length = headers.get("Content-Length", headers.get("content-length", "0"))
    body = read(int(length)) if length.isdecimal() and int(length) else b""
    return Request(lines[0], headers, body)
