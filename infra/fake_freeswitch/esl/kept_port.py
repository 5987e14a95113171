"""A port of this machine kept while nobody listens there.

A free port is one that any program's own connection may be given; whoever wants to listen there again finds it taken.
"""

import socket


def keep_port(port: int = 0) -> socket.socket:
    """A socket that has the port and does not listen: whoever connects is refused; 0 takes a free one.

    Where nobody listens yet, whoever reuses addresses may bind the port beside it, and then listen.
    """
    kept = socket.socket()
    # As a listener does: connections that were just cut are still remembered.
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        kept.bind(("127.0.0.1", port))
    except OSError:
        kept.close()
        raise
    return kept
