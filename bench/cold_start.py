"""What a cold Lambda costs: init, the first invocation against a warm one, and the memory of the process."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.asked import NODE, PASSWORD, REGISTER, tables_with
from bench.events import http_event
from bench.ratio import Ratio
from bench.stub_tables import served
from tests.build.runtime_stub import RuntimeStub

ROOT = Path(__file__).parents[1]
STARTS, WARM_CALLS = 5, 200

OURS = "import functions.directory.app"
# What nobody can do without: pynamodb, which is botocore, and one client.
LEAST = (
    "import pynamodb.models; from pynamodb.connection import Connection; "
    "Connection(region='eu-central-1', host='http://127.0.0.1:1').client"
)


def measure() -> list[Ratio]:
    with served(tables_with(1000)) as endpoint:
        environ = environment(endpoint)
        compile_sources()
        ours, least = starts(environ)
        first, warm, memory = invocations(environ)
    return [
        Ratio(
            "directory, init ÷ (import pynamodb.models + one client)", ours / least, 1.5, note=f"{ours * 1e3:.0f} ms"
        ),
        Ratio(
            "directory, first invoke ÷ warm p50 under awslambdaric", first / warm, 4.0, note=f"{warm * 1e3:.1f} ms warm"
        ),
        Ratio("directory, memory of the process", memory, note="peak, after 201 invocations", unit="MiB"),
    ]


def environment(endpoint: str) -> dict[str, str]:
    return {
        **os.environ,
        "AWS_ENDPOINT_URL_DYNAMODB": endpoint,
        # On a busy machine a start may take its time; what is measured is how long, not whether it gives up.
        "DYNAMODB_CONNECT_SECONDS": "5",
        "DYNAMODB_READ_SECONDS": "5",
    }


def compile_sources() -> None:
    """Compile as the build does; a start that compiles measures the compiler."""
    subprocess.run(
        [sys.executable, "-m", "compileall", "-q", str(ROOT / "functions")],
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
    )


def starts(environ: Mapping[str, str]) -> tuple[float, float]:
    """Return the CPU seconds of importing the function and of the least that any such function imports."""
    ours, least = [], []
    for _ in range(STARTS):
        ours.append(timed_import(OURS, environ))
        least.append(timed_import(LEAST, environ))
    return min(ours), min(least)


def timed_import(statement: str, environ: Mapping[str, str]) -> float:
    program = f"import time; started = time.process_time(); {statement}; print(time.process_time() - started)"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environ, cwd=ROOT, check=True, capture_output=True, text=True, timeout=120
    )
    return float(done.stdout.splitlines()[-1])


def invocations(environ: Mapping[str, str]) -> tuple[float, float, float]:
    """Return the seconds of the first invocation and of a warm one (median), and the peak memory in MiB."""
    event = http_event("/directory", REGISTER, NODE, PASSWORD)
    firsts, warms, memory = [], [], 0.0
    for _ in range(STARTS):
        with RuntimeStub() as stub, function(environ, stub) as process:
            taken = [seconds(stub, event) for _ in range(WARM_CALLS + 1)]
            memory = max(memory, peak_memory(process))
        firsts.append(taken[0])
        warms.append(median(taken[1:]))
    return min(firsts), min(warms), memory


@contextmanager
def function(environ: Mapping[str, str], stub: RuntimeStub) -> Iterator["subprocess.Popen[bytes]"]:
    """Start the function as Lambda does, and wait until it is through its init."""
    process = subprocess.Popen(
        [sys.executable, "-m", "awslambdaric", "functions.directory.app.handler"],
        env={**environ, "AWS_LAMBDA_RUNTIME_API": stub.address, "AWS_LAMBDA_FUNCTION_NAME": "bench"},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        stub.wait_until_asked()
        yield process
    finally:
        process.terminate()
        process.wait(10)


def seconds(stub: RuntimeStub, event: object) -> float:
    started = time.perf_counter()
    answer = stub.invoke(event)
    taken = time.perf_counter() - started
    assert answer["statusCode"] == 200, answer
    return taken


def peak_memory(process: "subprocess.Popen[bytes]") -> float:
    status = Path(f"/proc/{process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0
