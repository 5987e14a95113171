"""One version, told by whatever has one: the package, the images, `/healthz`, and what our clients call themselves."""

import json
import re
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest

from freeswitch.relay.commands.inbox import Inbox
from freeswitch.relay.finishing.bucket import make_client
from functions.mux_control.outputs.recording_files import s3_client
from functions.shared.command_life.command_queue import sqs_client
from functions.shared.tables.base import shared_connection
from functions.shared.version import USER_AGENT, VERSION

ROOT = Path(__file__).parents[1]
DOCKERFILES = ["freeswitch/Dockerfile", "freeswitch/relay/Dockerfile"]
CLIENTS: dict[str, tuple[Callable[[], Any], str]] = {
    "tables": (lambda: shared_connection().client, "list_tables"),
    "queue": (sqs_client, "list_queues"),
    "inbox": (lambda: Inbox("https://queue.example.com", "eu-central-1")._client, "list_queues"),
    "files of the API": (s3_client, "list_buckets"),
    "files of the relay": (lambda: make_client("eu-central-1"), "list_buckets"),
}


class NotSent(Exception):
    """Nothing leaves this machine."""


def test_it_is_a_version_as_semantic_versioning_writes_it() -> None:
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", VERSION)


def test_the_package_takes_it_from_the_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    module, _, name = project["tool"]["setuptools"]["dynamic"]["version"]["attr"].rpartition(".")

    assert "version" in project["project"]["dynamic"]
    assert "version" not in project["project"]
    assert getattr(import_module(module), name) == VERSION


@pytest.mark.parametrize("name", DOCKERFILES)
def test_an_image_has_it_as_its_label(name: str) -> None:
    assert f'LABEL org.opencontainers.image.version="{VERSION}"\n' in (ROOT / name).read_text()


def test_the_dial_in_script_calls_itself_by_it() -> None:
    assert f'["user-agent"] = "{USER_AGENT} dial-in"' in (ROOT / "freeswitch/scripts/dial_in/back_end.lua").read_text()


@pytest.mark.parametrize("name", ["package.json", "package-lock.json"])
def test_the_client_for_typescript_has_it(name: str) -> None:
    package = json.loads((ROOT / "clients/typescript" / name).read_text())

    assert package["version"] == VERSION
    assert package.get("packages", {"": package})[""]["version"] == VERSION


@pytest.mark.parametrize("who", CLIENTS)
def test_a_client_of_aws_calls_itself_by_it(who: str) -> None:
    make, operation = CLIENTS[who]
    client = make()
    sent: list[str] = []

    def instead(request: AWSPreparedRequest, **_: object) -> None:
        sent.append(_text(request.headers["User-Agent"]))
        raise NotSent

    client.meta.events.register_first("before-send", instead)
    try:
        with pytest.raises(NotSent):
            getattr(client, operation)()
    finally:
        client.meta.events.unregister("before-send", instead)

    assert sent
    assert all(USER_AGENT in name.split() for name in sent)


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
