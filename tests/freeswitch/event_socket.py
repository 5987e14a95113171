"""A small event socket for what bash asks: it answers commands, and keeps what it was asked."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class EventSocket(socketserver.ThreadingTCPServer):
    """`answer` gives the text for a command; `asked` are the commands so far, `passwords` what opened the door."""

    daemon_threads = True

    def __init__(self, answer: Callable[[str], str]) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.answer = answer
        self.asked, self.passwords = list[str](), list[str]()

    @property
    def port(self) -> str:
        return str(self.server_address[1])


class _Connection(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, EventSocket)
        for line in self.rfile:
            word, _, rest = line.decode().strip().partition(" ")
            if word == "auth":
                self.server.passwords.append(rest)
            if word == "api":
                self.server.asked.append(rest)
                text = self.server.answer(rest)
                self.wfile.write(f"Content-Type: api/response\nContent-Length: {len(text)}\n\n{text}".encode())
            if word == "exit":
                return


@contextmanager
def event_socket(answer: Callable[[str], str]) -> Iterator[EventSocket]:
    """One that runs while the block does."""
    with EventSocket(answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
