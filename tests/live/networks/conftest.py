"""A switch whose media have an address of their own, its back end, a TURN server, and a home with a cable to them."""

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.live import browser
from tests.live.browser import Browser
from tests.live.networks import home as homes
from tests.live.networks.home import INSIDE, SWITCH, TURN, Home, run
from tests.live.processes import Program, free_ports, wait_until
from tests.live.stack import LOOKUP_PASSWORD, Stack
from tests.live.switch import Switch

TURN_SECRET = "a-secret-of-the-turn-server-of-these-tests"
PORT, TLS_PORT = 3478, 5349


@dataclass
class Far:
    """What a caller at home reaches, and the home."""

    switch: Switch
    stack: Stack
    home: Home

    def link(self, name: str) -> str:
        """A link into the room of 999 for somebody."""
        status, made = self.stack.ask("POST", "/v1/rooms/internal/entries", {"name": name, "role": "participant"})
        assert status == 201, made
        return str(made["url"])

    def caller(self, stack: ExitStack, name: str) -> Browser:
        """Somebody at home in the call, by a link of their own."""
        caller = stack.enter_context(Browser(f"{self.stack.url}/call/", inside=INSIDE))
        caller.do("keep_connections")
        caller.do("open_link", url=self.link(name))
        wait_until(lambda: caller.frames() > 20, f"{name} sees the conference", within=60)
        return caller


def certificate(folder: Path) -> tuple[Path, Path]:
    """One for the TURN server, signed by itself."""
    key, cert = folder / "turn.key", folder / "turn.crt"
    subject = ["-subj", "/CN=turn", "-addext", f"subjectAltName=IP:{TURN}"]
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "1",
        "-keyout",
        str(key),
        "-out",
        str(cert),
        *subject,
    )
    return key, cert


def is_open(port: int) -> bool:
    try:
        socket.create_connection((TURN, port), 2).close()
    except OSError:
        return False
    return True


@contextmanager
def turn_server(folder: Path) -> Iterator[Program]:
    """A coturn that takes the credentials of links."""
    key, cert = certificate(folder)
    ports = [f"--listening-port={PORT}", f"--tls-listening-port={TLS_PORT}"]
    secret = ["--use-auth-secret", f"--static-auth-secret={TURN_SECRET}", "--realm=example.com"]
    files = [f"--cert={cert}", f"--pkey={key}", f"--userdb={folder / 'turn.db'}", f"--pidfile={folder / 'turn.pid'}"]
    at = [f"--listening-ip={TURN}", f"--relay-ip={TURN}", "--no-cli", "--log-file=stdout"]
    program = Program(
        ["turnserver", "-n", *at, *ports, *secret, *files],
        {"PATH": os.environ["PATH"]},
        folder / "turnserver",
    )
    try:
        wait_until(lambda: is_open(PORT) and is_open(TLS_PORT), "the TURN server listens", within=60)
        yield program
    finally:
        program.stop(within=20)


@pytest.fixture(scope="package")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Far]:
    if reason := homes.missing() or browser.missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("far")
    port, aws_port = free_ports(2)
    with ExitStack() as opened:
        # The address exists once there is a cable; the ports are known before.
        switch = Switch(
            os.environ["FREESWITCH"],
            folder,
            f"http://127.0.0.1:{port}",
            LOOKUP_PASSWORD,
            LISTEN_IP=SWITCH,
            CANDIDATE_ACL="rfc1918.auto",
        )
        home = opened.enter_context(homes.home([port, switch.ports["ws"]]))
        opened.enter_context(turn_server(folder))
        stack = Stack(folder, port, aws_port, switch.ports["esl"])
        stack.environ |= {
            "CALL_SERVERS": switch.websocket,
            "TURN_URLS": f"turn:{TURN}:{PORT},turn:{TURN}:{PORT}?transport=tcp,turns:{TURN}:{TLS_PORT}?transport=tcp",
            "TURN_SECRET": TURN_SECRET,
        }
        opened.callback(stack.stop)
        stack.start()
        opened.callback(switch.stop)
        switch.start()
        yield Far(switch, stack, home)


@pytest.fixture
def at_home(far: Far) -> Iterator[Far]:
    """Each test begins and ends with a network that lets everything through, and nobody in the room."""
    far.home.let_everything_through()
    far.home.plug_in()
    yield far
    far.home.let_everything_through()
    wait_until(lambda: not far.switch.members("internal"), "nobody is left", within=90)
