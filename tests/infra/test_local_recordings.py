"""A recording of the local stack, from its start to a film in somebody's hands: with the embedded S3 and without."""

import hashlib
import json
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from freeswitch.relay.finishing.probe import glance
from tests.infra.local.running import RunningStack, eventually, running_stack

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

URL, TOKEN = r"functions +(http://127\.0\.0\.1:\d+)", r"API token +(\S+)"
STORED = {"s3": {}, "node": {"RECORDINGS_BUCKET": ""}}
SECONDS = 60.0


@pytest.fixture(params=list(STORED))
def stack(request: pytest.FixtureRequest) -> Iterator[tuple[RunningStack, str]]:
    with running_stack(**STORED[request.param]) as running:
        running.wait_until_announced()
        yield running, request.param


def call(stack: RunningStack, path: str, method: str = "GET", body: object = None) -> bytes:
    url = urljoin(stack.told(URL), path)
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode(), method=method)
    if url.startswith(stack.told(URL)):
        # Not to S3: it has a signature in its address and takes no second one.
        request.add_header("Authorization", f"Bearer {stack.told(TOKEN)}")
    request.add_header("Content-Type", "application/json")
    request.add_header("Prefer", "wait=10")
    with urllib.request.urlopen(request, timeout=20) as answer:
        return bytes(answer.read())


def test_a_recording_is_started_stopped_and_fetched(stack: tuple[RunningStack, str], tmp_path: Path) -> None:
    running, stored = stack
    conferences = "/v1/conferences"
    assert eventually(
        lambda: any(one["member_count"] > 1 for one in json.loads(call(running, conferences))["items"]), seconds=SECONDS
    )
    recordings = f"{conferences}/internal/recordings"
    here = f"{recordings}/{json.loads(call(running, recordings, 'POST', {'name': 'demo'}))['id']}"

    def shown() -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(call(running, here))
        return answer

    assert eventually(lambda: shown()["state"] == "live", seconds=SECONDS)
    call(running, here, "DELETE")
    assert eventually(lambda: shown()["state"] in ("ready", "failed"), seconds=SECONDS)
    recording = shown()
    film = tmp_path / "demo.mp4"
    film.write_bytes(call(running, recording["url"]))

    assert (recording["state"], recording["stored"]) == ("ready", stored), recording
    assert hashlib.sha256(film.read_bytes()).hexdigest() == recording["sha256"]
    looked = glance(str(film))
    assert looked is not None
    assert (looked.has_video, looked.has_sound) == (True, True)
