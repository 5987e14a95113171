"""The connection to FreeSWITCH's event socket: greenswitch's client, made safe."""

import os
import time
from collections.abc import Callable, Mapping
from typing import Any

import gevent
from gevent import socket
from gevent.event import Event
from greenswitch.esl import InboundESL

from freeswitch.relay.loops.beside import UNEXPECTED, tell
from freeswitch.relay.switch.errors import ConnectionLost, EslError, NotAccepted
from freeswitch.relay.switch.frames import Frame, FrameReader, ProtocolError, json_event, plain_event
from freeswitch.relay.switch.questions import Questions
from freeswitch.relay.switch.reply import NO_HEADERS, Reply, message, one_line

# FreeSWITCH greets at once; a second is a long time on loopback, five is a busy machine.
CONNECT_SECONDS = 5.0
REPLY_SECONDS = 10.0
GOODBYE_SECONDS = 1.0
READ_BYTES = 65536
READABLE = 1  # libev's word for it


class EslConnection(InboundESL):  # type: ignore[misc]  # greenswitch has no types
    """One connection, for one life: after a loss, make a new object.

    Args:
        on_event: called with each event's fields; it must be quick and must not wait.
        on_garbage: called with the reason when an event could not be read.
    """

    def __init__(
        self,
        host: str,
        port: int,
        password: str,
        *,
        on_event: Callable[[dict[str, str]], None] | None = None,
        on_garbage: Callable[[str], None] | None = None,
        connect_seconds: float = CONNECT_SECONDS,
        reply_seconds: float = REPLY_SECONDS,
    ) -> None:
        super().__init__(host, port, one_line(password), timeout=connect_seconds)
        self._on_event = on_event
        self._on_garbage = on_garbage
        self._connect_seconds = connect_seconds
        self._reply_seconds = reply_seconds
        self._reader = FrameReader()
        self._descriptor = -1
        self._readable: Any = None
        self._questions = Questions(self.abandon)
        self.lost = Event()
        self.loss: str = ""
        self.frames_received = 0
        # When something came last, by `time.monotonic`.
        self.heard_at = 0.0

    def connect(self) -> None:
        """Connect and log in.

        Raises:
            NotAccepted: the password or this machine's address is not allowed.
            ConnectionLost: nobody listens, nobody greets, or the greeting takes too long.
        """
        limit = gevent.Timeout(self._connect_seconds)
        try:
            with limit:
                self.sock = socket.create_connection((self.host, self.port), timeout=self._connect_seconds)
                self.sock.settimeout(None)
                self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.connected = True
                self._questions.open(self.sock)
                # Read in gevent's own loop: a greenlet that reads would be switched to and from for every reply.
                self._descriptor = self.sock.fileno()
                self._readable = gevent.get_hub().loop.io(self._descriptor, READABLE)
                self._readable.start(self.receive_events)
                self._auth_request_event.wait()
                self.authenticate()
        except (OSError, gevent.Timeout) as problem:
            self.abandon(f"no connection to {self.host}:{self.port}: {problem or type(problem).__name__}")
            if isinstance(problem, gevent.Timeout) and problem is not limit:
                raise
            raise ConnectionLost(self.loss) from None
        except EslError as problem:
            self.abandon(str(problem))
            raise
        except gevent.GreenletExit:
            self.abandon()
            raise

    def authenticate(self) -> None:
        if not self.connected:
            raise NotAccepted(self.loss or "FreeSWITCH closed the connection before the login")
        answer = self.send(f"auth {self.password}").data
        if answer != "+OK accepted":
            raise NotAccepted(f"FreeSWITCH answered the login with {answer!r}")

    def receive_events(self) -> None:
        """Take what has come; gevent's loop calls this, so nothing in it may wait."""
        try:
            data = os.read(self._descriptor, READ_BYTES)
            self.heard_at = time.monotonic()
            for frame in self._reader.feed(data):
                self.handle_event(frame)
                if not self.connected:
                    # Whoever took a reply has given the connection up: what came behind it belongs to nobody.
                    return
        except BlockingIOError:
            return
        except (OSError, ProtocolError, EslError) as problem:
            self.abandon(str(problem) or type(problem).__name__)
            return
        except UNEXPECTED as problem:
            # What else was in it is lost: better to begin anew than to go on with a gap.
            tell("event socket")
            self.abandon(f"what came could not be taken: {type(problem).__name__}")
            return
        if not data:
            where = " in the middle of a message" if self._reader.unfinished else ""
            self.abandon(f"FreeSWITCH closed the connection{where}")

    def handle_event(self, frame: Frame) -> None:
        self.frames_received += 1
        match frame.kind:
            case "api/response" | "command/reply":
                self._questions.answered(Reply(frame))
            case "text/event-json" | "text/event-plain":
                self._hand_over(frame)
            case "auth/request":
                self._auth_request_event.set()
            case "text/rude-rejection":
                raise NotAccepted("FreeSWITCH does not accept connections from this address")
            case "text/disconnect-notice":
                raise ConnectionLost("FreeSWITCH said goodbye")

    def _hand_over(self, frame: Frame) -> None:
        # One unreadable event does not cost the connection: the frame's length was right, the stream is in step.
        try:
            fields = json_event(frame.body) if frame.kind == "text/event-json" else plain_event(frame.body)
        except ProtocolError as problem:
            if self._on_garbage:
                self._on_garbage(str(problem))
            return
        if self._on_event:
            self._on_event(fields)

    def send(self, data: str, seconds: float | None = None, *, headers: Mapping[str, str] = NO_HEADERS) -> Reply:
        """Send one command, with headers of its own where it has some, and wait for its reply.

        Raises:
            NotOneLine: the command holds a line break.
            ReplyTimeout: no reply in time; its place in the order is kept, later replies still match.
            ConnectionLost: the connection ended before the reply.
        """
        limit = self._reply_seconds if seconds is None else seconds
        return self._questions.ask(message(data, headers), limit)

    def api(self, command: str, seconds: float | None = None) -> str:
        """Run an API command and give its text back."""
        return self.send(f"api {command}", seconds).data

    def bgapi(self, command: str, job: str, seconds: float | None = None) -> str:
        """Start an API command as a job whose id the caller has chosen before, so that its event cannot come first."""
        return self.send(f"bgapi {command}", seconds, headers={"Job-UUID": job}).data

    def execute(self, call: str, application: str, argument: str, seconds: float | None = None) -> str:
        """Let a call run an application, beside what it runs already; the answer comes before it has."""
        headers = {"call-command": "execute", "execute-app-name": application, "execute-app-arg": argument}
        return self.send(f"sendmsg {call}", seconds, headers=headers).data

    def abandon(self, reason: str = "given up") -> None:
        """End it without a word, and fail everybody who waits on it; only the first reason counts."""
        if self.lost.is_set():
            return
        self.loss = reason
        self.connected = False
        self._run = False
        self._auth_request_event.set()
        self._questions.end(reason)
        if self._readable is not None:
            self._readable.stop()
            self._readable.close()
            self._readable = None
            # The system gives the number to the next file that is opened.
            self._descriptor = -1
        if hasattr(self, "sock"):
            self.sock.close()
        self.lost.set()

    def stop(self) -> None:
        """Say goodbye, but do not insist on an answer."""
        if self.connected:
            try:
                self.send("exit", GOODBYE_SECONDS)
            except EslError as problem:
                self.abandon(str(problem))
        self.abandon("stopped")
