"""The stand-in as a program: guests call in and talk in turns, orders are taken, and it ends when told."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from functions.shared.settings import child_environment
from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.callers.xml_curl_client import XmlCurl
from infra.fake_freeswitch.demo import Demo, Guest
from tests.infra.fake_freeswitch.esl_client import EslClient
from tests.infra.fake_freeswitch.functions_stub import FunctionsStub

ROOT = Path(__file__).parents[3]
PASSWORD = "a password of twenty characters"


@pytest.fixture
def functions() -> Iterator[FunctionsStub]:
    with FunctionsStub() as running:
        running.actions = '<action application="answer"/><action application="conference" data="room42@video"/>'
        yield running


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_guests_call_in_and_one_of_them_talks(functions: FunctionsStub) -> None:
    guests = (Guest("1000", "Ada Lovelace", "999"), Guest("1001", "Grace Hopper", "999"))
    with FakeFreeswitch() as switch:
        demo = Demo(switch.switch, XmlCurl(switch.switch, functions.url, "freeswitch", "secret"), "mypassword", guests)
        demo.start()
        switch.wait_for(lambda: any(found.size == 2 for found in switch.conferences.values()))
        switch.wait_for(lambda: "start-talking" in switch.actions("room42"))
        demo.stop()

        room = switch.conferences["room42"]
        assert {member.channel.caller_name for member in room.members} == {"Ada Lovelace", "Grace Hopper"}
        assert [member.talking for member in room.members].count(True) == 1


def test_nobody_calls_in_before_somebody_listens(functions: FunctionsStub) -> None:
    # A conference that began unheard has no domain, so no token of a domain would ever show it.
    guests = (Guest("1000", "Ada Lovelace", "999"),)
    with FakeFreeswitch(PASSWORD) as switch:
        xml_curl = XmlCurl(switch.switch, functions.url, "freeswitch", "secret")
        demo = Demo(switch.switch, xml_curl, "mypassword", guests, followed=lambda: switch.followed)
        demo.start()
        with EslClient(switch.port) as client:
            client.log_in(PASSWORD)
            assert functions.asked == []
            client.ask("event plain ALL")
            switch.wait_for(lambda: bool(switch.conferences))
        demo.stop()


def test_the_program_answers_esl_takes_orders_and_ends_on_term(functions: FunctionsStub) -> None:
    port = free_port()
    environment = child_environment(
        {"ESL_PASSWORD": PASSWORD, "XML_CURL_PASSWORD": "secret", "FUNCTIONS_URL": functions.url}
    )
    command = [sys.executable, "-m", "infra.fake_freeswitch", "--esl-port", str(port), "--no-callers"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        assert program.stdout.readline() == f"stand-in FreeSWITCH on 127.0.0.1:{port}\n"

        program.stdin.write("join internal 1000 Ada\n")
        program.stdin.flush()
        assert len(program.stdout.readline().strip()) == len("00000000-0000-0000-0000-000000000000")
        with EslClient(port) as client:
            assert client.log_in(PASSWORD).ask("api conference internal list count").body == "1"

        program.send_signal(signal.SIGTERM)

        assert program.wait(timeout=10) == 0


def test_the_program_says_which_variable_is_missing() -> None:
    environment = child_environment({}, without="ESL_")

    done = subprocess.run(
        [sys.executable, "-m", "infra.fake_freeswitch"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, "ESL_PASSWORD" in done.stderr) == (1, True)
