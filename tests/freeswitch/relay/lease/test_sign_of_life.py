"""The sign that a relay's process lives: there until it has ended, and looked for only where it can be seen."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from freeswitch.relay.lease import sign_of_life
from freeswitch.relay.lease.sign_of_life import SignOfLife, is_gone, this_place

ROOT = Path(__file__).parents[4]
LIVES = (
    "import sys; from freeswitch.relay.lease.sign_of_life import SignOfLife;"
    "sign = SignOfLife('fs1'); print(sign.owner, flush=True); sys.stdin.read()"
)


@contextmanager
def another_process() -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A process with a sign, and its owner's name."""
    with subprocess.Popen(
        [sys.executable, "-c", LIVES], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_a_process_that_lives_is_not_gone() -> None:
    sign = SignOfLife("fs1")
    with another_process() as (_, owner):
        assert (is_gone(sign.owner), is_gone(owner)) == (False, False)


def test_one_that_was_killed_is_gone() -> None:
    with another_process() as (process, owner):
        process.kill()
        process.wait(10)
        assert is_gone(owner)
        # To look takes nothing away.
        assert is_gone(owner)


def test_one_that_ended_by_itself_is_gone() -> None:
    with another_process() as (process, owner):
        process.communicate("", timeout=10)
        assert is_gone(owner)


def test_one_that_stands_still_is_not_gone() -> None:
    with another_process() as (process, owner):
        os.kill(process.pid, signal.SIGSTOP)
        assert os.waitpid(process.pid, os.WUNTRACED)[1] != 0
        assert not is_gone(owner)


def test_two_of_one_process_have_signs_of_their_own() -> None:
    first, second = SignOfLife("fs1"), SignOfLife("fs1")
    owner = first.owner
    assert owner != second.owner
    del first

    assert (is_gone(owner), is_gone(second.owner)) == (True, False)


def test_of_one_on_another_host_nobody_here_can_tell() -> None:
    with another_process() as (process, owner):
        process.kill()
        process.wait(10)
        name, _, _ = owner.rpartition("@")
        assert not is_gone(f"{name}@{'0' * len(this_place())}")


@pytest.mark.parametrize("owner", ["fs1-6f9c", "", "@", "fs1@"])
def test_of_one_that_never_had_a_sign_nobody_can_tell(owner: str) -> None:
    assert not is_gone(owner)


def test_where_a_host_cannot_be_told_from_others_no_sign_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sign_of_life, "BOOT", tmp_path / "missing")
    mine = SignOfLife("fs1").owner

    assert this_place() == ""
    assert "@" not in mine
    assert not is_gone(mine)


def test_after_a_start_of_the_host_it_is_another_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = this_place()
    other = tmp_path / "boot_id"
    other.write_text("86d68a1a-3a6b-4a0e-8f1e-0c5ac1b4ed6a\n", encoding="ascii")
    monkeypatch.setattr(sign_of_life, "BOOT", other)

    assert before not in ("", this_place())
