"""Recordings on their way to S3: against boto3's own upload, read once, in flat memory, and not in anybody's way."""

import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import boto3

from bench.ratio import Ratio
from bench.relay import moto_process
from bench.relay_parts import COMMAND, PASSWORD, stand_in
from freeswitch.relay.finishing.__main__ import step_back
from freeswitch.relay.finishing.upload import MIB, THREADS, Target, Upload, make_client
from freeswitch.relay.parts import connect

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET, REGION = "bench", "us-east-1"
FILE_MIB, ROUNDS = 96, 5
SMALL_MIB, LARGE_MIB = 64, 2048
COMMANDS, UPLOADS, TURNS = 300, 3, 4
# Bytes a second of a gigabit line, which the three share.
LINE = 125e6


def measure() -> list[Ratio]:
    """All measurements of outputs."""
    with tempfile.TemporaryDirectory() as folder, moto_process() as aws:
        os.environ["AWS_ENDPOINT_URL"] = aws
        try:
            boto3.client("s3", region_name=REGION).create_bucket(Bucket=BUCKET)
            file = Path(folder) / "film.mp4"
            with file.open("wb") as opened:
                for _ in range(FILE_MIB):
                    opened.write(os.urandom(MIB))
            speed, with_copy = upload_speed(file)
            quiet, busy = command_times(file)
        finally:
            del os.environ["AWS_ENDPOINT_URL"]
        small, read_once = peak_memory(Path(folder), SMALL_MIB)
        large, _ = peak_memory(Path(folder), LARGE_MIB)
    return [
        Ratio(
            "whole upload with its hash ÷ plain boto3 upload_file (speed)", with_copy, least=0.8, note=f"{FILE_MIB} MiB"
        ),
        Ratio("the same without the copy that writes the hash into the metadata", speed, note="reported"),
        Ratio("bytes read ÷ size of the file, hashed and sent", read_once, 1.01),
        Ratio(f"peak memory, {LARGE_MIB} MiB file ÷ {SMALL_MIB} MiB file", large / small, 1.2, note="S3 left out"),
        Ratio(
            "p95 of an event socket round trip beside three uploads ÷ quiet",
            busy / quiet,
            1.5,
            note=f"{quiet * 1e6:.0f} µs",
        ),
    ]


class CopyTimed:
    """A client that knows how long S3 took for the copy that writes the hash into the metadata."""

    def __init__(self, client: "S3Client") -> None:
        self._client, self.seconds = client, 0.0

    def __getattr__(self, name: str) -> object:
        return getattr(self._client, name)

    def copy_object(self, **arguments: object) -> object:
        began = time.perf_counter()
        copied: object = self._client.copy_object(**arguments)  # type: ignore[arg-type]  # passed on as they are
        self.seconds = time.perf_counter() - began
        return copied


def upload_speed(file: Path) -> tuple[float, float]:
    """How fast ours is against boto3's, taking turns, the best of each: the transfer, and with the copy inside S3."""
    ours, theirs, whole = [], [], []
    client = CopyTimed(make_client(REGION))
    plain = boto3.client("s3", region_name=REGION)
    for number in range(ROUNDS):
        began = time.perf_counter()
        plain.upload_file(str(file), BUCKET, f"plain-{number}")
        theirs.append(time.perf_counter() - began)
        began = time.perf_counter()
        upload_once(client, file, f"ours-{number}")
        whole.append(time.perf_counter() - began)
        ours.append(whole[-1] - client.seconds)
        for key in (f"plain-{number}", f"ours-{number}"):
            plain.delete_object(Bucket=BUCKET, Key=key)
    return min(theirs) / min(ours), min(theirs) / min(whole)


def upload_once(client: object, file: Path, key: str) -> str:
    target = Target(BUCKET, key, "video/mp4")
    return Upload(client, file, target, file.with_name(f"{key}.upload.json")).run()  # type: ignore[arg-type]  # or one that keeps nothing


