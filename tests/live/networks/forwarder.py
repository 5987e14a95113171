"""Passes TCP connections on: LISTEN_HOST TARGET_HOST PORT…; a target that is silent for five seconds is gone."""

import selectors
import socket
import sys
import threading

SILENT_MILLISECONDS = 5_000
CONNECT_SECONDS = 5
MOST_BYTES = 65_536


def passing_on(ours: socket.socket, target: tuple[str, int]) -> None:
    """Carry both directions until one side is gone."""
    try:
        theirs = socket.create_connection(target, CONNECT_SECONDS)
    except OSError:
        ours.close()
        return
    theirs.settimeout(None)
    theirs.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_MILLISECONDS)
    others = {ours: theirs, theirs: ours}
    with ours, theirs, selectors.DefaultSelector() as selector:
        for one in others:
            selector.register(one, selectors.EVENT_READ)
        try:
            while True:
                for key, _ in selector.select():
                    assert isinstance(key.fileobj, socket.socket)
                    data = key.fileobj.recv(MOST_BYTES)
                    if not data:
                        return
                    others[key.fileobj].sendall(data)
        except OSError:
            # The way is lost: both sides learn it.
            return


def listen(host: str, target_host: str, port: int) -> None:
    """Take connections at a port for ever."""
    with socket.create_server((host, port)) as server:
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        while True:
            ours, _ = server.accept()
            threading.Thread(target=passing_on, args=(ours, (target_host, port)), daemon=True).start()


if __name__ == "__main__":
    threads = [
        threading.Thread(target=listen, args=(sys.argv[1], sys.argv[2], int(port)), daemon=True)
        for port in sys.argv[3:]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
