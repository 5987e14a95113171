"""Into S3 in parts: each with its hash, resumed, verified, never twice."""

import base64
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from freeswitch.relay.finishing.bucket import Destination, StorageTaken, StorageUnavailable
from freeswitch.relay.finishing.contents import LEAST_PART, Contents, HashedFile
from freeswitch.relay.finishing.probe import Probe
from freeswitch.relay.finishing.progress import Progress
from freeswitch.relay.finishing.upload import Upload

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

TARGET = Destination("films", "recordings/example.com/internal/r1.mp4", "video/mp4", retention_days=30)
LOOKED = Probe(seconds=1.0, has_video=True, has_sound=True, closed=True)


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
    """A client that counts, and breaks when it is told to; with what moto lacks of S3.

    S3 refuses a part whose checksum is wrong, and lists the checksums of the parts that it holds.
    """

    def __init__(self, client: "S3Client", break_at: str = "", after: int = 0, code: str = "SlowDown") -> None:
        self._client = client
        self._break_at, self._after, self._code = break_at, after, code
        self.calls: list[str] = []
        self.held: dict[int, str] = {}

    def __getattr__(self, name: str) -> Callable[..., object]:
        def call(**arguments: object) -> object:
            self.calls.append(name)
            if name == self._break_at and self.calls.count(name) > self._after:
                raise ClientError({"Error": {"Code": self._code, "Message": "no"}}, name)
            return getattr(self._client, name)(**arguments)

        return call

    def upload_part(self, **arguments: object) -> object:
        number, body, checksum = arguments["PartNumber"], arguments["Body"], arguments["ChecksumSHA256"]
        assert isinstance(number, int)
        assert isinstance(body, bytes)
        digest = hashlib.sha256(body).digest()
        if base64.b64encode(digest).decode() != checksum:
            raise ClientError({"Error": {"Code": "BadDigest", "Message": "other bytes"}}, "UploadPart")
        answer = self.__getattr__("upload_part")(**arguments)
        self.held[number] = checksum
        return answer

    def get_paginator(self, _: str) -> "Counting":
        return self

    def paginate(self, **arguments: object) -> Iterator[dict[str, object]]:
        for page in self._client.get_paginator("list_parts").paginate(**arguments):  # type: ignore[arg-type]  # as they are
            parts = [{**part, "ChecksumSHA256": self.held.get(part["PartNumber"], "")} for part in page["Parts"]]
            yield {"Parts": parts}

    def again(self) -> "Counting":
        """The same S3, well again."""
        fresh = Counting(self._client)
        fresh.held = self.held
        return fresh


def progress_of(file: Path) -> Progress:
    return Progress(file.with_suffix(".upload.json"), file)


def run(client: object, file: Path) -> str:
    """What the finishing process does: read the file unless that is noted, then send it."""
    progress = progress_of(file)
    if (noted := progress.examined()) is None:
        noted = LOOKED, read(file)
        progress.note_examined(*noted)
    contents = noted[1]
    Upload(client, file, contents, TARGET, progress).run()  # type: ignore[arg-type]  # a counting one
    return contents.sha256


def read(file: Path) -> Contents:
    with HashedFile(file) as opened:
        return opened.contents()


def test_a_file_arrives_in_parts_with_the_hash_of_the_whole_in_its_metadata(s3: "S3Client", file: Path) -> None:
    counting = Counting(s3)
    whole = run(counting, file)
    held = s3.get_object(Bucket="films", Key=TARGET.key)
    tags = s3.get_object_tagging(Bucket="films", Key=TARGET.key)["TagSet"]

    assert whole == hashlib.sha256(file.read_bytes()).hexdigest()
    assert held["Body"].read() == file.read_bytes()
    assert (held["Metadata"]["sha256"], held["ContentType"]) == (whole, "video/mp4")
    assert tags == [{"Key": "retention-days", "Value": "30"}]
    assert counting.calls.count("upload_part") == 3
    assert "copy_object" not in counting.calls
    assert not file.with_suffix(".upload.json").exists()


@pytest.mark.parametrize(
    ("place", "after", "most"),
    [
        ("create_multipart_upload", 0, 3),
        ("upload_part", 1, 2),
        ("complete_multipart_upload", 0, 0),
        ("head_object", 0, 3),
        ("head_object", 1, 0),
    ],
)
def test_what_breaks_off_anywhere_is_gone_on_with(
    s3: "S3Client", file: Path, place: str, after: int, most: int
) -> None:
    broken = Counting(s3, break_at=place, after=after)
    with pytest.raises(StorageUnavailable):
        run(broken, file)
    again = broken.again()
    whole = run(again, file)

    assert s3.head_object(Bucket="films", Key=TARGET.key)["Metadata"]["sha256"] == whole
    assert s3.list_multipart_uploads(Bucket="films").get("Uploads", []) == []
    # What S3 has confirmed is not sent again.
    assert again.calls.count("upload_part") <= most


