"""Writes down every second what has changed in the embedded services, and at their end."""

import sqlite3
import sys
import threading
from collections.abc import Callable
from typing import Any, Protocol

from infra.local.aws.keeping.objects import KeptObjects
from infra.local.aws.keeping.rows import KeptRows
from infra.local.aws.keeping.store import Store

# What a process loses that is killed: what came since the last time, and while that was written.
EVERY_SECONDS = 1.0


class Turn(Protocol):
    """Makes an act one that nobody else does anything beside, as those of one service are."""

    def __call__(self, act: Callable[[], Any], /) -> Callable[[], Any]: ...


class Keeper:
    """What changes in a process, brought into one file."""

    def __init__(self, store: Store, *, tables: Turn, buckets: Turn) -> None:
        self._store = store
        self._rows, self._objects = KeptRows(store), KeptObjects(store)
        self._row_changes = tables(self._rows.changes)
        self._object_changes = buckets(self._objects.changes)
        self._problem = ""

    def install(self) -> Callable[[], None]:
        """Put this before moto's own: what is kept comes back with its table or bucket. Gives what puts it back."""
        put_back = self._rows.install(), self._objects.install()

        def everything() -> None:
            for one in put_back:
                one()

        return everything

    def save(self) -> None:
        """Keep what has changed, at one moment of the tables: no transaction is kept in part.

        Raises:
            sqlite3.Error: it was not kept, and is tried again the next time.
        """
        # Rows name objects that were there before them, so the objects are looked at last.
        rows = self._row_changes()
        gone, new = self._object_changes()
        if not (rows or gone or new):
            return
        try:
            self._store.write(rows, gone, new)
        except sqlite3.Error:
            self._rows.again()
            self._objects.again()
            raise
        self._objects.done(gone, new)

    def run(self, ending: threading.Event) -> bool:
        """Keep until the end; gives whether the last time succeeded. What goes wrong is said once, on stderr."""
        while not ending.wait(EVERY_SECONDS):
            self._try()
        return self._try()

    def _try(self) -> bool:
        try:
            self.save()
        except sqlite3.Error as error:
            if str(error) != self._problem:
                print(f"the data cannot be kept at this moment ({error}); it is tried again", file=sys.stderr)
            self._problem = str(error)
            return False
        if self._problem:
            print("the data are kept again", file=sys.stderr)
        self._problem = ""
        return True
