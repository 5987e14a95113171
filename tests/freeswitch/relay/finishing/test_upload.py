"""Into S3 in parts: read once, resumed, verified, never twice."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from freeswitch.relay.finishing import upload
from freeswitch.relay.finishing.upload import LEAST_PART, MIB, StorageUnavailable, Target, Upload, part_size

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

TARGET = Target("films", "recordings/example.com/internal/r1.mp4", "video/mp4", retention_days=30)


@pytest.fixture
def s3() -> Iterator["S3Client"]:
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="films")
        yield client


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "r1.mp4"
    path.write_bytes(os.urandom(LEAST_PART * 2 + 12345))
    return path


class Counting:
    """A client that counts, and breaks when it is told to."""

    def __init__(self, client: "S3Client", break_at: str = "", after: int = 0) -> None:
        self._client = client
        self._break_at, self._after = break_at, after
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> object:
        def call(**arguments: object) -> object:
            self.calls.append(name)
            if name == self._break_at and self.calls.count(name) > self._after:
                raise ClientError({"Error": {"Code": "SlowDown", "Message": "no"}}, name)
            return getattr(self._client, name)(**arguments)

        return self._client.get_paginator if name == "get_paginator" else call


def run(client: object, file: Path) -> str:
    return Upload(client, file, TARGET, file.with_suffix(".upload.json")).run()  # type: ignore[arg-type]  # a counting one


def test_a_file_arrives_in_parts_with_the_hash_of_the_whole_in_its_metadata(s3: "S3Client", file: Path) -> None:
    counting = Counting(s3)
    whole = run(counting, file)
    held = s3.get_object(Bucket="films", Key=TARGET.key)

    assert whole == hashlib.sha256(file.read_bytes()).hexdigest()
    assert held["Body"].read() == file.read_bytes()
    assert (held["Metadata"]["sha256"], held["ContentType"]) == (whole, "video/mp4")
    assert counting.calls.count("upload_part") == 3
    assert not file.with_suffix(".upload.json").exists()


def test_the_file_is_read_once(s3: "S3Client", file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    pieces = Upload._pieces

    def counted(self: Upload) -> Iterator[tuple[int, bytes]]:
        for number, piece in pieces(self):
            read.append(len(piece))
            yield number, piece

    monkeypatch.setattr(Upload, "_pieces", counted)
    run(s3, file)

    assert sum(read) == file.stat().st_size


@pytest.mark.parametrize(
    "place", ["create_multipart_upload", "upload_part", "complete_multipart_upload", "copy_object", "head_object"]
)
def test_what_breaks_off_anywhere_is_gone_on_with(s3: "S3Client", file: Path, place: str) -> None:
    with pytest.raises(StorageUnavailable):
        run(Counting(s3, break_at=place, after=1 if place == "upload_part" else 0), file)
    again = Counting(s3)
    whole = run(again, file)

    assert s3.head_object(Bucket="films", Key=TARGET.key)["Metadata"]["sha256"] == whole
    assert s3.list_multipart_uploads(Bucket="films").get("Uploads", []) == []
    # What S3 has confirmed is not sent again, and a file that only lacks its last step is not sent at all.
    expected = {"complete_multipart_upload": 3, "copy_object": 0}
    assert again.calls.count("upload_part") <= expected.get(place, 3)


def test_what_is_there_already_is_not_sent_again(s3: "S3Client", file: Path) -> None:
    first = run(s3, file)
    again = Counting(s3)

    assert run(again, file) == first
    assert again.calls == ["head_object"]


def test_an_upload_that_s3_has_forgotten_begins_anew(s3: "S3Client", file: Path) -> None:
    noted = {"size": file.stat().st_size, "key": TARGET.key, "upload_id": "forgotten"}
    file.with_suffix(".upload.json").write_text(json.dumps(noted))

    assert run(s3, file) == hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_note_about_another_file_is_not_believed(s3: "S3Client", file: Path) -> None:
    file.with_suffix(".upload.json").write_text(json.dumps({"size": 1, "key": TARGET.key, "sha256": "wrong"}))

    assert run(s3, file) == hashlib.sha256(file.read_bytes()).hexdigest()


def test_without_its_bucket_the_file_stays(s3: "S3Client", file: Path) -> None:
    s3.delete_bucket(Bucket="films")

    with pytest.raises(StorageUnavailable, match="NoSuchBucket"):
        run(s3, file)
    assert file.exists()


def test_an_empty_file_is_one_part(s3: "S3Client", tmp_path: Path) -> None:
    (tmp_path / "r1.mp4").write_bytes(b"")

    assert run(s3, tmp_path / "r1.mp4") == hashlib.sha256(b"").hexdigest()


def test_parts_are_few_enough_for_the_largest_file() -> None:
    sizes = [1, 100 * MIB, 2048 * MIB, 5 * 1024 * 1024 * MIB]

    assert all(-(-size // part_size(size)) <= upload.MOST_PARTS for size in sizes)
    assert all(part_size(size) % MIB == 0 for size in sizes)
