"""Whether what is sent is taken, as the kernel tells it."""

import socket
import sys
from collections.abc import Iterator

import pytest

from freeswitch.relay.outputs.connections import Connections, parsed, read_lists
from tests.freeswitch.relay.outputs.switch import listed
from tests.freeswitch.relay.play import until


@pytest.mark.parametrize(
    ("line", "stuck"),
    [
        (listed("93.184.215.14", 443), False),
        (listed("93.184.215.14", 443, timer="01"), False),
        (listed("93.184.215.14", 443, timer="04"), True),
        (listed("93.184.215.14", 443, timer="01", again=3), False),
        (listed("93.184.215.14", 443, timer="01", again=6), True),
    ],
)
def test_a_line_tells_who_and_whether_it_moves(line: str, stuck: bool) -> None:
    (found,) = parsed(line)

    assert (found.remote, found.stuck) == (("93.184.215.14", 443), stuck)


@pytest.mark.parametrize("text", ["", "sl local_address rem_address st", listed("1.2.3.4", 443, state="0A"), "x y"])
def test_what_is_no_open_connection_is_left_out(text: str) -> None:
    assert list(parsed(text)) == []


def test_addresses_of_both_kinds_are_read() -> None:
    six = "  0: 00000000000000000000000001000000:1F90 B80D0120000000000000000001000000:01BB 01 0:0 04:0 0 0 0 1"
    mapped = "  0: 0:1F90 0000000000000000FFFF00000100007F:078F 01 0:0 00:0 0 0 0 1"

    assert [one.remote for one in parsed(f"{six}\n{mapped}")] == [("2001:db8::1", 443), ("127.0.0.1", 1935)]


def test_it_counts_from_when_all_of_them_are_stuck() -> None:
    lines = [listed("1.2.3.4", 443, timer="04"), listed("1.2.3.4", 443)]
    connections = Connections(lambda: "\n".join(lines))
    one_moves = connections.stuck_for({"1.2.3.4"}, 443, 0.0)
    lines.pop()
    first, later = connections.stuck_for({"1.2.3.4"}, 443, 10.0), connections.stuck_for({"1.2.3.4"}, 443, 25.0)
    lines.append(listed("1.2.3.4", 443))

    assert (one_moves, first, later) == (0.0, 0.0, 15.0)
    assert connections.stuck_for({"1.2.3.4"}, 443, 27.0) == 0.0
    assert connections.stuck_for({"5.6.7.8"}, 443, 40.0) == 0.0


@pytest.fixture
def lazy_server() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Somebody who sends, and somebody who has taken the connection and reads nothing."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as sender,
    ):
        taker, _ = server.accept()
        with taker:
            yield sender, taker


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_real_receiver_that_reads_nothing_is_seen_and_so_is_that_it_reads_again(
    lazy_server: tuple[socket.socket, socket.socket],
) -> None:
    sender, taker = lazy_server
    remote = sender.getpeername()

    def stuck() -> bool:
        return any(one.stuck for one in parsed(read_lists()) if one.remote == remote)

    sender.setblocking(False)
    before = stuck()

    def fill() -> None:
        while True:
            sender.send(bytes(65536))

    with pytest.raises(BlockingIOError):
        fill()
    until(stuck, 10)
    taker.settimeout(1)

    def drained() -> bool:
        taker.recv(1 << 20)
        return not stuck()

    assert not before
    until(drained, 10)
