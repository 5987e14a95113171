"""The built functions answer every event of `events/`, through AWS's runtime client, as the local stack does."""

import json
import os
import urllib.error
import urllib.request
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.local.children import Children
from infra.local.functions_of_run import FunctionsOfRun
from infra.local.ports import listen, port_of, wait_for_http
from infra.sam.events import EVENTS
from infra.sam.local import signed
from tests.build.artifacts import api_token, started
from tests.build.test_artifacts import FUNCTIONS, KEY, PASSWORD, REGION, artifacts, environ, handler, runtime

# They are this file's, too.
__all__ = ["artifacts", "environ", "runtime"]

LOGICAL = {name: logical for logical, name in FUNCTIONS.items()}
# The others are started by the clock and by a queue.
ASKED = sorted(name for name in LOGICAL if name not in ("sweep", "feed", "webhooks"))


@pytest.fixture(scope="module")
def local_stack(environ: dict[str, str]) -> Iterator[str]:
    """The functions as `make run` serves them, with the same tables and secrets."""
    web = listen(0, "PORT")
    port = port_of(web)
    told, tell = os.pipe()
    os.set_inheritable(told, True)
    os.write(tell, b".")
    with Children() as children:
        settings = {**os.environ, **environ, "POWERTOOLS_METRICS_DISABLED": "true"}
        children.start("functions", "infra.local.functions.server", settings, [str(web.fileno()), str(told)])
        for mine in (told, tell):
            os.close(mine)
        web.close()
        wait_for_http(port, "/docs", 60)
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def run(environ: dict[str, str]) -> FunctionsOfRun:
    return FunctionsOfRun(environ, REGION, api_token(environ, "--can", "view,admin"), KEY, f"fs1:{PASSWORD}")


@pytest.fixture
def invoke(artifacts: Path, runtime: Path, environ: dict[str, str]) -> Callable[[str, Any], Any]:
    """Hand an event to a built function, started as Lambda starts it."""

    def invoked(name: str, event: Any) -> Any:
        with started(artifacts / LOGICAL[name], runtime, handler(LOGICAL[name]), environ) as stub:
            return stub.invoke(event)

    return invoked


def event_of(name: str, run: FunctionsOfRun) -> Any:
    return json.loads(signed((EVENTS / f"{name}.json").read_text(), run))


def asked_over_http(url: str, event: Any) -> tuple[int, str, str]:
    headers = {name: value for name, value in event["headers"].items() if name not in ("host", "content-length")}
    body = b64decode(event["body"]) if "body" in event else None
    request = urllib.request.Request(
        url + event["rawPath"], body, headers, method=event["requestContext"]["http"]["method"]
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers["content-type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["content-type"], error.read().decode()


@pytest.mark.parametrize("name", ASKED)
def test_a_built_function_answers_its_event_as_the_local_stack_does(
    name: str, invoke: Callable[[str, Any], Any], run: FunctionsOfRun, local_stack: str
) -> None:
    event = event_of(name, run)
    built = invoke(name, event)
    expected = asked_over_http(local_stack, event)

    assert (built["statusCode"], built["headers"]["content-type"], built["body"]) == expected
    assert built["statusCode"] == 200
    assert built["isBase64Encoded"] is False
    assert "not found" not in built["body"]


def test_the_built_sweep_takes_its_event(invoke: Callable[[str, Any], Any], run: FunctionsOfRun) -> None:
    assert invoke("sweep", event_of("sweep", run)) == {}


def test_the_built_webhooks_take_what_their_queue_brings(
    invoke: Callable[[str, Any], Any], run: FunctionsOfRun
) -> None:
    assert invoke("webhooks", event_of("webhooks", run)) == {"batchItemFailures": []}


def test_the_built_feed_takes_what_its_queue_brings(invoke: Callable[[str, Any], Any], run: FunctionsOfRun) -> None:
    assert invoke("feed", event_of("feed", run)) == {"batchItemFailures": []}
