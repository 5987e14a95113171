"""take-certificate.sh restarts a profile only while it certainly has no call; a small event socket is FreeSWITCH."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.freeswitch.certificates import Made, made, shows
from tests.freeswitch.event_socket import EventSocket, event_socket

PROGRAM = Path(__file__).parents[2] / "freeswitch/take-certificate.sh"
NOBODY = "uuid,direction,name\n\n0 total.\n"
SOMEBODY = "uuid,direction,name\nu1,inbound,sofia/internal/1000@example.com\n\n1 total.\n"
# More than a pipe holds: whoever stops reading at the first call must not take the rest for none.
MANY = "uuid,direction,name\n" + "u1,inbound,sofia/internal/1000@example.com\n" * 10_000 + "\n10000 total.\n"
CUT_OFF = "uuid,direction,name\nu1,inbound,sofia/external/4930123456\n"


@contextmanager
def switch(channels: list[str], port_shown: int) -> Iterator[EventSocket]:
    """`channels` are the answers to `show channels`, the last one again and again."""

    def answer(command: str) -> str:
        if command == "show channels":
            return channels.pop(0) if len(channels) > 1 else channels[0]
        if command.startswith("sofia xmlstatus"):
            return f"<tls-bind-url>sips:c@127.0.0.1:{port_shown};transport=tls</tls-bind-url>\n"
        return "+OK\n"

    with event_socket(answer) as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tls/trunk").mkdir(parents=True)
    (tmp_path / "esl-password").write_text("a-password-of-the-event-socket")
    return tmp_path


def take(
    server: EventSocket, folder: Path, in_files: Made, other: Made | None = None
) -> subprocess.CompletedProcess[str]:
    (folder / "tls/wss.pem").write_bytes(in_files.whole)
    (folder / "tls/agent.pem").write_bytes((other or in_files).whole)
    return subprocess.run(
        [PROGRAM, "1"],
        env={
            "PATH": os.environ["PATH"],
            "ESL_PORT": server.port,
            "RUN_DIR": str(folder),
            "TLS_DIR": str(folder / "tls"),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("channels", [SOMEBODY, MANY, CUT_OFF, ""], ids=["one", "many", "cut off", "none told"])
def test_as_long_as_there_may_be_a_call_nothing_is_restarted_or_refused(folder: Path, channels: str) -> None:
    with shows(made("old.example.com", 60), folder) as port, switch([channels], port) as server:
        done = take(server, folder, made("new.example.com", 90))

        assert done.returncode == 1
        assert "profile internal had no moment without a call in 1 s" in done.stderr
        assert not [command for command in server.asked if "restart" in command or "pause" in command]


def test_a_call_that_comes_at_that_moment_is_let_in_and_waited_for(folder: Path) -> None:
    with shows(made("old.example.com", 60), folder) as port, switch([NOBODY, SOMEBODY], port) as server:
        done = take(server, folder, made("new.example.com", 90))

        assert done.returncode == 1
        assert [command for command in server.asked if command.startswith("fsctl")] == ["fsctl pause", "fsctl resume"]
        assert not [command for command in server.asked if "restart" in command]


def test_what_is_shown_already_costs_no_restart(folder: Path) -> None:
    shown = made("sip.example.com", 60)
    with shows(shown, folder) as port, switch([NOBODY], port) as server:
        done = take(server, folder, shown)

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "profile internal shows it already\nprofile external shows it already\n"
        assert (folder / "tls/trunk/agent.pem").read_bytes() == shown.whole
        assert {command.partition(" ")[0] for command in server.asked} == {"sofia"}


def test_what_cannot_be_right_is_refused_before_anything_is_asked(folder: Path) -> None:
    good, other = made("sip.example.com", 60), made("sip.example.com", 90)
    with switch([NOBODY], 1) as server:
        said = [
            take(server, folder, Made(good.certificate, other.key)).stderr,
            take(server, folder, made("sip.example.com", -1)).stderr,
            take(server, folder, Made(b"", good.key)).stderr,
            take(server, folder, good, other).stderr,
        ]

        assert [words.replace(str(folder), "").strip() for words in said] == [
            "the key in /tls/agent.pem is not its certificate's",
            "the certificate in /tls/agent.pem has ended",
            "/tls/agent.pem has no certificate",
            "/tls/agent.pem and wss.pem differ: write the same into both",
        ]
        assert server.asked == []
