"""What FreeSWITCH asks through the recorder is answered, kept without secrets, and explained."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.recorded_requests import RecordedRequest, read_kept
from tests.live.processes import ROOT, Program, free_ports, wait_until
from tests.live.stack import LOOKUP_PASSWORD, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

NUMBER, ROOM, PIN, PASSWORD = "496131123456789", "00000000", "1234", "mypassword"


def kept(file: Path) -> list[RecordedRequest]:
    return [read_kept(file, line) for line in range(1, len(file.read_bytes().splitlines()) + 1)]


def explained(stack: Stack, file: Path, line: int) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "infra.explain", "request", file, str(line)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **stack.exported()},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_a_switch_behind_the_recorder_works_and_everything_it_asks_can_be_explained(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    port, aws_port, recorded_port = free_ports(3)
    folder = tmp_path_factory.mktemp("recorded")
    file = folder / "requests.jsonl"
    switch = Switch(os.environ["FREESWITCH"], folder, f"http://127.0.0.1:{recorded_port}", LOOKUP_PASSWORD)
    stack = Stack(folder, port, aws_port, switch.ports["esl"])
    arguments = ["--to", stack.url, "--listen", f"127.0.0.1:{recorded_port}", "--file", str(file)]
    recorder = Program([sys.executable, "-m", "infra.record", *arguments], dict(os.environ), folder / "recorder")
    try:
        stack.start()
        wait_until(lambda: "XML_CURL_URL" in recorder.text(), "the recorder listens")
        switch.start()
        with (
            Telephone(switch.ports["sip"], "1000", PASSWORD) as ada,
            Telephone(switch.ports["trunk"], "4930123456") as outside,
        ):
            assert ada.register() == 200
            assert ada.call("999") == 200
            assert outside.call(NUMBER) == 200
            outside.sound.await_pause()
            outside.sound.press(f"{ROOM}#")
            outside.sound.await_pause()
            outside.sound.press(f"{PIN}#")
            wait_until(lambda: len(switch.members("my-conf-name")) == 1, "who dials in is in the room")

        lines = kept(file)
        assert {request.path for request in lines} == {"/directory", "/dialplan", "/configuration", "/pin-check"}
        assert all(request.status == 200 for request in lines)
        text = file.read_text()
        assert LOOKUP_PASSWORD not in text
        assert f"pin={PIN}" not in text
        assert "sip_auth_response=(hidden)" in text
        told = {request.path: explained(stack, file, line) for line, request in enumerate(lines, 1)}
        assert "conference my-conf-name" not in told["/dialplan"]
        assert f"the id {ROOM} opens room my-conf-name" in told["/pin-check"]
        calls = [line for line, request in enumerate(lines, 1) if request.path == "/dialplan"]
        assert any("yes team-meeting" in explained(stack, file, line) for line in calls)
    finally:
        switch.stop()
        stack.stop()
        recorder.stop()
