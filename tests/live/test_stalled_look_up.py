"""One user's look-up hangs: others register at once, and nobody is taken for somebody with a wrong password."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from tests.live.processes import ROOT, wait_until
from tests.live.stack import LOOKUP_PASSWORD, Stack
from tests.live.switch import HOST, Switch
from tests.live.telephone import Telephone

STALLED = [f"stalled-{number}" for number in range(5)]
# Of five stalled ones in one thread the others waited 9.7 s.
AT_ONCE = 1.0


class Door(BaseHTTPRequestHandler):
    """Between the switch and the functions; answers no look-up of a user who is called stalled."""

    stack_port = 0
    over = threading.Event()
    asked: list[str]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        user = parse_qs(body.decode("utf-8", "replace")).get("user", [""])[-1]
        if user in STALLED:
            self.asked.append(user)
            self.over.wait(30)
            return
        onward = HTTPConnection(HOST, self.stack_port, timeout=10)
        kept = {name: self.headers[name] for name in ("Authorization", "Content-Type") if name in self.headers}
        onward.request("POST", self.path, body, kept)
        answer = onward.getresponse()
        content = answer.read()
        onward.close()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def stalling(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Switch, list[str]]]:
    asked: list[str] = []
    over = threading.Event()
    door = type("DoorOfTest", (Door,), {"stack_port": stack.port, "asked": asked, "over": over})
    server = ThreadingHTTPServer((HOST, 0), door)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    url = f"http://{HOST}:{server.server_address[1]}"
    switch = Switch(os.environ["FREESWITCH"], tmp_path_factory.mktemp("stalling"), url, LOOKUP_PASSWORD)
    try:
        switch.start()
        yield switch, asked
    finally:
        switch.stop()
        over.set()
        server.shutdown()
        server.server_close()
        serving.join(5)


def test_a_look_up_that_hangs_delays_no_other_register(stalling: tuple[Switch, list[str]]) -> None:
    switch, asked = stalling
    status: dict[str, int] = {}

    def register(user: str) -> None:
        with Telephone(switch.ports["sip"], user, "mypassword") as telephone:
            status[user] = telephone.register()

    waiting = [threading.Thread(target=register, args=(user,)) for user in STALLED]
    for thread in waiting:
        thread.start()
    wait_until(lambda: bool(asked), "the first look-up hangs")
    took = {}
    for user in ("1000", "1001"):
        begun = time.monotonic()
        register(user)
        took[user] = time.monotonic() - begun
    for thread in waiting:
        thread.join(30)

    assert {user: status[user] for user in took} == {"1000": 200, "1001": 200}
    assert max(took.values()) < AT_ONCE, took
    # FreeSWITCH knows no other answer; but nobody is banned for it.
    assert {status[user] for user in STALLED} == {403}
    in_vain = subprocess.run(
        [ROOT / "freeswitch/fail2ban/looking-in-vain.sh", switch.folder / "log/freeswitch.log"], timeout=10, check=False
    )
    assert in_vain.returncode == 0
