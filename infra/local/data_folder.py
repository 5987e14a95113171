"""The folder of `make run DATA=folder`: whether it can be used, and by one run at a time."""

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from infra.local.aws.keeping import store
from infra.local.aws.keeping.store import CannotKeep, Store
from infra.local.kept_credentials import FILE as SECRETS
from infra.local.kept_credentials import Unreadable, check

LOCK = "lock"
RECORDINGS = "recordings"
OURS = (SECRETS, store.FILE)
# A run that was killed just now still writes its last second down.
WAIT_SECONDS = 3.0
LOOK_SECONDS = 0.05


class BadFolder(Exception):
    """It cannot be used; the text says why, and what would be right."""


class DataFolder:
    """The folder, held from entering to leaving, and by every process that has `descriptor` open.

    Args:
        path: where it is; made if only its last part is missing.
        wait_seconds: how long somebody else may still hold it.
    """

    def __init__(self, path: Path, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self.path = path.absolute()
        self._wait_seconds = wait_seconds
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        """Take it.

        Raises:
            BadFolder: as above; nothing in it was changed.
        """
        try:
            self._make()
            self._hold()
        except OSError as error:
            raise BadFolder(f"DATA={self.path} cannot be used: {error.strerror}") from error
        try:
            check(self.path / SECRETS)
            Store(self.services).close()
            self.recordings.mkdir(mode=0o700, exist_ok=True)
        except (CannotKeep, Unreadable) as error:
            self._let_go()
            advice = "Move the folder away, or name another"
            raise BadFolder(f"DATA={self.path} cannot be used: {error}. {advice}") from error
        except OSError as error:
            self._let_go()
            raise BadFolder(f"DATA={self.path} cannot be used: {error.filename}: {error.strerror}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._let_go()

    @property
    def descriptor(self) -> int:
        """Of the lock's file, for a process that goes on writing when this one is gone."""
        if self._descriptor is None:
            raise ValueError("the folder is not held")
        return self._descriptor

    @property
    def services(self) -> Path:
        """Rows and objects of the embedded services."""
        return self.path / store.FILE

    @property
    def recordings(self) -> Path:
        """Where the stand-in records to."""
        return self.path / RECORDINGS

    def _make(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise BadFolder(f"DATA={self.path} is a file; name a folder")
        if not self.path.parent.is_dir():
            raise BadFolder(f"DATA={self.path} cannot be made: {self.path.parent} is no folder")
        self.path.mkdir(mode=0o700, exist_ok=True)
        # A run that was killed at its very beginning has left its lock.
        there = sorted(one.name for one in self.path.iterdir() if one.name != LOCK)
        if there and not set(OURS) & set(there):
            shown = ", ".join(there[:3]) + (" …" if there[3:] else "")
            raise BadFolder(f"DATA={self.path} holds something else ({shown}); name a new or an empty folder")

    def _hold(self) -> None:
        self._descriptor = os.open(self.path / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        os.set_inheritable(self._descriptor, True)
        deadline = time.monotonic() + self._wait_seconds
        while not self._locked():
            if time.monotonic() >= deadline:
                holder = os.read(self._descriptor, 20).decode(errors="replace").strip()
                self._let_go()
                whom = f" (process {holder})" if holder else ""
                raise BadFolder(f"DATA={self.path} is in use by another local stack{whom}; stop that, or name another")
            time.sleep(LOOK_SECONDS)
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def _locked(self) -> bool:
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
