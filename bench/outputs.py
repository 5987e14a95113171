"""Recordings on their way to S3: against boto3, read no more than needed, in flat memory, unobtrusive."""

import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

import boto3

from bench.films import film, with_void
from bench.ratio import Ratio
from bench.relay import moto_process
from bench.uploads import BUCKET, REGION, KeepsNothing, order
from freeswitch.relay.finishing.bucket import Destination
from freeswitch.relay.finishing.finish import finish
from freeswitch.relay.finishing.probe import examine
from freeswitch.relay.finishing.progress import Progress
from freeswitch.relay.finishing.upload import Upload

FILE_MIB, LONG_MIB, ROUNDS = 96, 256, 9
SMALL_MIB, LARGE_MIB = 64, 2048


def measure() -> list[Ratio]:
    """All measurements of outputs."""
    with tempfile.TemporaryDirectory() as folder, moto_process() as aws:
        os.environ["AWS_ENDPOINT_URL"] = aws
        try:
            boto3.client("s3", region_name=REGION).create_bucket(Bucket=BUCKET)
            file = film(Path(folder) / "r1.mkv", FILE_MIB)
            whole, sent = upload_speed(file)
            done = subprocess.run(
                [sys.executable, "-m", "bench.beside_uploads", str(film(Path(folder) / "long.mkv", LONG_MIB))],
                stdout=subprocess.PIPE,
                timeout=300,
                check=True,
            )
        finally:
            del os.environ["AWS_ENDPOINT_URL"]
        small, _, _ = peak_memory(Path(folder), SMALL_MIB)
        large, hashing, sending = peak_memory(Path(folder), LARGE_MIB)
    return [
        Ratio("hashed and uploaded (all that is done to a file) ÷ plain upload_file", whole, least=0.8, note="speed"),
        Ratio("uploaded, the hash known already ÷ plain upload_file", sent, least=0.8, note="speed"),
        Ratio("bytes read to look at the file and hash it ÷ its size", hashing, 1.01),
        Ratio("bytes read to send it ÷ its size", sending, 1.01),
        Ratio(f"peak memory, {LARGE_MIB} MiB file ÷ {SMALL_MIB} MiB file", large / small, 1.2, note="S3 left out"),
        *(Ratio(**one) for one in json.loads(done.stdout)),
    ]


def upload_speed(file: Path) -> tuple[float, float]:
    """Median over rounds that take turns: the whole way of a finished file, and its upload alone, against boto3's."""
    plain = boto3.client("s3", region_name=REGION)
    whole, sent = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        plain.upload_file(str(file), BUCKET, "plain")
        theirs = time.perf_counter() - began
        began = time.perf_counter()
        hashed = examine(file)
        hashing = time.perf_counter() - began
        wanted = order(file, "ours")
        assert hashed is not None
        # What a process that was killed before its upload leaves behind.
        Progress(Path(wanted.progress), file).note_examined(*hashed)
        began = time.perf_counter()
        result = finish(wanted)
        ours = time.perf_counter() - began
        assert result.state == "ready", result
        sent.append(theirs / ours)
        whole.append(theirs / (ours + hashing))
        for key in ("plain", "ours"):
            plain.delete_object(Bucket=BUCKET, Key=key)
    return statistics.median(whole), statistics.median(sent)


def peak_memory(folder: Path, mib: int) -> tuple[float, float, float]:
    """Peak memory of a fresh process that looks at, hashes and sends a file, and how often it read it for each."""
    file = with_void(film(folder / f"{mib}.mkv", 4), mib)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_upload_into_nothing, args=(theirs, str(file)))
    process.start()
    # Only the process holds that end now: where it dies, nobody waits for it.
    theirs.close()
    peak, hashing, sending = ours.recv()
    process.join()
    file.unlink()
    return float(peak), float(hashing), float(sending)


def _upload_into_nothing(pipe: Connection, path: str) -> None:
    file = Path(path)
    size, before = file.stat().st_size, _bytes_read()
    examined = examine(file)
    assert examined is not None
    between = _bytes_read()
    progress = Progress(file.with_suffix(".upload.json"), file)
    nothing = KeepsNothing(size, examined[1].sha256)
    Upload(nothing, file, examined[1], Destination(BUCKET, "nothing", "video/mp4"), progress).run()  # type: ignore[arg-type]
    after = _bytes_read()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pipe.send((peak, (between - before) / size, (after - between) / size))


def _bytes_read() -> int:
    """What this process has read so far, from wherever."""
    if sys.platform != "linux":
        return 0
    line = next(line for line in Path("/proc/self/io").read_text().splitlines() if line.startswith("rchar"))
    return int(line.partition(":")[2])


if __name__ == "__main__":
    for measured in measure():
        print(measured)
