"""Ports on this machine, taken before anything is started so that nobody else gets them meanwhile."""

import errno
import http.client
import socket
import time

from functions.shared.version import USER_AGENT

HOST = "127.0.0.1"
ASK_AGAIN_SECONDS = 0.05


class PortTaken(Exception):
    """Somebody else listens there; the text says what to do."""


def listen(port: int, variable: str) -> socket.socket:
    """Open a listening socket that a child process inherits.

    Raises:
        PortTaken: in words for the terminal.
    """
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Headers and body are written apart; without this each answer on a kept connection would wait 40 ms for an
    # acknowledgement. uvicorn, given a descriptor, does not see that it is TCP.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        reason = "is taken; is another local stack running?" if error.errno == errno.EADDRINUSE else error.strerror
        raise PortTaken(f"port {port} on {HOST} {reason} Choose another: {variable}={port + 10} make run") from None
    listening.listen(128)
    listening.set_inheritable(True)
    return listening


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return port_of(probe)


def port_of(bound: socket.socket) -> int:
    return int(bound.getsockname()[1])


def wait_for_http(port: int, path: str, seconds: float) -> None:
    """Wait for any answer at all; the socket listens already, so the request itself waits for the server.

    Raises:
        TimeoutError: none came.
    """
    _ask(port, path, seconds)


def wait_until_ready(port: int, path: str, seconds: float) -> None:
    """Ask until the answer is 200.

    Raises:
        TimeoutError: with the last answer.
    """
    deadline = time.monotonic() + seconds
    while True:
        status, text = _ask(port, path, max(deadline - time.monotonic(), ASK_AGAIN_SECONDS))
        if status == http.HTTPStatus.OK:
            return
        if time.monotonic() >= deadline:
            raise TimeoutError(f"not ready within {seconds:.0f} s, port {port} says: {text}")
        time.sleep(ASK_AGAIN_SECONDS)


def _ask(port: int, path: str, seconds: float) -> tuple[int, str]:
    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    try:
        connection.request("GET", path, headers={"User-Agent": USER_AGENT})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        raise TimeoutError(f"no answer on port {port}: {error}") from error
    finally:
        connection.close()
