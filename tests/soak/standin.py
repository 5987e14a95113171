"""The stand-in as the soak knows it: orders over its control port, and its diary, read as it is written."""

import socket
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from infra.fake_freeswitch.state.diary import Entry, Page
from infra.fake_freeswitch.state.truth import Truth
from infra.local.ports import HOST

ANSWER_SECONDS = 30.0
TURN_SECONDS = 0.1
PAGE = msgspec.json.Decoder(Page)


class Orders:
    """One connection to the control port; one thread's."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((HOST, port), ANSWER_SECONDS)
        self._stream = self._socket.makefile("rb")

    def give(self, order: str) -> str:
        """Give an order and return what became of it.

        Raises:
            OSError: the stand-in is gone, or takes longer than ANSWER_SECONDS.
        """
        self._socket.sendall(order.encode() + b"\n")
        answer = self._stream.readline()
        if not answer:
            raise ConnectionError("the stand-in has closed its control port")
        return answer.decode().rstrip("\n")

    def truth(self) -> Truth:
        """Every conference as it really is."""
        return msgspec.json.decode(self.give("state"), type=Truth)

    def close(self) -> None:
        self._stream.close()
        self._socket.close()


class DiaryReader:
    """Follows the diary in a thread of its own; `entries` only grows, `lost` should stay 0."""

    def __init__(self, port: int, file: Path) -> None:
        self.entries: list[Entry] = []
        self.lost = 0
        # call → conference, of everybody who is somewhere now.
        self.present: dict[str, str] = {}
        self._orders = Orders(port)
        self._file = file.open("wb")
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="diary", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Read to the end, then stop."""
        self._stopping.set()
        self._thread.join(ANSWER_SECONDS)
        self._orders.close()
        self._file.close()

    def wait_for(self, found: Callable[[Entry], bool], since: int, seconds: float) -> Entry | None:
        """The first entry from index `since` on for which this is so; None if none comes in time."""
        place = since

        def look() -> Entry | None:
            nonlocal place
            while place < len(self.entries):
                place += 1
                if found(self.entries[place - 1]):
                    return self.entries[place - 1]
            return None

        with self._changed:
            return self._changed.wait_for(look, seconds)

    def _run(self) -> None:
        while not self._stopping.is_set():
            while self._read():
                pass
            self._stopping.wait(TURN_SECONDS)
        while self._read():
            pass

    def _read(self) -> bool:
        page = PAGE.decode(self._orders.give(f"diary {self.entries[-1].number if self.entries else 0}"))
        with self._changed:
            self.lost += page.lost
            for entry in page.entries:
                self._take(entry)
            self.entries += page.entries
            self._changed.notify_all()
        return bool(page.entries)

    def _take(self, entry: Entry) -> None:
        self._file.write(msgspec.json.encode(entry) + b"\n")
        match entry.what:
            case "begin":
                self.present.clear()
            case "join":
                self.present[entry.call] = entry.conference
            case "leave":
                self.present.pop(entry.call, None)
