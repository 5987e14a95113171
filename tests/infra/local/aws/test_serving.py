"""The embedded services keep a client's connection, wait for many at once, and take any name of an object."""

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import boto3
import pytest

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

KEY, SECRET = "AKIA" + "X" * 16, "y" * 40


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    environ = {**os.environ, "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    command = [sys.executable, "-m", "infra.local.aws.services", str(listening.fileno())]
    with subprocess.Popen(command, env=environ, pass_fds=[listening.fileno()]) as process:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        process.terminate()
    listening.close()


def client(service: str, address: str) -> Any:
    made: Any = boto3.client(
        service,  # type: ignore[call-overload]
        endpoint_url=address,
        region_name="eu-central-1",
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
    )
    return made


def test_one_connection_is_for_many_requests(address: str) -> None:
    """Also where the answer is no."""
    where = urlsplit(address)
    with closing(HTTPConnection(where.hostname or "", where.port, timeout=30)) as connection:
        connection.connect()
        first = connection.sock
        for _ in range(3):
            connection.request("POST", "/", body=b"x" * 5000)
            answer = connection.getresponse()
            answer.read()

            assert answer.status == 403
            assert connection.sock is first


def test_whoever_waits_for_messages_holds_up_nobody(address: str) -> None:
    queues: SQSClient = client("sqs", address)
    url = queues.create_queue(QueueName="awaited")["QueueUrl"]
    with ThreadPoolExecutor(32) as pool:
        waiting = [pool.submit(queues.receive_message, QueueUrl=url, WaitTimeSeconds=20) for _ in range(32)]
        for number in range(32):
            client("sqs", address).send_message(QueueUrl=url, MessageBody=str(number))

        bodies = [message["Body"] for one in waiting for message in one.result(15).get("Messages", [])]
    assert sorted(bodies, key=int) == [str(number) for number in range(32)]


@pytest.mark.parametrize("key", ["room/ö and space.mp4", "a%2Fb", "a//b", "q?uestion+plus"])
def test_an_object_may_be_called_anything(address: str, key: str) -> None:
    store: S3Client = client("s3", address)
    bucket = f"films-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
    store.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    store.put_object(Bucket=bucket, Key=key, Body=key.encode())

    assert store.get_object(Bucket=bucket, Key=key)["Body"].read() == key.encode()
    assert [one.get("Key") for one in store.list_objects_v2(Bucket=bucket).get("Contents", [])] == [key]


@pytest.mark.parametrize("kind", [None, "application/x-www-form-urlencoded", "image/png"])
def test_bytes_are_kept_whatever_their_sender_calls_them(address: str, kind: str | None) -> None:
    """`curl --upload-file` and `--data-binary` say different things of the same bytes."""
    store: S3Client = client("s3", address)
    bucket = f"uploads-{hashlib.sha256(str(kind).encode()).hexdigest()[:8]}"
    store.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    content = b"key=value&\x89PNG" + bytes(range(256)) * 300
    where = urlsplit(
        store.generate_presigned_url(
            "put_object", {"Bucket": bucket, "Key": "k", "ContentLength": len(content)}, ExpiresIn=60
        )
    )
    with closing(HTTPConnection(where.hostname or "", where.port, timeout=30)) as connection:
        connection.request("PUT", f"{where.path}?{where.query}", content, {"Content-Type": kind} if kind else {})
        assert connection.getresponse().status == 200

    assert store.get_object(Bucket=bucket, Key="k")["Body"].read() == content
