"""The process: what it refuses, and how it starts and ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from functions.shared.commands.muting import Mute
from functions.shared.version import VERSION
from tests.freeswitch.relay.child import aws_server, relay_process, wait_for_relay
from tests.freeswitch.relay.play import Play, until

ROOT = Path(__file__).parents[3]
SETTINGS = {"COMMAND_QUEUE_URL": "http://127.0.0.1:9/none", "ESL_PASSWORD": "x" * 20}


def started(environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "freeswitch.relay", *arguments],
        env={name: value for name, value in os.environ.items() if name not in SETTINGS} | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("password", ["ClueCon", "too-short-a-secret"])
def test_a_weak_password_is_refused_and_not_shown(password: str) -> None:
    done = started(SETTINGS | {"ESL_PASSWORD": password})

    assert done.returncode == 2
    assert "ESL_PASSWORD" in done.stderr
    assert "too-short-a-secret" not in done.stderr


def test_a_missing_setting_is_named() -> None:
    done = started({"ESL_PASSWORD": "x" * 20})

    assert done.returncode == 2
    assert "COMMAND_QUEUE_URL" in done.stderr


def test_a_wrong_word_is_answered_with_the_usage() -> None:
    assert started(SETTINGS, "dance").returncode == 2


def test_only_the_program_itself_patches_the_world() -> None:
    patching = [
        str(file.relative_to(ROOT))
        for folder in ("freeswitch", "functions", "infra")
        for file in (ROOT / folder).rglob("*.py")
        if "patch_all" in file.read_text()
    ]

    assert patching == ["freeswitch/relay/__main__.py"]


def test_the_program_serves_tells_its_health_and_ends_cleanly_with_what_it_began(still: Play) -> None:
    member = still.switch.join("internal", "1000", "Ada")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    with aws_server() as aws, relay_process(still, aws, module="freeswitch.relay", health_port=port) as process:
        wait_for_relay()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            health = json.load(answer)
        still.switch.faults.reply_delay = 1.0
        command_id = still.send(Mute(member=member.channel.uuid, muted=True))
        until(lambda: still.row(command_id).state == "running", 10)
        process.send_signal(signal.SIGTERM)
        process.wait(10)

        assert (health["status"], health["lease"], health["switch"]) == ("ok", True, True)
        assert health["version"] == VERSION
        assert process.returncode == 0
        assert still.row(command_id).state == "confirmed"
        assert not member.can_speak
