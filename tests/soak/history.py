"""What was asked of the HTTP API and what it answered, in the order of asking."""

import threading
from pathlib import Path

import msgspec

CommandId = str


class Asked(msgspec.Struct, kw_only=True):
    """One request; `status` is 0 where no answer came. Times are seconds since 1970."""

    client: str
    method: str
    path: str
    body: object = None
    key: str | None = None
    wait: int = 0
    sent: float = 0.0
    answered: float = 0.0
    status: int = 0
    # A problem's code, or why there was no answer.
    code: str = ""
    # Of the command that it made or was about, as answered.
    command: CommandId = ""
    state: str = ""
    reason: str = ""
    finished_at: str | None = None
    # When the command was there, as its row says; 0 where none is known.
    created: float = 0.0


class Look(msgspec.Struct, kw_only=True):
    """What the API showed right after it had said `confirmed`: it must be so already."""

    at: float
    command: CommandId
    meeting: str
    # The call, or empty for the conference itself.
    call: str
    field: str
    expected: object
    shown: object


class History:
    """Everybody's requests; only grows."""

    def __init__(self, file: Path) -> None:
        self.asked: list[Asked] = []
        self.looks: list[Look] = []
        self._lock = threading.Lock()
        self._file = file.open("wb")

    def add(self, asked: Asked) -> None:
        """Note a request that has been answered, or will not be."""
        with self._lock:
            self.asked.append(asked)
            self._file.write(msgspec.json.encode(asked) + b"\n")

    def add_look(self, look: Look) -> None:
        with self._lock:
            self.looks.append(look)

    def close(self) -> None:
        self._file.close()
