"""The folder of this node with what its conferences name: FreeSWITCH reads there, and the relay alone writes.

A file lies in a folder named by its hash, under the name that its domain has for it: whoever has the same bytes has the
same file. What a meeting has named is noted beside, so that the next relay does not take it away from under it either.
"""

import hashlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final

from functions.shared.assets.asset import Placed

_HELD: Final = "held"
_CHUNK: Final = 256 * 1024
# FreeSWITCH may be another user.
_FOLDER_MODE, _FILE_MODE = 0o755, 0o644
# What is being written is older only where its relay died.
STRAY_SECONDS: Final = 3600.0


class OtherBytes(Exception):
    """What came is not what was looked at."""


class Shelf:
    """`keep` brings a file there; `path` gives it to whoever has it already."""

    def __init__(self, root: str, most_bytes: int) -> None:
        self.root = Path(root)
        self._most = most_bytes
        # Compared with their hash by this process.
        self._known: set[str] = set()

    def has(self, placed: Placed, name: str) -> bool:
        """Whether it was brought here under this name before."""
        return (self.root / placed.file(name)).exists()

    def path(self, placed: Placed, name: str) -> Path | None:
        """Where it lies, whole; None where it does not."""
        there = self._first(placed)
        if there is None:
            return None
        wanted = self.root / placed.file(name)
        if not wanted.exists():
            # The same bytes under another name.
            self._link(there, wanted)
        # By this it is seen when it was named last.
        os.utime(wanted.parent)
        return wanted

    def keep(self, placed: Placed, name: str, chunks: Callable[[], Iterator[bytes]]) -> Path:
        """Write it, compare it with its hash, and only then let it be seen under its name.

        Raises:
            OtherBytes: it is not what it should be.
            OSError: it cannot be written.
        """
        self.prepare()
        self.make_room(placed.bytes)
        wanted = self.root / placed.file(name)
        wanted.parent.mkdir(mode=_FOLDER_MODE, exist_ok=True)
        descriptor, partial = tempfile.mkstemp(dir=self.root, prefix=".coming-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                digest, size = hashlib.sha256(), 0
                for chunk in chunks():
                    size += len(chunk)
                    if size > placed.bytes:
                        raise OtherBytes(f"it has more than {placed.bytes} bytes")
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if digest.hexdigest() != placed.sha256:
                raise OtherBytes("it has another hash")
            Path(partial).chmod(_FILE_MODE)
            Path(partial).replace(wanted)
        finally:
            Path(partial).unlink(missing_ok=True)
        self._known.add(placed.sha256)
        return wanted

    def hold(self, placed: Placed, meeting: str) -> None:
        """Note that a meeting has named it."""
        folder = self.root / _HELD / meeting
        folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        (folder / placed.sha256).touch()

    def let_go(self, living: Collection[str]) -> None:
        """Forget what meetings that are over have named."""
        for folder in self._entries(self.root / _HELD):
            if folder.name not in living:
                shutil.rmtree(folder, ignore_errors=True)

    def make_room(self, more: int = 0) -> list[str]:
        """Remove what was named longest ago, and by no living meeting, until so much more fits; gives the hashes."""
        held = {note.name for folder in self._entries(self.root / _HELD) for note in self._entries(folder)}
        there = sorted((folder.stat().st_mtime, folder.name) for folder in self._entries(self.root) if _is_hash(folder))
        sizes = {name: self._size(self.root / name) for _, name in there}
        total, gone = sum(sizes.values()), []
        for _, name in there:
            if total + more <= self._most:
                break
            if name not in held:
                self._remove(name)
                total -= sizes[name]
                gone.append(name)
        return gone

    def sweep(self, now: float | None = None) -> None:
        """Remove what a relay that died was writing."""
        until = (time.time() if now is None else now) - STRAY_SECONDS
        for entry in self._entries(self.root):
            if entry.name.startswith(".coming-") and entry.stat().st_mtime < until:
                entry.unlink(missing_ok=True)

    def prepare(self) -> None:
        """Make the folder; what is there already stays.

        Raises:
            OSError: it cannot be used.
        """
        self.root.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        if not stat.S_ISDIR(self.root.lstat().st_mode):
            raise NotADirectoryError(str(self.root))

    def _first(self, placed: Placed) -> Path | None:
        """Any name under which it lies whole; what is not whole goes."""
        folder = self.root / placed.sha256
        for there in self._entries(folder):
            if placed.sha256 in self._known and there.stat().st_size == placed.bytes:
                return there
            if _hash_of(there) == placed.sha256:
                self._known.add(placed.sha256)
                return there
            there.unlink(missing_ok=True)
        return None

    def _link(self, there: Path, wanted: Path) -> None:
        try:
            os.link(there, wanted)
        except FileExistsError:
            pass

    def _remove(self, name: str) -> None:
        self._known.discard(name)
        shutil.rmtree(self.root / name, ignore_errors=True)

    def _size(self, folder: Path) -> int:
        return max((file.stat().st_size for file in self._entries(folder)), default=0)

    def _entries(self, folder: Path) -> list[Path]:
        try:
            return sorted(folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []


def _is_hash(folder: Path) -> bool:
    return len(folder.name) == 64 and folder.is_dir()


def _hash_of(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
