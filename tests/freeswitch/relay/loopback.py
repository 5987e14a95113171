"""A server that says exactly what a test tells it to, for the event socket's client."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gevent import socket
from gevent.server import StreamServer

PASSWORD = "a-password-of-more-than-20-characters"
GREETING = b"Content-Type: auth/request\n\n"
ACCEPTED = b"Content-Type: command/reply\nReply-Text: +OK accepted\n\n"


class Peer:
    """The server's end of one connection; the marks behind the questions it answers by itself, each in its turn."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.heard: list[str] = []
        self._buffer = b""
        # Marks that are not answered yet.
        self._marks: deque[str] = deque()

    def hear(self) -> str:
        """Wait for one command; the empty text means that the client has gone."""
        command = self._next()
        if command:
            self.heard.append(command)
        if command and not command.startswith(("auth ", "exit")):
            self._marks.append(self._next())
        return command

    def _next(self) -> str:
        while b"\n\n" not in self._buffer:
            data = self.sock.recv(65536)
            if not data:
                return ""
            self._buffer += data
        command, _, self._buffer = self._buffer.partition(b"\n\n")
        return command.decode()

    def say(self, data: bytes) -> None:
        self.sock.sendall(data)

    def answer(self, text: str) -> None:
        body = text.encode()
        self.say(b"Content-Type: api/response\nContent-Length: %d\n\n%s" % (len(body), body))
        self.say_mark()

    def reply(self, text: str) -> None:
        self.say(f"Content-Type: command/reply\nReply-Text: {text}\n\n".encode())
        self.say_mark()

    def say_mark(self, more: bytes = b"") -> None:
        """Answer the mark behind the oldest question that was heard; alone, where that question's reply is left out."""
        if self._marks:
            nobody = self._marks.popleft().removeprefix("sendmsg ")
            said = f"Content-Type: command/reply\nReply-Text: -ERR invalid session id [{nobody}]\n\n"
            self.say(said.encode() + more)

    def forget_mark(self) -> None:
        """Leave out what belongs to the oldest question that was heard."""
        self._marks.popleft()

    def json_event(self, body: bytes) -> None:
        self.say(b"Content-Length: %d\nContent-Type: text/event-json\n\n%s" % (len(body), body))

    def let_in(self) -> None:
        self.say(GREETING)
        self.hear()
        self.say(ACCEPTED)


@contextmanager
def loopback(script: Callable[[Peer], None]) -> Iterator[int]:
    """Run the script for every connection; gives the port."""

    def serve(sock: socket.socket, _address: object) -> None:
        try:
            script(Peer(sock))
        except OSError:
            return

    server = StreamServer(("127.0.0.1", 0), serve)
    server.start()
    try:
        yield server.server_port or 0
    finally:
        server.stop(timeout=0)
