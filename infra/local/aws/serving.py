"""Serves moto to many clients at once, each of which keeps its connections as it does with AWS.

werkzeug's own server closes every connection after one answer and begins a thread for each: at sixty requests a second
that took longer than the requests themselves.
"""

import functools
import socket
import sys
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from cheroot import wsgi
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

# Whoever waits for messages holds one for up to 20 s: the relay, and each function that a queue wakes.
THREADS = 64
MOST_CONNECTIONS = 1000
# Connections that are not yet taken.
WAITING = 128
FORM = "application/x-www-form-urlencoded"
# A client that thinks for long finds its connection again.
IDLE_SECONDS = 3600
# A thread that has something to say gets its turn after so long, not after Python's 5 ms.
TURN_SECONDS = 0.0005


class Dispatcher(DomainDispatcherApplication):
    """moto's, which goes through the folders of its package at each request while everybody else waits."""

    def __init__(self) -> None:
        super().__init__(create_backend_app)
        self._found = functools.lru_cache(maxsize=256)(super().get_backend_for_host)

    def get_backend_for_host(self, host: str | None) -> Any:
        return self._found(host)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # What is escaped in a path is part of an object's name; moto reads it where werkzeug's server puts it.
        environ.setdefault("RAW_URI", environ["REQUEST_URI"])
        # curl and urllib call any bytes a form; moto would read them as one and keep an object without content.
        if environ["REQUEST_METHOD"] == "PUT" and environ.get("CONTENT_TYPE", "").startswith(FORM):
            environ["CONTENT_TYPE"] = "application/octet-stream"
        answer: Iterable[bytes] = super().__call__(environ, start_response)
        return answer


class Server(wsgi.Server):
    """Cheroot's, on a socket that is bound already."""

    keep_alive_conn_limit = MOST_CONNECTIONS

    def __init__(self, app: WSGIApplication, listening: socket.socket) -> None:
        super().__init__(
            listening.getsockname(), app, numthreads=THREADS, request_queue_size=WAITING, timeout=IDLE_SECONDS
        )
        self._listening = listening

    def bind(self, *_: object) -> socket.socket:
        # Headers and body are written apart; without this each answer would wait 40 ms for an acknowledgement.
        self._listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = self._listening
        return self._listening


def serve(app: WSGIApplication, listening: socket.socket) -> None:
    """Answer until the process ends."""
    sys.setswitchinterval(TURN_SECONDS)
    Server(app, listening).start()
