"""The embedded S3 keeps first writes, versions and locks as the real one does, in the buckets of template.yaml."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.s3.utils import _VersionedKeyStore

from infra.local.aws.buckets import install
from infra.local.aws.resources import create_resources
from infra.local.template import Template

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

REGION = "eu-central-1"
# Whoever comes in between gets this long to do so.
BETWEEN_SECONDS = 0.05


def buckets(**parameters: str) -> "tuple[S3Client, str, str]":
    """The client and the two buckets of a stack with these parameters."""
    template = Template(name="stack", region=REGION, parameters=parameters)
    create_resources(template, region=REGION)
    names = [str(template.resolve({"Ref": logical})) for logical in ("Recordings", "Stills")]
    return boto3.client("s3", region_name=REGION), names[0], names[1]


def refusal(error: pytest.ExceptionInfo[ClientError]) -> str:
    return error.value.response["Error"].get("Code", "")


@mock_aws
def test_a_first_write_does_not_overwrite() -> None:
    s3, films, stills = buckets()
    for bucket in (films, stills):
        s3.put_object(Bucket=bucket, Key="k", Body=b"first", IfNoneMatch="*")
        with pytest.raises(ClientError) as refused:
            s3.put_object(Bucket=bucket, Key="k", Body=b"second", IfNoneMatch="*")

        assert refusal(refused) == "PreconditionFailed"
        assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"first"


@mock_aws
def test_neither_does_an_upload_in_parts() -> None:
    s3, films, _ = buckets()
    upload = s3.create_multipart_upload(Bucket=films, Key="k")["UploadId"]
    part = s3.upload_part(Bucket=films, Key="k", UploadId=upload, PartNumber=1, Body=b"second")
    s3.put_object(Bucket=films, Key="k", Body=b"first")
    with pytest.raises(ClientError) as refused:
        s3.complete_multipart_upload(
            Bucket=films,
            Key="k",
            UploadId=upload,
            MultipartUpload={"Parts": [{"ETag": part["ETag"], "PartNumber": 1}]},
            IfNoneMatch="*",
        )

    assert refusal(refused) == "PreconditionFailed"
    assert s3.get_object(Bucket=films, Key="k")["Body"].read() == b"first"


@mock_aws
def test_a_film_that_is_overwritten_or_deleted_leaves_its_version_and_a_still_does_not() -> None:
    s3, films, stills = buckets()
    for bucket in (films, stills):
        for body in (b"first", b"second"):
            s3.put_object(Bucket=bucket, Key="k", Body=body)
        s3.delete_object(Bucket=bucket, Key="k")

    kept = s3.list_object_versions(Bucket=films, Prefix="k")
    assert [
        s3.get_object(Bucket=films, Key="k", VersionId=one["VersionId"])["Body"].read() for one in kept["Versions"]
    ] == [
        b"second",
        b"first",
    ]
    assert s3.list_object_versions(Bucket=stills, Prefix="k").get("Versions", []) == []


@mock_aws
def test_a_stack_with_a_lock_keeps_a_film_for_its_days_and_no_still() -> None:
    s3, films, stills = buckets(RecordingsLockDays="30", RecordingsLockMode="COMPLIANCE")
    version = s3.put_object(Bucket=films, Key="k", Body=b"a film")["VersionId"]
    s3.put_object(Bucket=stills, Key="k", Body=b"a still")
    until = s3.head_object(Bucket=films, Key="k")["ObjectLockRetainUntilDate"]
    with pytest.raises(ClientError) as refused:
        s3.delete_object(Bucket=films, Key="k", VersionId=version)
    s3.delete_object(Bucket=stills, Key="k")

    assert refusal(refused) == "AccessDenied"
    assert abs(until - datetime.now(UTC) - timedelta(days=30)) < timedelta(hours=25)
    assert s3.list_objects_v2(Bucket=stills)["KeyCount"] == 0


@mock_aws
def test_who_lists_while_others_put_and_delete_gets_an_answer(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(install())
    s3, _, stills = buckets()
    for key in ("a", "b", "c"):
        s3.put_object(Bucket=stills, Key=key, Body=b"a still")
    listing = threading.Event()
    go_through = _VersionedKeyStore._iteritems

    def slow(self: _VersionedKeyStore) -> Iterator[Any]:
        listing.set()
        for each in go_through(self):
            yield each
            time.sleep(BETWEEN_SECONDS)

    def others() -> None:
        assert listing.wait(5)
        s3.delete_object(Bucket=stills, Key="c")
        s3.put_object(Bucket=stills, Key="d", Body=b"a still")

    monkeypatch.setattr(_VersionedKeyStore, "_iteritems", slow)
    monkeypatch.setattr(_VersionedKeyStore, "items", slow)
    with ThreadPoolExecutor() as pool:
        beside = pool.submit(others)
        first = [one["Key"] for one in s3.list_objects_v2(Bucket=stills)["Contents"]]
        beside.result(5)

    assert first == ["a", "b", "c"]
    assert [one["Key"] for one in s3.list_objects_v2(Bucket=stills)["Contents"]] == ["a", "b", "d"]
