"""The ports of a local stack."""

import socket

from infra.local.ports import listen


def test_an_answer_on_a_kept_connection_waits_for_no_acknowledgement() -> None:
    with (
        listen(0, "PORT") as listening,
        socket.create_connection(listening.getsockname(), timeout=5),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
