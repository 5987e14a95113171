"""The file that holds what is kept: SQLite, so that each writing is done as a whole or not, whoever is killed."""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

# Says what the file is, where SQLite has a place for it (https://www.sqlite.org/pragma.html#pragma_application_id).
APPLICATION = 0x46466C73
VERSION = 1
FILE = "services.sqlite"
# SQLite takes at most 1,000,000,000 bytes at once (https://www.sqlite.org/limits.html); a film may be longer.
PART_BYTES = 8 * 1024 * 1024

_TABLES = """
CREATE TABLE rows (of TEXT, key TEXT, item TEXT NOT NULL, PRIMARY KEY (of, key)) WITHOUT ROWID;
CREATE TABLE objects (
    id INTEGER PRIMARY KEY, bucket TEXT, name TEXT, version TEXT, place INTEGER NOT NULL, about TEXT NOT NULL,
    UNIQUE (bucket, name, version)
);
CREATE TABLE parts (
    object INTEGER REFERENCES objects ON DELETE CASCADE, number INTEGER, content BLOB NOT NULL,
    PRIMARY KEY (object, number)
);
"""


class CannotKeep(Exception):
    """This file is not one of ours, or not one that we can read; the text says what is wrong with it."""


class Row(NamedTuple):
    """A table's row; without an item it is gone."""

    table: str
    key: str
    item: str | None


class Version(NamedTuple):
    """Which version of which object, of what place among its object's versions, and what S3 says about it, as JSON."""

    bucket: str
    name: str
    version: str
    place: int = 0
    about: str = ""


class Store:
    """The open file.

    Raises:
        CannotKeep: it is another program's, of another version, or damaged.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        # SQLite gives the files beside it the same rights: passwords' hashes and people's names are this user's only.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self.close()
            raise CannotKeep(f"{path} cannot be read as a file of the local stack ({error})") from error
        except CannotKeep:
            self.close()
            raise

    def _open(self) -> None:
        application, version = self._pragma("application_id"), self._pragma("user_version")
        is_empty = self._pragma("schema_version") == 0
        if not is_empty and application != APPLICATION:
            raise CannotKeep(f"{self._path} is the SQLite file of another program")
        if not is_empty and version != VERSION:
            raise CannotKeep(f"{self._path} is of version {version}, and this program reads version {VERSION}")
        told = self._pragma("quick_check")
        if told != "ok":
            raise CannotKeep(f"{self._path} is damaged: {told}")
        # A process that is killed loses no transaction so, and a power cut the last ones at most.
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        if is_empty:
            marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
            self._connection.executescript(f"BEGIN; {marks} {_TABLES} COMMIT;")

    def _pragma(self, name: str) -> object:
        return self._connection.execute(f"PRAGMA {name}").fetchone()[0]

    def write(self, rows: Sequence[Row], gone: Sequence[Version], new: Sequence[tuple[Version, bytes]]) -> None:
        """Keep all of it, or nothing.

        Raises:
            sqlite3.Error: nothing was kept, such as on a full disk.
        """
        with self._lock, self._transaction() as connection:
            connection.executemany(
                "DELETE FROM rows WHERE of = ? AND key = ?", [(row.table, row.key) for row in rows if row.item is None]
            )
            connection.executemany(
                "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", [row for row in rows if row.item is not None]
            )
            connection.executemany("DELETE FROM objects WHERE bucket = ? AND name = ? AND version = ?", [
                (one.bucket, one.name, one.version) for one in gone
            ])  # fmt: skip
            for version, content in new:
                self._put(version, content)

    def _put(self, version: Version, content: bytes) -> None:
        place = self._connection.execute(
            "INSERT INTO objects (bucket, name, version, place, about) VALUES (?, ?, ?, ?, ?)", version
        ).lastrowid
        for number, start in enumerate(range(0, len(content), PART_BYTES)):
            self._connection.execute(
                "INSERT INTO parts VALUES (?, ?, ?)", (place, number, content[start : start + PART_BYTES])
            )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException:
            # A full disk ends a transaction by itself.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def rows_of(self, table: str) -> list[str]:
        """Give the kept items of a table, as JSON."""
        with self._lock:
            return [item for (item,) in self._connection.execute("SELECT item FROM rows WHERE of = ?", (table,))]

    def versions_of(self, bucket: str) -> list[tuple[Version, bytes]]:
        """Give a bucket's objects, the versions of each in the order in which they came, with their content."""
        found = []
        with self._lock:
            every = self._connection.execute(
                "SELECT id, bucket, name, version, place, about FROM objects WHERE bucket = ? ORDER BY name, place",
                (bucket,),
            ).fetchall()
            for number, *about in every:
                parts = self._connection.execute(
                    "SELECT content FROM parts WHERE object = ? ORDER BY number", (number,)
                )
                found.append((Version(*about), b"".join(part for (part,) in parts)))
        return found

    def close(self) -> None:
        """Close the file; whatever was written is in it."""
        with self._lock:
            self._connection.close()
