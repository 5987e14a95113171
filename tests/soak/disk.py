"""The recordings' disk: a small file system of its own where we may mount one, so that it can really be full."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE_MB = 64
BALLAST = "ballast"
CHUNK = bytes(1 << 20)


class Disk:
    """A folder; `is_real` where it is a file system of its own that `fill` fills to the last byte."""

    def __init__(self, folder: Path, *, is_real: bool) -> None:
        self.folder = folder
        self.is_real = is_real

    def fill(self) -> None:
        """Leave nothing free."""
        with (self.folder / BALLAST).open("ab", buffering=0) as ballast:
            try:
                while ballast.write(CHUNK):
                    pass
            except OSError:
                return  # full: as wished

    def free(self) -> None:
        """Give the space back."""
        (self.folder / BALLAST).unlink(missing_ok=True)


@contextmanager
def recordings_disk(folder: Path, *, mount: bool = True) -> Iterator[Disk]:
    """Mount a small tmpfs there if we may; otherwise the folder is a plain one, whose disk we do not fill."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = (
        mount and os.geteuid() == 0 and _run("mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(folder))
    )
    try:
        yield Disk(folder, is_real=mounted)
    finally:
        if mounted:
            _run("umount", "--lazy", str(folder))


def _run(*words: str) -> bool:
    return subprocess.run(words, capture_output=True, check=False, timeout=20).returncode == 0
