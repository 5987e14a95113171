"""The bucket that a file goes to: what S3 is asked about one object and its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from functions.shared.outputs.retention import TAG
from functions.shared.version import USER_AGENT

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef, PartTypeDef

# As fast as six against boto3's own ten, and what a command waits beside three uploads is more even (bench.outputs).
THREADS = 3
# What S3 says of a part whose bytes are not those that were hashed.
OTHER_BYTES: Final = frozenset(
    {"BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch"}
)


class StorageTaken(Exception):
    """Something else lies under the key: it stays, and the file stays on the node."""


class StorageUnavailable(Exception):
    """S3 refuses, is slow or gone: the file stays, and it is tried again later."""


@dataclass(frozen=True)
class Destination:
    bucket: str
    key: str
    content_type: str
    retention_days: int = 0

    @property
    def tags(self) -> str:
        """What the bucket's lifecycle rules go by; 0 has no rule."""
        return f"{TAG}={self.retention_days}"


def make_client(region: str) -> "S3Client":
    config = Config(
        user_agent_extra=USER_AGENT,
        connect_timeout=5,
        read_timeout=60,
        retries={"total_max_attempts": 4, "mode": "standard"},
        max_pool_connections=THREADS + 2,
    )
    return boto3.client("s3", region_name=region or None, config=config)


def is_taken(problem: ClientError) -> bool:
    """Whether S3 refuses because there is an object already."""
    return problem.response.get("Error", {}).get("Code") == "PreconditionFailed"


class Object:
    """One object of the bucket, there already or on its way."""

    def __init__(self, client: "S3Client", target: Destination) -> None:
        self._client = client
        self._target = target
        self._bucket, self._key = target.bucket, target.key

    def stored(self) -> tuple[int, str] | None:
        """Size and noted hash of the object, if there is one."""
        try:
            head = self._client.head_object(Bucket=self._bucket, Key=self._key)
        except ClientError as problem:
            # 403 is what S3 says of an object that is not there to whoever may not list the bucket.
            if problem.response.get("ResponseMetadata", {}).get("HTTPStatusCode") in (403, 404):
                return None
            raise
        return head["ContentLength"], head.get("Metadata", {}).get("sha256", "")

    def begin(self, sha256: str) -> str:
        """Begin an upload that will carry the hash of the whole in its metadata; returns its id."""
        begun = self._client.create_multipart_upload(
            Bucket=self._bucket,
            Key=self._key,
            ContentType=self._target.content_type,
            ChecksumAlgorithm="SHA256",
            Metadata={"sha256": sha256},
            Tagging=self._target.tags,
        )
        return begun["UploadId"]

    def parts(self, upload_id: str) -> "Mapping[int, PartTypeDef] | None":
        """The parts that S3 holds, by number; None where it knows no such upload."""
        pages = self._client.get_paginator("list_parts").paginate(
            Bucket=self._bucket, Key=self._key, UploadId=upload_id
        )
        try:
            return {part["PartNumber"]: part for page in pages for part in page.get("Parts", [])}
        except ClientError as problem:
            if problem.response.get("Error", {}).get("Code") == "NoSuchUpload":
                return None
            raise

    def send(self, upload_id: str, number: int, piece: bytes, checksum: str) -> "CompletedPartTypeDef":
        """Send a part; S3 refuses it if its SHA-256 is another."""
        answer = self._client.upload_part(
            Bucket=self._bucket,
            Key=self._key,
            UploadId=upload_id,
            PartNumber=number,
            Body=piece,
            ChecksumSHA256=checksum,
        )
        return {
            "PartNumber": number,
            "ETag": answer["ETag"],
            "ChecksumSHA256": answer.get("ChecksumSHA256") or checksum,
        }

    def complete(self, upload_id: str, parts: "list[CompletedPartTypeDef]") -> str:
        """Have the parts put together where nothing is yet; returns the hash of their hashes, if S3 tells it.

        Raises:
            StorageTaken: there is an object already.
        """
        try:
            done = self._client.complete_multipart_upload(
                Bucket=self._bucket,
                Key=self._key,
                UploadId=upload_id,
                MultipartUpload={"Parts": parts},
                IfNoneMatch="*",
            )
        except ClientError as problem:
            if is_taken(problem):
                raise StorageTaken(f"another object lies under {self._key}; it was not overwritten") from problem
            raise
        return done.get("ChecksumSHA256", "").partition("-")[0]
