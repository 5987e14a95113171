"""A text is rendered beside the relay, played by FreeSWITCH, and its file goes again."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from freeswitch.relay.stills.folder import Folder
from functions.shared.commands.composites import Scene
from functions.shared.commands.muting import Mute
from functions.shared.commands.speaking import Say
from tests.freeswitch.relay.play import Play, playground, until

pytestmark = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "stills"


@pytest.fixture
def here(root: Path) -> Iterator[Play]:
    """A relay, and a conference of two."""
    with playground(stills_root=str(root)) as play:
        for user in ("1000", "1001"):
            play.switch.join("internal", user)
        until(lambda: (room := play.relay.follower.rooms.named("internal")) is not None and len(room.members) == 2)
        yield play


def played(here: Play) -> list[str]:
    return [line.partition("conference internal ")[2] for line in here.switch.commands if " play " in line]


def test_it_is_confirmed_by_the_file_that_is_played_and_the_file_is_gone(here: Play, root: Path) -> None:
    row = here.done(Say(text="Five minutes left."))

    assert row.outcome is not None
    assert (row.state, row.outcome.evidence and row.outcome.evidence.event) == ("confirmed", "play-file")
    (line,) = played(here)
    assert line.startswith(f"play {root}/say-")
    assert list(root.iterdir()) == []


def test_the_text_is_nowhere_in_what_freeswitch_gets(here: Play) -> None:
    here.done(Say(text="Geheimnis", language="de"))

    assert played(here)
    assert not any("Geheimnis" in line for line in here.switch.commands)


def test_one_member_hears_it_alone(here: Play) -> None:
    ada = here.switch.conferences["internal"].members[0]

    row = here.done(Say(text="Only for you.", member=ada.channel.uuid))

    assert row.outcome is not None
    assert (row.state, row.outcome.evidence and row.outcome.evidence.event) == ("confirmed", "play-file-member")
    assert [line.rpartition(" ")[2] for line in played(here)] == [str(ada.id)]


def test_in_a_scene_texts_are_said_in_their_order(here: Play) -> None:
    row = here.done(Scene(steps=(Say(text="One."), Say(text="Two."))))

    assert row.outcome is not None
    assert [step.state for step in row.outcome.steps] == ["confirmed", "confirmed"]
    assert len(set(played(here))) == 2


def in_its_place(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Stand in for espeak-ng."""
    fake = folder / "espeak-ng"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_a_conferences_other_commands_do_not_wait_for_it(
    here: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_its_place(tmp_path, monkeypatch, "exec sleep 7")
    slow = here.send(Say(text="A long text."))
    here.relay.worker.run_once(0)
    until(lambda: here.relay.speech.processes.running)

    call = here.switch.conferences["internal"].members[0].channel.uuid
    mute = here.send(Mute(member=call, muted=True))
    here.relay.worker.run_once(0)
    until(lambda: here.row(mute).state == "confirmed")

    assert here.row(slow).is_open
    here.relay.speech.stop()
    until(lambda: not here.row(slow).is_open)
    outcome = here.row(slow).outcome
    assert outcome is not None
    assert (outcome.state, outcome.reason) == ("failed", "interrupted")
    assert played(here) == []


def test_what_cannot_be_rendered_fails_with_its_reason_and_nothing_is_played(
    here: Play, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_its_place(tmp_path, monkeypatch, "echo 'no such voice' >&2; exit 1")

    row = here.done(Say(text="Hello."))

    assert row.outcome is not None
    assert (row.state, row.outcome.reason) == ("failed", "not_spoken")
    assert "no such voice" in (row.outcome.detail or "")
    assert played(here) == []
    assert list(root.iterdir()) == []


def test_without_a_folder_in_common_it_fails_with_its_reason(here: Play, root: Path) -> None:
    root.write_text("no folder")

    row = here.done(Say(text="Hello."))

    assert row.outcome is not None
    assert (row.state, row.outcome.reason) == ("failed", "no_folder")


def test_what_a_killed_relay_left_is_swept(here: Play, root: Path) -> None:
    folder = Folder(str(root))
    folder.prepare()
    old, fresh, foreign = folder.sound("old"), folder.sound("fresh"), root / "somebody's.wav"
    for file in (old, fresh, foreign):
        file.write_bytes(b"sound")

    assert folder.sweep(older_than=120.0, now=old.stat().st_mtime + 100) == 0
    os.utime(fresh, (time.time() + 100, time.time() + 100))
    assert folder.sweep(older_than=120.0, now=old.stat().st_mtime + 130) == 1
    assert sorted(file.name for file in root.iterdir()) == sorted([fresh.name, foreign.name])