class KeepsNothing:
    """S3 without S3: whatever comes is thrown away, at the speed of a line if one is given."""

    def __init__(self, size: int, bytes_a_second: float = 0) -> None:
        self._seconds_a_byte = THREADS / bytes_a_second if bytes_a_second else 0.0
        self._size, self._sizes, self._whole = size, dict[int, int](), ""

    def head_object(self, **_: object) -> dict[str, object]:
        return {"ContentLength": self._size if self._whole else -1, "Metadata": {"sha256": self._whole}}

    def create_multipart_upload(self, **_: object) -> dict[str, str]:
        return {"UploadId": "1"}

    def upload_part(self, *, PartNumber: int, Body: bytes, **_: object) -> dict[str, str]:  # noqa: N803  # AWS's names
        self._sizes[PartNumber] = len(Body)
        time.sleep(len(Body) * self._seconds_a_byte)
        return {"ETag": str(PartNumber)}

    def get_paginator(self, _: str) -> "KeepsNothing":
        return self

    def paginate(self, **_: object) -> list[dict[str, object]]:
        parts = [{"PartNumber": number, "Size": size, "ETag": str(number)} for number, size in self._sizes.items()]
        return [{"Parts": parts}]

    def complete_multipart_upload(self, **_: object) -> dict[str, str]:
        return {}

    def copy_object(self, *, Metadata: dict[str, str], **_: object) -> dict[str, object]:  # noqa: N803  # AWS's names
        self._whole = Metadata["sha256"]
        return {"CopyObjectResult": {}}


def peak_memory(folder: Path, mib: int) -> tuple[float, float]:
    """Peak resident memory of a fresh process that uploads a file of that size, and how often it read it."""
    file = folder / f"{mib}.mp4"
    with file.open("wb") as opened:
        opened.truncate(mib * MIB)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_upload_into_nothing, args=(theirs, str(file)))
    process.start()
    peak, read = ours.recv()
    process.join()
    file.unlink()
    return float(peak), float(read)


def _upload_into_nothing(pipe: Connection, path: str) -> None:
    file = Path(path)
    before = _bytes_read()
    upload_once(KeepsNothing(file.stat().st_size), file, "nothing")
    read = (_bytes_read() - before) / file.stat().st_size
    pipe.send((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, read))


def _bytes_read() -> int:
    """What this process has read so far, from wherever."""
    if sys.platform != "linux":
        return 0
    line = next(line for line in Path("/proc/self/io").read_text().splitlines() if line.startswith("rchar"))
    return int(line.partition(":")[2])


def command_times(file: Path) -> tuple[float, float]:
    """p95 of the relay's command, without and with uploads beside it."""
    with stand_in() as port:
        esl = connect("127.0.0.1", port, PASSWORD, on_event=None, on_garbage=None)

        def p95() -> float:
            times = []
            for _ in range(COMMANDS):
                began = time.perf_counter()
                esl.api(COMMAND)
                times.append(time.perf_counter() - began)
                # A conference's commands come with pauses between them.
                time.sleep(0.002)
            return statistics.quantiles(times, n=20)[-1]

        p95()
        quiet, busy = [], []
        # Taking turns, so that what else runs on the machine is shared; the best of each.
        for _ in range(TURNS):
            quiet.append(p95())
            with uploads(file):
                busy.append(p95())
        esl.abandon()
    return min(quiet), min(busy)


@contextmanager
def uploads(file: Path) -> Iterator[None]:
    """Three processes that upload again and again, as nice as the finishing process is."""
    context = multiprocessing.get_context("spawn")
    with ExitStack() as running:
        for number in range(UPLOADS):
            process = context.Process(target=_upload_for_ever, args=(str(file), f"busy-{number}"), daemon=True)
            process.start()
            running.callback(process.join)
            running.callback(process.kill)
        time.sleep(3)
        yield


def _upload_for_ever(path: str, key: str) -> None:
    step_back()
    # S3 is elsewhere: its stand-in on the same cores would be what is measured.
    while True:
        upload_once(KeepsNothing(Path(path).stat().st_size, LINE / UPLOADS), Path(path), key)


if __name__ == "__main__":
    for measured in measure():
        print(measured)
