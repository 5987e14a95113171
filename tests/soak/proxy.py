"""Stands between the processes and one embedded AWS service, and lets it be slow, refuse, or be gone."""

import contextlib
import socket
import struct
import threading
from dataclasses import dataclass
from typing import BinaryIO, Literal

from infra.fake_freeswitch.esl.kept_port import keep_port
from infra.local.ports import HOST

# `gone`: nobody listens. `silent`: what is asked is taken and never answered. `deaf`: it is done, the answer is lost.
Mood = Literal["well", "slow", "refusing", "gone", "silent", "deaf"]
MOODS: tuple[Mood, ...] = ("slow", "refusing", "gone", "silent", "deaf")
# A request of a look-up may take 1 s on a busy laptop (infra/local/credentials.py); slow is well above the usual 5 ms.
SLOW_SECONDS = 0.4
BACK_END_SECONDS = 30.0
# What DynamoDB and SQS say when they do not want to: both are tried again by their clients.
REFUSALS = {
    "tables": (
        "400 Bad Request",
        b'{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"too fast"}',
    ),
    "queue": ("503 Service Unavailable", b'{"__type":"com.amazonaws.sqs#ServiceUnavailable","message":"not now"}'),
}


@dataclass(frozen=True)
class Message:
    """A request or an answer: its head up to the blank line, and its body."""

    head: bytes
    body: bytes


def read_message(stream: BinaryIO) -> Message | None:
    """Read one; None at the end of the connection. Bodies have a Content-Length here, none is chunked.

    Raises:
        OSError: the connection broke.
    """
    head, length = b"", 0
    while line := stream.readline(65_536):
        head += line
        if line in (b"\r\n", b"\n"):
            break
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    else:
        return None
    return Message(head, stream.read(length) if length else b"")


class Proxy:
    """One service behind a port of its own; `mood` may be changed at any time and counts for open connections too."""

    def __init__(self, service: Literal["tables", "queue"], back_end: int) -> None:
        self.service = service
        self.requests = 0
        self._back_end = back_end
        self._mood: Mood = "well"
        self._changed = threading.Condition()
        self._open: set[socket.socket] = set()
        # Has the port while nobody listens there.
        self._kept: socket.socket | None = keep_port()
        self._listener: socket.socket | None = self._listen(self._kept)
        self.port = int(self._listener.getsockname()[1])
        self._accept()

    @property
    def mood(self) -> Mood:
        return self._mood

    def be(self, mood: Mood) -> None:
        """Change the mood; with `gone` every connection is reset and nobody listens any more."""
        with self._changed:
            self._mood = mood
            self._changed.notify_all()
            if mood == "gone":
                self._leave()
            elif self._listener is None:
                self._listener = self._listen(self._kept or keep_port(self.port))
                self._accept()

    def close(self) -> None:
        """End it."""
        self.be("gone")
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _listen(self, bound: socket.socket) -> socket.socket:
        bound.listen(128)
        self._kept = None
        return bound

    def _leave(self) -> None:
        if self._listener is not None:
            # shutdown wakes the thread that accepts; close alone does not.
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener, self._kept = None, keep_port(self.port)
        for connection in self._open:
            with contextlib.suppress(OSError):
                # A reset, as from a host that has just come back and knows of nothing.
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        threading.Thread(target=self._take, args=(self._listener,), name=f"{self.service}-proxy", daemon=True).start()

    def _take(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(client,), name=f"{self.service}-request", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with self._changed:
            if self._mood == "gone":
                client.close()
                return
            self._open.add(client)
        try:
            with client, client.makefile("rb") as asked, self._to_service() as service:
                service.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with service.makefile("rb") as answered:
                    while (request := read_message(asked)) is not None:
                        self.requests += 1
                        if not self._pass_on(request, client, service, answered):
                            return
        except (OSError, ValueError):
            pass  # either side may go at any time; the other one sees its connection end
        finally:
            with self._changed:
                self._open.discard(client)

    def _to_service(self) -> socket.socket:
        return socket.create_connection((HOST, self._back_end), BACK_END_SECONDS)

    def _pass_on(self, request: Message, client: socket.socket, service: socket.socket, answered: BinaryIO) -> bool:
        """Handle one request in the present mood; False ends the connection."""
        mood = self._mood
        if mood == "refusing":
            status, body = REFUSALS[self.service]
            head = (
                f"HTTP/1.1 {status}\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            client.sendall(head.encode() + body)
            return True
        if mood == "slow":
            self._wait(SLOW_SECONDS)
        elif mood == "silent":
            self._wait(BACK_END_SECONDS)
            return False
        service.sendall(request.head + request.body)
        answer = read_message(answered)
        if answer is None or mood == "deaf":
            return False
        client.sendall(answer.head + answer.body)
        return True

    def _wait(self, seconds: float) -> None:
        """Wait for so long, or until the mood changes."""
        before = self._mood
        with self._changed:
            self._changed.wait_for(lambda: self._mood != before, seconds)
