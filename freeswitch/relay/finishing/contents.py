"""What a file holds, as SHA-256 of the whole and of each part that is uploaded: both from one reading."""

import base64
import hashlib
import io
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from freeswitch.relay.children.child_life import Alive, nobody

MIB = 1024 * 1024
LEAST_PART, MOST_PARTS = 16 * MIB, 10_000
READ_BYTES = 256 * 1024


def part_size(size: int) -> int:
    """The same for the same file, so that an upload can be gone on with."""
    least = max(LEAST_PART, -(-size // (MOST_PARTS - 1)))
    return -(-least // MIB) * MIB


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was read; `changed_at` (ns) and `size` tell whether it still is that file."""

    size: int
    changed_at: int
    sha256: str
    # In base64, as S3 wants them.
    parts: tuple[str, ...]

    def still_of(self, path: Path) -> bool:
        """Whether nobody has written to the file since."""
        found = path.stat()
        return (found.st_size, found.st_mtime_ns) == (self.size, self.changed_at)


class HashedFile:
    """A file for whoever reads it mostly from front to back: what is read for the first time is hashed on the way."""

    def __init__(self, path: Path, alive: Alive = nobody) -> None:
        self._alive = alive
        self._file: io.FileIO = path.open("rb", buffering=0)
        found = path.stat()
        self._size, self._changed_at = found.st_size, found.st_mtime_ns
        self._part = part_size(self._size)
        self._at = self._hashed = 0
        self._whole, self._of_part = hashlib.sha256(), hashlib.sha256()
        # The whole is hashed beside the parts: hashing leaves the interpreter to others.
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="hash")
        self._hashing: Future[None] | None = None
        self._parts: list[str] = []

    def read(self, most: int = -1) -> bytes:
        data = self._file.read(most)
        self._alive()
        if self._at <= self._hashed < self._at + len(data):
            self._hash(memoryview(data)[self._hashed - self._at :])
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = self._file.seek(offset, whence)
        return self._at

    def tell(self) -> int:
        return self._at

    def contents(self) -> Contents:
        """Read what nobody has read yet, and tell what is in the file."""
        self.seek(self._hashed)
        while self.read(READ_BYTES):
            pass
        self._wait()
        # An empty file is one empty part.
        if not self._parts or self._hashed % self._part:
            self._parts.append(base64.b64encode(self._of_part.digest()).decode())
        return Contents(
            size=self._hashed, changed_at=self._changed_at, sha256=self._whole.hexdigest(), parts=tuple(self._parts)
        )

    def _hash(self, fresh: memoryview) -> None:
        # One piece at a time: they come in order, and no more than two are in memory.
        self._wait()
        self._hashing = self._beside.submit(self._whole.update, fresh)
        while fresh:
            piece = fresh[: self._part - self._hashed % self._part]
            self._of_part.update(piece)
            self._hashed += len(piece)
            fresh = fresh[len(piece) :]
            if self._hashed % self._part == 0:
                self._parts.append(base64.b64encode(self._of_part.digest()).decode())
                self._of_part = hashlib.sha256()

    def _wait(self) -> None:
        if self._hashing is not None:
            self._hashing.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._beside.shutdown()
        self._file.close()
