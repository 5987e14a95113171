"""A bare event-socket client for the stand-in's own tests: no library in between."""

import json
import socket
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Frame:
    headers: dict[str, str]
    body: str

    @property
    def kind(self) -> str:
        return self.headers.get("Content-Type", "")

    @property
    def reply(self) -> str:
        return self.headers.get("Reply-Text", "")

    def event(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.body)
        return found


class EslClient:
    def __init__(self, port: int, timeout: float = 5.0) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout)
        self._stream = self._socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._socket.close()

    def timeout(self, seconds: float) -> None:
        self._socket.settimeout(seconds)

    def send(self, text: str) -> None:
        self._socket.sendall(text.encode())

    def ask(self, text: str) -> Frame:
        self.send(text + "\n\n")
        return self.read()

    def log_in(self, password: str) -> Self:
        assert self.read().kind == "auth/request"
        assert self.ask(f"auth {password}").reply == "+OK accepted"
        return self

    def read(self) -> Frame:
        """Read one frame; a closed connection is an EOFError."""
        headers: dict[str, str] = {}
        while line := self._stream.readline():
            if line == b"\n":
                length = int(headers.get("Content-Length", "0"))
                body = self._stream.read(length)
                if len(body) < length:
                    raise EOFError("the connection ended within a body")
                return Frame(headers, body.decode())
            name, _, value = line.decode().rstrip("\n").partition(": ")
            headers[name] = value
        raise EOFError("the connection ended")

    def line(self) -> str:
        """Read one line, as the control port answers."""
        return self._stream.readline().decode()

    def event(self, action: str) -> dict[str, str]:
        """Read JSON events up to the one with this name or action."""
        while True:
            event = self.read().event()
            if action in (event.get("Action"), event["Event-Name"], event.get("Event-Subclass")):
                return event
