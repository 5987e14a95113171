"""Brings a file into S3 in parts, each with its SHA-256; read once, resumed where it stopped, verified at the end."""

import base64
import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef

MIB = 1024 * 1024
LEAST_PART, MOST_PARTS = 16 * MIB, 10_000
THREADS = 6
# Parts that are in memory at once: what is sent and one that is read.
IN_FLIGHT = THREADS + 1
# A single copy, which writes the hash into the object's metadata, takes this much.
LARGEST_COPY = 5 * 1024 * MIB


class StorageUnavailable(Exception):
    """S3 refuses, is slow or gone: the file stays, and it is tried again later."""


class NotTheSame(Exception):
    """What S3 holds is not what was sent; it is sent again from the start."""


@dataclass(frozen=True)
class Target:
    bucket: str
    key: str
    content_type: str
    retention_days: int = 0


def make_client(region: str) -> "S3Client":
    config = Config(
        connect_timeout=5,
        read_timeout=60,
        retries={"total_max_attempts": 4, "mode": "standard"},
        max_pool_connections=THREADS + 2,
    )
    return boto3.client("s3", region_name=region or None, config=config)


def part_size(size: int) -> int:
    """The same for the same file, so that an upload can be gone on with."""
    least = max(LEAST_PART, -(-size // (MOST_PARTS - 1)))
    return -(-least // MIB) * MIB


class Upload:
    """One file on its way; `progress` remembers the upload's id across a crash."""

    def __init__(self, client: "S3Client", path: Path, target: Target, progress: Path) -> None:
        self._client = client
        self._path = path
        self._target = target
        self._progress = progress
        self._size = path.stat().st_size
        self._part = part_size(self._size)
        self._bucket, self._key = target.bucket, target.key
        # A rule of the bucket may delete by it; 0 has no rule.
        self._tags = f"retention-days={target.retention_days}"

    def run(self) -> str:
        """Bring the file there; returns the SHA-256 of the whole.

        Raises:
            StorageUnavailable: not now.
        """
        try:
            return self._run()
        except (BotoCoreError, ClientError, OSError) as problem:
            raise StorageUnavailable(str(problem)) from problem

    def _run(self) -> str:
        noted = self._noted()
        there = self._there()
        if there is not None and there[0] == self._size and there[1]:
            return there[1]
        if there is not None and there[0] == self._size and noted.get("sha256"):
            # Only the last step was missing.
            return self._sign(noted["sha256"])
        upload_id, held = self._resume(noted.get("upload_id", ""))
        whole, parts = self._send(upload_id, held)
        digests = [base64.b64decode(part.get("ChecksumSHA256", "")) for part in parts]
        self._note(upload_id=upload_id, sha256=whole)
        self._check_parts(upload_id, parts)
        done = self._client.complete_multipart_upload(
            Bucket=self._bucket, Key=self._key, UploadId=upload_id, MultipartUpload={"Parts": parts}
        )
        joined = base64.b64encode(hashlib.sha256(b"".join(digests)).digest()).decode()
        told = done.get("ChecksumSHA256", "").partition("-")[0]
        if told and told != joined:
            raise StorageUnavailable("S3 put the parts together to something else")
        return self._sign(whole)

    def _resume(self, upload_id: str) -> tuple[str, dict[int, "CompletedPartTypeDef"]]:
        """Go on with an upload that was begun before, or begin one."""
        if upload_id:
            try:
                return upload_id, self._held(upload_id)
            except ClientError as problem:
                if problem.response.get("Error", {}).get("Code") != "NoSuchUpload":
                    raise
        begun = self._client.create_multipart_upload(
            Bucket=self._bucket,
            Key=self._key,
            ContentType=self._target.content_type,
            ChecksumAlgorithm="SHA256",
            Tagging=self._tags,
        )
        self._note(upload_id=begun["UploadId"])
        return begun["UploadId"], {}

    def _held(self, upload_id: str) -> dict[int, "CompletedPartTypeDef"]:
        """The parts that S3 holds in full, with the hash that it knows of them."""
        pages = self._client.get_paginator("list_parts").paginate(
            Bucket=self._bucket, Key=self._key, UploadId=upload_id
        )
        held: dict[int, CompletedPartTypeDef] = {}
        for part in (part for page in pages for part in page.get("Parts", [])):
            number = part["PartNumber"]
            if part["Size"] == self._expected(number) and part.get("ChecksumSHA256"):
                held[number] = {"PartNumber": number, "ETag": part["ETag"], "ChecksumSHA256": part["ChecksumSHA256"]}
        return held

    def _expected(self, number: int) -> int:
        return min(self._part, self._size - (number - 1) * self._part)

    def _send(
        self, upload_id: str, held: dict[int, "CompletedPartTypeDef"]
    ) -> tuple[str, list["CompletedPartTypeDef"]]:
        """Read the file once: each piece is hashed for itself and for the whole, and sent unless S3 has it."""
        whole = hashlib.sha256()
        parts: list[CompletedPartTypeDef] = []
        with ThreadPoolExecutor(THREADS, thread_name_prefix="upload") as pool:
            running: set[Future[CompletedPartTypeDef]] = set()
            try:
                for number, piece in self._pieces():
                    if len(running) >= IN_FLIGHT - 1:
                        done, running = wait(running, return_when=FIRST_COMPLETED)
                        parts += [one.result() for one in done]
                    running.add(pool.submit(self._send_part, upload_id, number, piece, held.get(number)))
                    # Beside the threads: hashing leaves the interpreter to them.
                    whole.update(piece)
                parts += [one.result() for one in running]
            except BaseException:
                for one in running:
                    one.cancel()
                raise
        return whole.hexdigest(), sorted(parts, key=lambda part: part.get("PartNumber", 0))

    def _pieces(self) -> Iterator[tuple[int, bytes]]:
        with self._path.open("rb") as file:
            number = 0
            # An empty file is one empty part.
            while (piece := file.read(self._part)) or number == 0:
                number += 1
                yield number, piece

    def _send_part(
        self, upload_id: str, number: int, piece: bytes, held: "CompletedPartTypeDef | None"
    ) -> "CompletedPartTypeDef":
        """Send a piece, unless S3 holds this very piece already."""
        checksum = base64.b64encode(hashlib.sha256(piece).digest()).decode()
        if held is not None and held.get("ChecksumSHA256") == checksum:
            return held
        answer = self._client.upload_part(
            Bucket=self._bucket,
            Key=self._key,
            UploadId=upload_id,
            PartNumber=number,
            Body=piece,
            ChecksumSHA256=checksum,
        )
        told = answer.get("ChecksumSHA256")
        if told and told != checksum:
            raise StorageUnavailable(f"S3 holds something else as part {number}")
        return {"PartNumber": number, "ETag": answer["ETag"], "ChecksumSHA256": checksum}

    def _check_parts(self, upload_id: str, parts: list["CompletedPartTypeDef"]) -> None:
        """Ask S3 what it holds, before anything is put together."""
        pages = self._client.get_paginator("list_parts").paginate(
            Bucket=self._bucket, Key=self._key, UploadId=upload_id
        )
        found = {part["PartNumber"]: part for page in pages for part in page.get("Parts", [])}
        for part in parts:
            number = part.get("PartNumber", 0)
            there = found.get(number)
            if there is None or there["Size"] != self._expected(number) or there["ETag"] != part.get("ETag"):
                raise StorageUnavailable(f"S3 does not hold part {number} as it was sent")

    def _sign(self, whole: str) -> str:
        """Write the hash of the whole into the object's metadata, where S3 itself hashes what it copies, and look."""
        if self._size <= LARGEST_COPY:
            copied = self._client.copy_object(
                Bucket=self._bucket,
                Key=self._key,
                CopySource={"Bucket": self._target.bucket, "Key": self._target.key},
                Metadata={"sha256": whole},
                MetadataDirective="REPLACE",
                ContentType=self._target.content_type,
                ChecksumAlgorithm="SHA256",
            )
            told = copied["CopyObjectResult"].get("ChecksumSHA256", "")
            if told and "-" not in told and base64.b64decode(told).hex() != whole:
                raise StorageUnavailable("S3 holds another file than was sent")
        else:
            self._sign_large(whole)
        there = self._there()
        if there is None or there != (self._size, whole):
            raise StorageUnavailable(f"S3 shows {there} and not {(self._size, whole)}")
        self._progress.unlink(missing_ok=True)
        return whole

    def _sign_large(self, whole: str) -> None:
        """The same for what a single copy does not take."""
        begun = self._client.create_multipart_upload(
            Bucket=self._bucket,
            Key=self._key,
            ContentType=self._target.content_type,
            Metadata={"sha256": whole},
            ChecksumAlgorithm="SHA256",
            Tagging=self._tags,
        )
        source = {"Bucket": self._target.bucket, "Key": self._target.key}
        parts: list[CompletedPartTypeDef] = []
        for number, start in enumerate(range(0, self._size, LARGEST_COPY // 5), 1):
            end = min(start + LARGEST_COPY // 5, self._size) - 1
            copied = self._client.upload_part_copy(
                Bucket=self._bucket,
                Key=self._key,
                UploadId=begun["UploadId"],
                PartNumber=number,
                CopySource=source,  # type: ignore[arg-type]  # the stubs want another name for the same
                CopySourceRange=f"bytes={start}-{end}",
            )["CopyPartResult"]
            checksum = copied.get("ChecksumSHA256")
            part: CompletedPartTypeDef = {"PartNumber": number, "ETag": copied["ETag"]}
            parts.append({**part, "ChecksumSHA256": checksum} if checksum else part)
        self._client.complete_multipart_upload(
            Bucket=self._bucket, Key=self._key, UploadId=begun["UploadId"], MultipartUpload={"Parts": parts}
        )

    def _there(self) -> tuple[int, str] | None:
        """Size and noted hash of the object, if there is one."""
        try:
            head = self._client.head_object(Bucket=self._bucket, Key=self._key)
        except ClientError as problem:
            # 403 is what S3 says of an object that is not there to whoever may not list the bucket.
            if problem.response.get("ResponseMetadata", {}).get("HTTPStatusCode") in (403, 404):
                return None
            raise
        return head["ContentLength"], head.get("Metadata", {}).get("sha256", "")

    def _noted(self) -> dict[str, str]:
        """What an earlier process noted about this very file."""
        try:
            noted = json.loads(self._progress.read_text())
        except (OSError, ValueError):
            return {}
        same = isinstance(noted, dict) and noted.get("size") == self._size and noted.get("key") == self._target.key
        return {name: str(noted[name]) for name in ("upload_id", "sha256") if noted.get(name)} if same else {}

    def _note(self, **facts: str) -> None:
        fresh = self._progress.with_suffix(".new")
        fresh.write_text(json.dumps({"size": self._size, "key": self._target.key, **facts}))
        fresh.replace(self._progress)
