"""Brings a file into S3 in parts, each with its SHA-256; resumed where it stopped, verified at the end."""

import base64
import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from freeswitch.relay.children.child_life import Alive, nobody
from freeswitch.relay.finishing.bucket import (
    OTHER_BYTES,
    THREADS,
    Destination,
    Object,
    StorageTaken,
    StorageUnavailable,
)
from freeswitch.relay.finishing.contents import Contents, part_size
from freeswitch.relay.finishing.progress import Progress

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef


class Upload:
    """One file on its way; `progress` remembers the upload's id across a crash."""

    def __init__(
        self, client: "S3Client", path: Path, contents: Contents, target: Destination, progress: Progress
    ) -> None:
        self._object = Object(client, target)
        self._path = path
        self._contents = contents
        self._target = target
        self._progress = progress
        self._part = part_size(contents.size)

    def run(self, alive: Alive = nobody) -> None:
        """Bring the file there.

        Raises:
            StorageUnavailable: not now.
            StorageTaken: never, for another object has its key.
        """
        try:
            self._run(alive)
        except ClientError as problem:
            if problem.response.get("Error", {}).get("Code") in OTHER_BYTES:
                # Somebody wrote to the file after it was read: it is read again the next time.
                self._progress.forget()
            raise StorageUnavailable(str(problem)) from problem
        except (BotoCoreError, OSError) as problem:
            raise StorageUnavailable(str(problem)) from problem

    def _run(self, alive: Alive) -> None:
        wanted = (self._contents.size, self._contents.sha256)
        if (before := self._object.stored()) != wanted:
            if before is not None:
                raise StorageTaken(f"another object lies under {self._target.key}; it was not overwritten")
            upload_id, held = self._resume()
            parts = self._send(upload_id, held, alive)
            self._check_parts(upload_id, parts)
            told = self._completed(upload_id, parts, wanted)
            joined = b"".join(base64.b64decode(checksum) for checksum in self._contents.parts)
            if told and told != base64.b64encode(hashlib.sha256(joined).digest()).decode():
                raise StorageUnavailable("S3 put the parts together to something else")
            if (there := self._object.stored()) != wanted:
                raise StorageUnavailable(f"S3 shows {there} and not {wanted}")
        self._progress.forget()

    def _completed(self, upload_id: str, parts: "list[CompletedPartTypeDef]", wanted: tuple[int, str]) -> str:
        try:
            return self._object.complete(upload_id, parts)
        except StorageTaken:
            if self._object.stored() != wanted:
                raise
            # It was completed before, and the answer was lost.
            return ""

    def _resume(self) -> tuple[str, "dict[int, CompletedPartTypeDef]"]:
        """Go on with an upload that was begun before, or begin one; with the parts that S3 holds as they should be."""
        upload_id = self._progress.upload_id(self._target.bucket, self._target.key)
        parts = self._object.parts(upload_id) if upload_id else None
        if parts is None:
            # Killed before the next line, this one is forgotten: the bucket's rule for broken uploads ends it.
            upload_id = self._object.begin(self._contents.sha256)
            self._progress.note_upload(self._target.bucket, self._target.key, upload_id)
        held: dict[int, CompletedPartTypeDef] = {}
        for number, checksum in self._numbered():
            there = (parts or {}).get(number)
            if there and there["Size"] == self._expected(number) and there.get("ChecksumSHA256") == checksum:
                held[number] = {"PartNumber": number, "ETag": there["ETag"], "ChecksumSHA256": checksum}
        return upload_id, held

    def _numbered(self) -> Iterator[tuple[int, str]]:
        return enumerate(self._contents.parts, 1)

    def _expected(self, number: int) -> int:
        return min(self._part, self._contents.size - (number - 1) * self._part)

    def _send(
        self, upload_id: str, held: "dict[int, CompletedPartTypeDef]", alive: Alive
    ) -> "list[CompletedPartTypeDef]":
        """Send what S3 does not hold; one part for each thread is in memory."""
        parts = list(held.values())
        with self._path.open("rb") as file, ThreadPoolExecutor(THREADS, thread_name_prefix="upload") as pool:
            running: set[Future[CompletedPartTypeDef]] = set()
            try:
                for number, checksum in self._numbered():
                    if number in held:
                        continue
                    if len(running) >= THREADS:
                        done, running = wait(running, return_when=FIRST_COMPLETED)
                        parts += [one.result() for one in done]
                        alive()
                    running.add(pool.submit(self._send_part, upload_id, number, file.fileno(), checksum))
                for one in running:
                    parts.append(one.result())
                    alive()
            except BaseException:
                for one in running:
                    one.cancel()
                raise
        return sorted(parts, key=lambda part: part.get("PartNumber", 0))

    def _send_part(self, upload_id: str, number: int, file: int, checksum: str) -> "CompletedPartTypeDef":
        piece = os.pread(file, self._expected(number), (number - 1) * self._part)
        if len(piece) < self._expected(number):
            raise StorageUnavailable(f"the file became shorter while it was sent, seen at part {number}")
        part = self._object.send(upload_id, number, piece, checksum)
        if part.get("ChecksumSHA256") != checksum:
            raise StorageUnavailable(f"S3 holds something else as part {number}")
        return part

    def _check_parts(self, upload_id: str, parts: "list[CompletedPartTypeDef]") -> None:
        """Ask S3 what it holds, before anything is put together."""
        found = self._object.parts(upload_id) or {}
        for part in parts:
            number = part.get("PartNumber", 0)
            there = found.get(number)
            if there is None or there["Size"] != self._expected(number) or there["ETag"] != part.get("ETag"):
                raise StorageUnavailable(f"S3 does not hold part {number} as it was sent")