def test_what_is_there_already_is_not_sent_again(s3: "S3Client", file: Path) -> None:
    first = run(s3, file)
    again = Counting(s3)

    assert run(again, file) == first
    assert again.calls == ["head_object"]


def test_an_upload_that_s3_has_forgotten_begins_anew(s3: "S3Client", file: Path) -> None:
    progress_of(file).note_examined(LOOKED, read(file))
    progress_of(file).note_upload(TARGET.bucket, TARGET.key, "forgotten")

    assert run(s3, file) == hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_note_about_a_file_that_was_written_to_since_is_not_believed(s3: "S3Client", file: Path) -> None:
    progress_of(file).note_examined(LOOKED, read(file))
    with file.open("ab") as opened:
        opened.write(b"more")

    assert run(s3, file) == hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_file_that_changes_unseen_is_refused_and_read_again(s3: "S3Client", file: Path) -> None:
    contents, times = read(file), file.stat()
    progress_of(file).note_examined(LOOKED, contents)
    with file.open("r+b") as opened:
        opened.write(b"other bytes at the same time and of the same length")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(StorageUnavailable, match="BadDigest"):
        run(Counting(s3), file)
    whole = run(Counting(s3), file)
    held = s3.get_object(Bucket="films", Key=TARGET.key)

    assert whole != contents.sha256
    assert held["Metadata"]["sha256"] == whole == hashlib.sha256(held["Body"].read()).hexdigest()


@pytest.mark.parametrize("code", ["AccessDenied", "SlowDown", "InternalError", "RequestTimeout"])
def test_what_s3_refuses_stays_for_later(s3: "S3Client", file: Path, code: str) -> None:
    with pytest.raises(StorageUnavailable, match=code):
        run(Counting(s3, break_at="upload_part", code=code), file)

    assert file.exists()
    assert progress_of(file).examined() is not None


def test_without_its_bucket_the_file_stays(s3: "S3Client", file: Path) -> None:
    s3.delete_bucket(Bucket="films")

    with pytest.raises(StorageUnavailable, match="NoSuchBucket"):
        run(s3, file)
    assert file.exists()


def test_an_empty_file_is_one_part(s3: "S3Client", tmp_path: Path) -> None:
    (tmp_path / "r1.mp4").write_bytes(b"")

    assert run(s3, tmp_path / "r1.mp4") == hashlib.sha256(b"").hexdigest()


def test_a_file_that_becomes_shorter_while_it_is_sent_is_no_shorter_object(s3: "S3Client", file: Path) -> None:
    contents = read(file)
    progress_of(file).note_examined(LOOKED, contents)
    with file.open("r+b") as opened:
        opened.truncate(LEAST_PART)
    with pytest.raises(StorageUnavailable, match="shorter"):
        Upload(Counting(s3), file, contents, TARGET, progress_of(file)).run()  # type: ignore[arg-type]  # a counting one
    assert "Contents" not in s3.list_objects_v2(Bucket="films")


def test_a_finished_film_is_not_overwritten_by_another_file_under_its_key(s3: "S3Client", file: Path) -> None:
    s3.put_object(Bucket="films", Key=TARGET.key, Body=b"the film")

    with pytest.raises(StorageTaken, match="not overwritten"):
        run(Counting(s3), file)

    assert s3.get_object(Bucket="films", Key=TARGET.key)["Body"].read() == b"the film"
    assert progress_of(file).examined() is not None


def test_neither_is_one_that_came_while_this_one_was_sent(s3: "S3Client", file: Path) -> None:
    class Meanwhile(Counting):
        def complete_multipart_upload(self, **arguments: object) -> object:
            s3.put_object(Bucket="films", Key=TARGET.key, Body=b"the film")
            return self.__getattr__("complete_multipart_upload")(**arguments)

    with pytest.raises(StorageTaken, match="not overwritten"):
        run(Meanwhile(s3), file)

    assert s3.get_object(Bucket="films", Key=TARGET.key)["Body"].read() == b"the film"


def test_a_completion_whose_answer_was_lost_is_seen_to_be_ours(s3: "S3Client", file: Path) -> None:
    class Lost(Counting):
        def complete_multipart_upload(self, **arguments: object) -> object:
            self.__getattr__("complete_multipart_upload")(**arguments)
            raise ClientError({"Error": {"Code": "PreconditionFailed", "Message": "there"}}, "CompleteMultipartUpload")

    whole = run(Lost(s3), file)

    assert s3.head_object(Bucket="films", Key=TARGET.key)["Metadata"]["sha256"] == whole
