"""`make sam-local` writes what `sam local` needs out of the running stack, and says what to type."""

import json
import socket
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from msgspec import structs

from infra.local.aws.key import AwsKey
from infra.local.functions_of_run import FunctionsOfRun
from infra.local.template import Template
from infra.sam.events import EVENTS, events, written
from infra.sam.local import Machine, NoStack, env_json, running, words, write

RUN = FunctionsOfRun(
    settings={
        "TABLE_PREFIX": "freeswitch-functions-",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:3001",
        "API_TOKEN_SECRET": "s" * 40,
        "PIN_HASH_KEY": "k" * 40,
    },
    region="eu-central-1",
    token="a.b.c",
    aws=AwsKey("NAME", "the secret"),
    lookups="fs1:new",
)
LINUX, MAC = Machine("x86_64", "Linux"), Machine("arm64", "Darwin")
FUNCTIONS = Template(name="t", region="eu-central-1").of_type("AWS::Serverless::Function")


def test_every_function_of_the_template_has_its_settings_and_its_event() -> None:
    assert set(env_json(RUN, LINUX)) == set(FUNCTIONS)
    assert set(events()) == {function["Handler"].split(".")[1] for function in FUNCTIONS.values()}


def test_a_function_gets_what_the_template_declares_for_it_and_no_other_secret() -> None:
    env = env_json(RUN, LINUX)

    assert env["DirectoryFunction"]["TABLE_PREFIX"] == "freeswitch-functions-"
    assert env["PinCheckFunction"]["PIN_HASH_KEY"] == "k" * 40
    assert not {"API_TOKEN_SECRET", "PIN_HASH_KEY"} & set(env["DirectoryFunction"])
    assert "{{resolve" not in json.dumps(env)


@pytest.mark.parametrize(
    ("machine", "architecture", "host"), [(LINUX, "x86_64", "127.0.0.1"), (MAC, "arm64", "host.docker.internal")]
)
def test_it_takes_this_machines_processor_and_the_name_by_which_a_container_reaches_it(
    machine: Machine, architecture: str, host: str
) -> None:
    told = words(machine, Path("there"))

    assert env_json(RUN, machine)["SweepFunction"]["AWS_ENDPOINT_URL"] == f"http://{host}:3001"
    assert f"Architecture={architecture}" in told
    assert f"make build ARCH={architecture}" in told
    assert ("--docker-network host" in told) == (machine is LINUX)


@pytest.mark.parametrize("name", sorted(events()))
def test_the_events_are_what_the_recording_makes_of_them(name: str) -> None:
    assert (EVENTS / f"{name}.json").read_text() == written(events()[name]), "run python -m infra.sam.events"


def test_an_event_is_signed_by_whoever_may_ask_and_only_in_a_folder_of_this_user(tmp_path: Path) -> None:
    folder = tmp_path / "local"
    write(RUN, LINUX, folder, {file.name: file.read_text() for file in EVENTS.glob("*.json")})

    signed = {file.stem: json.loads(file.read_text()) for file in (folder / "events").iterdir()}
    assert signed["dialplan"]["headers"]["authorization"] == "Basic " + b64encode(b"fs1:new").decode()
    assert signed["mux_control"]["headers"]["authorization"] == "Bearer a.b.c"
    assert "AWS_SECRET_ACCESS_KEY='the secret'" in (folder / "key.sh").read_text()
    assert "the secret" not in words(LINUX, folder)
    assert b"Hunt-Destination-Number=999" in b64decode(signed["dialplan"]["body"])
    assert folder.stat().st_mode & 0o077 == 0


def leave(temporary: Path, name: str, port: int) -> None:
    """What a stack has in its folder; its embedded services are at the port."""
    folder = temporary / f"freeswitch-functions-{name}"
    folder.mkdir()
    aws = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    structs.replace(RUN, settings=RUN.settings | aws).write(folder)


def test_without_a_running_stack_or_with_several_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoStack, match="make run"):
        running(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as aws:
        for name in ("a", "b"):
            leave(tmp_path, name, aws.getsockname()[1])

        with pytest.raises(NoStack, match=r"(?s)ARGS=.*functions-a.*ARGS=.*functions-b"):
            running(tmp_path)
        assert running(tmp_path, str(tmp_path / "freeswitch-functions-b")).name == "freeswitch-functions-b"


def test_what_a_killed_stack_has_left_is_no_running_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        leave(tmp_path, "killed", gone.getsockname()[1])
    with pytest.raises(NoStack, match="make run"):
        running(tmp_path)

    with socket.create_server(("127.0.0.1", 0)) as aws:
        leave(tmp_path, "alive", aws.getsockname()[1])
        assert running(tmp_path).name == "freeswitch-functions-alive"
