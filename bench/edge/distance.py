"""A TCP relay that delivers everything late, as a region some milliseconds away would."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

READY_S = 5


class Relay:
    """Carries every connection to the port; each chunk takes `delay` seconds."""

    def __init__(self, port: int, delay: float) -> None:
        self._port = port
        self._delay = delay
        self._writers: list[asyncio.StreamWriter] = []
        self._relaying: set[asyncio.Future[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self.opened = threading.Event()
        self.port = 0

    def run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self.opened.set()
        await self._stop.wait()
        server.close()
        for writer in self._writers:
            writer.transport.abort()
        # What was on its way still wants to be written: let those calls find a closed connection.
        await asyncio.sleep(2 * self._delay)
        if self._relaying:
            await asyncio.wait(self._relaying, timeout=READY_S)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        both = asyncio.ensure_future(self._both_ways(reader, writer))
        self._relaying.add(both)
        both.add_done_callback(self._relaying.discard)

    async def _both_ways(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writers += [writer, far_writer]
        await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                self._loop.call_later(self._delay, writer.write, data)
        except ConnectionError:
            writer.transport.abort()
        self._loop.call_later(self._delay, writer.close)


@contextmanager
def distance(port: int, round_trip_s: float) -> Iterator[int]:
    """Yield a port from which the given one is `round_trip_s` away (the TCP handshake excepted)."""
    relay = Relay(port, round_trip_s / 2)
    thread = threading.Thread(target=relay.run)
    thread.start()
    relay.opened.wait(READY_S)
    try:
        yield relay.port
    finally:
        relay.stop()
        thread.join(READY_S)
