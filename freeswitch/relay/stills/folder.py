"""The folder in memory that FreeSWITCH and the relay share.

A picture and its order for each still that is not stored yet, a sound for each text that is about to be spoken, and
nothing for long.
"""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from freeswitch.relay.stills.order import StoreOrder
from freeswitch.relay.telemetry.logs import logger
from functions.shared.commands.speaking import SPOKEN

PICTURE, PAPER = ".png", ".json"
SOUND, SPOKEN_PAPER = ".wav", ".text"
# What does not begin so is not ours, whatever folder somebody has named.
OURS = "still-"
MOST_TOLD = 1000


class Folder:
    """`STILLS_ROOT`; every path in it is made from an id."""

    def __init__(self, root: str) -> None:
        self.root = Path(root)
        self._told: set[str] = set()

    def prepare(self) -> None:
        """Make it, for FreeSWITCH and us only.

        Raises:
            OSError: it cannot be made, or somebody else has made it: anybody may write into /dev/shm.
        """
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.is_ours():
            raise PermissionError(f"{self.root} is not a folder of the relay's user, or anybody may write into it")

    def is_ours(self) -> bool:
        """Whether it is there, and nobody else can have put anything into it."""
        try:
            found = self.root.lstat()
        except FileNotFoundError:
            return False
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & stat.S_IWOTH

    def free_bytes(self) -> int:
        return shutil.disk_usage(self.root).free

    def picture(self, still: str) -> Path:
        return self.root / f"{OURS}{still}{PICTURE}"

    def paper(self, still: str) -> Path:
        return self.root / f"{OURS}{still}{PAPER}"

    def sound(self, spoken: str) -> Path:
        return self.root / f"{SPOKEN}{spoken}{SOUND}"

    def keep(self, order: StoreOrder) -> None:
        """Write the order beside the picture, so that the next relay finds it if this one dies."""
        paper = self.paper(order.row.id)
        fresh = paper.with_suffix(".new")
        fresh.write_bytes(msgspec.json.encode(order))
        fresh.replace(paper)

    def order(self, still: str) -> StoreOrder | None:
        """The order of a still whose picture is here, too; None where one of them is not, or cannot be read."""
        paper = self.paper(still)
        try:
            if self.is_ours() and self.picture(still).exists():
                return msgspec.json.decode(paper.read_bytes(), type=StoreOrder)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as problem:
            self._tell_once(paper, problem)
        return None

    def remove(self, still: str) -> None:
        """Remove a picture and its order.

        Raises:
            OSError: one of them cannot be removed.
        """
        self.picture(still).unlink(missing_ok=True)
        self.paper(still).unlink(missing_ok=True)

    def discard(self, still: str) -> None:
        """Remove what is of no use, if that can be."""
        try:
            self.remove(still)
        except OSError as problem:
            self._tell_once(self.paper(still), problem)

    def discard_spoken(self, spoken: str) -> None:
        """Remove a spoken text and its sound, if that can be."""
        for file in (self.sound(spoken), self.sound(spoken).with_suffix(SPOKEN_PAPER)):
            try:
                file.unlink(missing_ok=True)
            except OSError as problem:
                self._tell_once(file, problem)

    def orders(self) -> Iterator[StoreOrder]:
        """The stills that are still to be stored; an order that cannot be read is removed with its picture."""
        for paper in sorted(self.root.glob(f"{OURS}*{PAPER}")):
            try:
                order = msgspec.json.decode(paper.read_bytes(), type=StoreOrder)
            except FileNotFoundError:
                # Stored and removed in between.
                continue
            except OSError as problem:
                self._tell_once(paper, problem)
                continue
            except ValueError as problem:
                logger.error("an order of a still is none", extra={"still": paper.stem, "problem": str(problem)})
                self.discard(paper.stem.removeprefix(OURS))
                continue
            yield order

    def sweep(self, older_than: float, now: float) -> int:
        """Remove what lies here without an order for so many seconds: a relay died between picture and order."""
        removed = 0
        for file in (*self.root.glob(f"{OURS}*"), *self.root.glob(f"{SPOKEN}*")):
            try:
                lies = now - file.stat().st_mtime
                if file.suffix != PAPER and lies > older_than and not file.with_suffix(PAPER).exists():
                    file.unlink(missing_ok=True)
                    removed += 1
            except FileNotFoundError:
                continue
            except OSError as problem:
                self._tell_once(file, problem)
        return removed

    def _tell_once(self, file: Path, problem: Exception) -> None:
        """It is met again every few seconds."""
        if file.name not in self._told and len(self._told) < MOST_TOLD:
            self._told.add(file.name)
            logger.error("a file is of no use and stays", extra={"file": file.name, "problem": str(problem)})
