"""The README, step by step: the package built, installed into a fresh environment, and used against a local stack."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx2
import pytest

from functions.shared.version import VERSION
from infra.local.ports import free_port
from tests.infra.local.running import ROOT, RunningStack, eventually, running_stack

CLIENT = ROOT / "clients" / "python"
README = (CLIENT / "README.md").read_text(encoding="utf-8")
UV = Path(sys.executable).with_name("uv")
MEETING, WATCH, MUTE, RECEIVER = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def run(*command: object, seconds: float = 300.0) -> str:
    done = subprocess.run(
        [str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that has the wheel and what it says that it needs, and nothing else."""
    folder = tmp_path_factory.mktemp("package")
    run(UV, "build", "--quiet", "--wheel", "--out-dir", folder, CLIENT)
    (wheel,) = folder.glob("*.whl")
    assert wheel.name == f"freeswitch_functions_client-{VERSION}-py3-none-any.whl"
    run(UV, "venv", "--quiet", "--python", sys.executable, folder / "meetings")
    inside = folder / "meetings" / "bin" / "python"
    pinned = ("--constraint", ROOT / "requirements" / "dev.txt")
    run(UV, "pip", "install", "--quiet", "--python", inside, *pinned, wheel)
    return inside


@pytest.fixture(scope="module")
def stack() -> Iterator[RunningStack]:
    with running_stack() as running:
        running.wait_until_announced()
        url, _ = where(running)
        # Its demo has people in a conference by then.
        assert eventually(lambda: httpx2.get(f"{url}/healthz").is_success, 60)
        yield running


def where(stack: RunningStack) -> tuple[str, str]:
    """The address and a token, as the file says them that `make run` names."""
    return stack.told(r"functions +(http://127\.0\.0\.1:\d+)"), stack.told(r"API token +(\S+)")


@contextmanager
def running(python: Path, program: str, *arguments: str) -> Iterator[IO[str]]:
    """What a program prints that goes on until it is ended."""
    process = subprocess.Popen(
        [python, "-I", "-c", program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    # Whoever waits for a line of it then gets none.
    end = threading.Timer(120, process.kill)
    end.start()
    assert process.stdout
    with process.stdout:
        try:
            yield process.stdout
        finally:
            end.cancel()
            process.kill()
            process.wait(10)


def test_the_package_has_its_types_and_its_version(python: Path) -> None:
    program = """
import freeswitch_functions_client as client, importlib.metadata, pathlib
assert (pathlib.Path(client.__file__).parent / "py.typed").exists()
print(client.__version__, importlib.metadata.version("freeswitch-functions-client"))
"""
    assert run(python, "-I", "-c", program).split() == [VERSION, VERSION]


def test_a_guests_link_is_made_and_opens(python: Path, stack: RunningStack) -> None:
    url, token = where(stack)
    link = run(python, "-I", "-c", MEETING, url, token).strip()

    assert re.fullmatch(r"https?://[^/]+/call/#entry=[\w-]+", link)
    redeem = """
import sys
from freeswitch_functions_client import Api
from freeswitch_functions_client.schemas import Redeeming
print(Api(sys.argv[1]).redeem_entry(Redeeming(code=sys.argv[2], browser="b" * 22)).name)
"""
    assert run(python, "-I", "-c", redeem, url, link.partition("=")[2]).strip() == "Grace"


def test_somebody_is_muted_and_whoever_watches_sees_it(python: Path, stack: RunningStack) -> None:
    url, token = where(stack)
    with running(python, WATCH, url, token) as told:
        assert re.fullmatch(r"\d+ people\n", told.readline())
        muted = run(python, "-I", "-c", MUTE, url, token)
        kinds = set[str]()
        while "command.finished" not in kinds:
            line = told.readline()
            assert line, kinds
            kinds.add(line.split()[-1])

    assert re.search(r"muted: confirmed", muted)
    assert "member.changed" in kinds


def test_a_receiver_takes_what_the_stack_sends(python: Path, stack: RunningStack) -> None:
    url, token = where(stack)
    port = str(free_port())
    make = """
import sys
from freeswitch_functions_client import Api
from freeswitch_functions_client.schemas import WebhookBody
with Api(*sys.argv[1:3]) as api:
    print(api.put_webhook("crm", WebhookBody(url=f"http://127.0.0.1:{sys.argv[3]}/")).secret)
"""
    secret = run(python, "-I", "-c", make, url, token, port).strip()
    test = "import sys; from freeswitch_functions_client import Api; Api(*sys.argv[1:]).test_webhook('crm')"
    with running(python, RECEIVER, secret, port) as told:
        run(python, "-I", "-c", test, url, token)
        kinds = iter(lambda: told.readline().split()[:1], [])

        assert ["webhook.test"] in kinds
