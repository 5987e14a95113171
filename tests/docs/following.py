"""Somebody who follows a page: types what it shows, line by line, in a folder of their own before a running stack."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from infra.local.ports import free_port
from tests.docs.snippets import ROOT, files, lost_line, named, steps
from tests.infra.local.running import RunningStack, newcomers_environment

# A page of programs that each begin anew takes a minute on two quiet processors.
SECONDS = 420.0
# What a folder of somebody has who has this repository.
_OURS = (".venv", "Makefile", "clients", "freeswitch", "functions", "infra")
# A service that this machine cannot reach, and what stands for it on this machine.
_INSTEAD = {'"preset": "youtube"': '"url": "rtmp://127.0.0.2:1935/live2"'}
_MARK = "@@ step {}"
_PRELUDE = """set -euo pipefail
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
curl() { command curl --fail-with-body --max-time 60 "$@"; }
make() { command make --no-print-directory -o .venv/.local "$@"; }
"""


def follow(page: Path, folder: Path, stack: RunningStack) -> list[str]:
    """Do everything that a page says, and return what did not come out as it says."""
    shown = steps(page)
    places = _places(stack)
    for ours in _OURS:
        (folder / ours).symlink_to(ROOT / ours)
    for name, text in files(page).items():
        (folder / name).write_text(_placed(text, places), encoding="utf-8")
    _install_ffctl(folder / "bin")
    lines = [_PRELUDE]
    for number, step in enumerate(shown):
        lines += [f"echo '{_MARK.format(number)}'", _placed(step.snippet.text, places)]
    status, printed = _run("\n".join([*lines, f"echo '{_MARK.format(len(shown))}'"]), folder, stack)
    told = []
    for number, step in enumerate(shown):
        part = printed.partition(_MARK.format(number) + "\n")[2].partition(_MARK.format(number + 1) + "\n")[0]
        lost = lost_line(_placed(step.shown, places), part)
        if lost is not None:
            told.append(f"{step.snippet}: {lost!r} is not in\n{part}")
    if status != 0 or _MARK.format(len(shown)) not in printed:
        told.append(f"{named(page)} ended with {status}:\n{printed[-4000:]}")
    return told


def _run(script: str, folder: Path, stack: RunningStack) -> tuple[int, str]:
    process = subprocess.Popen(
        [shutil.which("bash") or "bash", "-c", script],
        cwd=folder, env=_environment(stack, folder), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        printed, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        printed, _ = process.communicate()
    return process.returncode, printed


def _install_ffctl(programs: Path) -> None:
    """Put `ffctl` there, as its package installs it."""
    sources = os.pathsep.join(str(ROOT / "clients" / name / "src") for name in ("python", "ffctl"))
    programs.mkdir()
    program = programs / "ffctl"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={sources} exec {sys.executable} -m ffctl "$@"\n')
    program.chmod(0o755)


def _environment(stack: RunningStack, folder: Path) -> dict[str, str]:
    """A second terminal in which somebody has pasted the lines that the file of the running stack has."""
    pasted = dict(re.findall(r"^  export (\w+)=(.*)$", stack.more, re.MULTILINE))
    both = re.search(r"^  export API=(\S+) TOKEN=(\S+)$", stack.more, re.MULTILINE)
    assert both, stack.more
    unquoted = {name: value.strip("'") for name, value in pasted.items()}
    found = re.search(r"lines to try: +cat (\S+)", stack.text)
    assert found, stack.text
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    given = {"API": both[1], "TOKEN": both[2], "FILE": found[1], "PATH": path, "HOME": str(folder)}
    return newcomers_environment(**{**unquoted, **given})


def _places(stack: RunningStack) -> dict[str, str]:
    url = stack.told(r"functions +http://(127\.0\.0\.1:\d+)")
    ports = {f"{port}": str(free_port()) for port in (8300, 8400)}
    return {"127.0.0.1:3000": url, **ports, **_INSTEAD}


def _placed(text: str, places: dict[str, str]) -> str:
    for said, found in places.items():
        text = text.replace(said, found)
    return text
