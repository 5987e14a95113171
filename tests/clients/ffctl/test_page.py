"""docs/ffctl.md says what is so: its lines are pasted beside a running stack, its codes are those of the program."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from ffctl.app import NOUNS, app
from ffctl.endings import MEANINGS
from tests.infra.local.running import ROOT, RunningStack, eventually, newcomers_environment, running_stack

PAGE = (ROOT / "docs" / "ffctl.md").read_text(encoding="utf-8")
LINES = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
    if not line.startswith("export ")
]


@pytest.fixture(scope="module")
def stack() -> Iterator[RunningStack]:
    with running_stack() as running:
        running.wait_until_announced()
        url = running.told(r"functions +(http://127\.0\.0\.1:\d+)")
        # Its demo has people in a conference by then.
        assert eventually(lambda: httpx2.get(f"{url}/healthz").is_success, 60)
        yield running


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with `ffctl` in it, as the package installs it."""
    sources = os.pathsep.join(str(ROOT / "clients" / name / "src") for name in ("python", "ffctl"))
    program = tmp_path / "ffctl"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={sources}:$PYTHONPATH exec {sys.executable} -m ffctl "$@"\n')
    program.chmod(0o755)
    return tmp_path


def test_every_line_of_the_page_does_what_it_says(stack: RunningStack, programs: Path) -> None:
    url, token = stack.told(r"functions +(http://127\.0\.0\.1:\d+)"), stack.told(r"API token +(\S+)")
    environ = newcomers_environment(
        FFCTL_URL=url, FFCTL_TOKEN=token, PATH=f"{programs}{os.pathsep}{os.environ['PATH']}", HOME=str(programs)
    )
    assert len(LINES) > 10
    for line in LINES:
        done = subprocess.run(
            ["bash", "-c", line], env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
            check=False,
        )  # fmt: skip

        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        assert done.stdout, line
        assert token not in done.stdout + done.stderr, line


def test_every_exit_code_is_on_the_page() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", PAGE, re.MULTILINE)

    assert {int(code): meaning for code, meaning in rows} == MEANINGS


def test_every_noun_is_on_the_page() -> None:
    named = set(re.findall(r"`([a-z]+)`", PAGE.split("| noun |")[1].split("\n\n")[0]))
    nouns = {*NOUNS, *(one.name for one in app.registered_commands)} - {"profiles", "explain"}

    assert nouns - named == set()
