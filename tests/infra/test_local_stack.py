"""`make run` starts everything, answers, and leaves nothing behind."""

import json
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest

from freeswitch.relay.stills.png import png_size
from functions.shared.grammars.media import IMAGES, PROMPTS
from functions.shared.settings import ApiSettings
from infra.local.functions.pages import PAGES
from infra.local.ports import free_port
from infra.token import mint
from tests.infra.local.running import (
    ROOT,
    RunningStack,
    alive,
    descendants,
    eventually,
    newcomers_environment,
    running_stack,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

URL = r"functions +(http://127\.0\.0\.1:\d+)"
PASSWORD = r"it sends +fs1 / (\S+)"


@pytest.fixture(scope="module")
def stack() -> Iterator[RunningStack]:
    with running_stack() as running:
        running.seconds_to_start = running.wait_until_announced()
        yield running


def ask(stack: RunningStack, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(
        stack.told(URL) + path,
        data=urllib.parse.urlencode(form).encode() if form else None,
        headers=headers,
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def as_freeswitch(stack: RunningStack) -> str:
    return "Basic " + b64encode(f"fs1:{stack.told(PASSWORD)}".encode()).decode()


def test_a_start_takes_no_longer_than_a_few_imports_of_its_packages(stack: RunningStack) -> None:
    # 4.0 s against 0.59 s where this was written: five seconds there, and more where everything takes longer.
    imports = "import moto.server, boto3, pynamodb.models, starlette, gevent"
    took = []
    for _ in range(3):
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", imports], check=True, timeout=60)
        took.append(time.monotonic() - began)

    assert stack.seconds_to_start < 12 * statistics.median(took)


def test_the_first_ok_of_healthz_comes_when_look_ups_and_the_api_answer_right() -> None:
    url, secret = f"http://127.0.0.1:{free_port()}", "t" * 40

    def fetch(path: str, form: bytes | None = None, **headers: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(urllib.request.Request(url + path, form, headers), timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, "nobody listens yet"

    credentials = "Basic " + b64encode(b"fs1:for-this-test").decode()
    token = mint(ApiSettings(token_secrets=(secret,)), domain="example.com")
    environ = {"PORT": url.rpartition(":")[2], "XML_CURL_PASSWORD": "for-this-test", "API_TOKEN_SECRET": secret}
    with running_stack(**environ):
        assert eventually(lambda: fetch("/healthz")[0] == 200, 60)
        user = fetch("/directory", b"section=directory&domain=example.com&user=1000", Authorization=credentials)
        conferences = fetch("/v1/conferences", Authorization=f"Bearer {token}")

    assert user[0] == 200
    assert '<user id="1000"' in user[1]
    assert conferences[0] == 200


def test_it_says_what_a_newcomer_needs(stack: RunningStack) -> None:
    assert "the data end with it" in stack.text
    for words in ("API token", "curl -u fs1:", "export AWS_ENDPOINT_URL="):
        assert words in stack.more


def test_the_demo_s_user_is_found(stack: RunningStack) -> None:
    form = {"section": "directory", "domain": "example.com", "user": "1000", "action": "sip_auth"}
    status, body = ask(stack, "/directory", form, Authorization=as_freeswitch(stack))

    assert status == 200
    assert '<user id="1000"' in body
    assert "mySuperVariable" in body


def test_the_demo_s_number_leads_into_a_conference(stack: RunningStack) -> None:
    form = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999"}
    status, body = ask(stack, "/dialplan", form, Authorization=as_freeswitch(stack))

    assert status == 200
    assert "external" in body


def test_the_demo_s_pin_opens_its_conference(stack: RunningStack) -> None:
    form = {"id": "00000000", "pin": "1234", "caller": "1", "node": "fs1", "call": "a"}
    status, body = ask(stack, "/pin-check", form, Authorization=as_freeswitch(stack))

    assert (status, json.loads(body)["conference"]) == (200, "my-conf-name")


def test_the_printed_token_opens_the_api(stack: RunningStack) -> None:
    status, body = ask(stack, "/v1/conferences", Authorization="Bearer " + stack.told(r"API token +(\S+)"))

    assert status == 200
    assert "items" in json.loads(body)


def test_every_line_to_try_can_be_pasted(stack: RunningStack) -> None:
    token = stack.told(r"API token +(\S+)")
    room = "/v1/conferences/internal"
    assert eventually(lambda: ask(stack, room, Authorization=f"Bearer {token}")[0] == 200, 30)
    lines = stack.more.partition("Try, in another terminal:")[2].splitlines()

    done = subprocess.run(
        ["bash", "-euo", "pipefail"],
        input="\n".join(line for line in lines if line.startswith("  ")),
        cwd=ROOT,
        env=newcomers_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        '<user id="1000"',
        '"name": "internal"',
        '"state": "accepted"',
        "route visitors",
        "nothing to change",
    ):
        assert words in done.stdout


def done_with(stack: RunningStack, path: str, body: object) -> str:
    """The end of a command in the demo's conference."""
    where = f"{stack.told(URL)}/v1/conferences/internal/{path}"
    bearer = "Bearer " + stack.told(r"API token +(\S+)")
    headers = {"Authorization": bearer, "Content-Type": "application/json", "Prefer": "wait=15"}
    with urllib.request.urlopen(
        urllib.request.Request(where, json.dumps(body).encode(), headers), timeout=20
    ) as answer:
        command = json.load(answer)
    return f"{command['state']} {command['reason'] or ''}".strip()


def test_every_image_can_be_shown(stack: RunningStack) -> None:
    bearer = "Bearer " + stack.told(r"API token +(\S+)")
    room = "/v1/conferences/internal"
    assert eventually(lambda: ask(stack, room, Authorization=bearer)[0] == 200, 30)
    member = json.loads(ask(stack, room, Authorization=bearer)[1])["members"][0]["uuid"]
    wishes = [
        {"kind": kind, "image": image, **({"member": member} if kind in ("set_logo", "set_mute_image") else {})}
        for kind in ("set_background", "set_foreground", "set_logo", "set_mute_image")
        for image in (*IMAGES, None)
    ]

    ends = {(wish["kind"], wish["image"]): done_with(stack, "commands", wish) for wish in wishes}

    assert {wish: end for wish, end in ends.items() if end not in ("confirmed", "accepted")} == {}


def test_every_prompt_can_be_played(stack: RunningStack) -> None:
    bearer = "Bearer " + stack.told(r"API token +(\S+)")
    assert eventually(lambda: ask(stack, "/v1/conferences/internal", Authorization=bearer)[0] == 200, 30)

    ends = {prompt: done_with(stack, "play", {"prompt": prompt}) for prompt in PROMPTS}

    assert {prompt: end for prompt, end in ends.items() if end not in ("confirmed", "accepted")} == {}


def test_the_demo_shows_both_conferences_and_can_record(stack: RunningStack) -> None:
    bearer = "Bearer " + stack.told(r"API token +(\S+)")
    rooms = ("internal", "external")
    assert eventually(
        lambda: all(ask(stack, f"/v1/conferences/{room}", Authorization=bearer)[0] == 200 for room in rooms), 30
    )
    where = f"{stack.told(URL)}/v1/conferences/internal/recordings"
    headers = {"Authorization": bearer, "Content-Type": "application/json", "Prefer": "wait=10"}
    with urllib.request.urlopen(urllib.request.Request(where, b"{}", headers), timeout=20) as answer:
        recording = json.load(answer)["id"]

    def is_live() -> bool:
        _, body = ask(stack, f"/v1/conferences/internal/recordings/{recording}", Authorization=bearer)
        return '"state":"live"' in body

    assert eventually(is_live, 30)


def test_a_still_of_the_demo_s_picture_can_be_had_from_the_api_and_by_its_link(stack: RunningStack) -> None:
    bearer = "Bearer " + stack.told(r"API token +(\S+)")
    room = "/v1/conferences/internal"
    assert eventually(lambda: ask(stack, room, Authorization=bearer)[0] == 200, 30)
    headers = {"Authorization": bearer, "Content-Type": "application/json", "Prefer": "wait=10"}
    with urllib.request.urlopen(
        urllib.request.Request(f"{stack.told(URL)}{room}/stills", b"{}", headers), timeout=20
    ) as answer:
        command = json.load(answer)
    assert (command["state"], command["evidence"]["kind"]) == ("confirmed", "state")

    def still() -> dict[str, Any]:
        found: dict[str, Any] = json.loads(ask(stack, f"{room}/stills/{command['id']}", Authorization=bearer)[1])
        return found

    # Whoever stores it comes after calls, and here after other tests.
    assert eventually(lambda: still()["state"] == "ready", 120)
    png = urllib.request.Request(f"{stack.told(URL)}{room}/stills/{command['id']}.png", headers=headers)
    with urllib.request.urlopen(png, timeout=10) as itself, urllib.request.urlopen(still()["url"], timeout=10) as link:
        content = itself.read()
        assert link.read() == content
        assert [answer.headers["content-type"] for answer in (itself, link)] == ["image/png"] * 2
    size = png_size(content)
    assert size is not None
    assert (size.width, size.height) == (still()["width"], still()["height"])


@pytest.mark.skipif(not PAGES.is_dir(), reason="the pages are not built")
def test_the_printed_link_leads_to_the_operator_s_page(stack: RunningStack) -> None:
    token = stack.told(r"API token +(\S+)")

    assert f"  {stack.told(URL)}/#token={token}\n" in stack.text
    assert "Conferences" in ask(stack, "/")[1]


def test_the_terminal_shows_the_link_first_and_little_after_it_even_while_the_demo_is_used(
    stack: RunningStack,
) -> None:
    lines = [line for line in stack.text.splitlines() if line]

    assert lines[0].startswith("Open this; it signs you in" if PAGES.is_dir() else "The HTTP API is at ")
    assert len(lines) <= 4


def test_nothing_is_served_without_credentials(stack: RunningStack) -> None:
    assert ask(stack, "/directory", {"section": "directory"})[0] == 401
    assert ask(stack, "/v1/conferences")[0] == 401


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["TERM", "Ctrl-C"])
def test_it_stops_cleanly_and_leaves_nothing_running(number: signal.Signals, stack: RunningStack) -> None:
    with running_stack() as second:
        second.wait_until_announced()
        started = descendants(second.process.pid)
        status = second.stop(number)

    assert len(started) >= 3
    assert status == 0
    assert "stopped; the data are gone" in second.text
    assert "Traceback" not in second.text
    assert not alive(started)
    # Every start has secrets of its own.
    assert second.told(PASSWORD) != stack.told(PASSWORD)
    assert second.told(r"API_TOKEN_SECRET=(\S+)") != stack.told(r"API_TOKEN_SECRET=(\S+)")


def test_nothing_outlives_it_even_when_it_is_killed() -> None:
    with running_stack() as stack:
        stack.wait_until_announced()
        started = descendants(stack.process.pid)
        stack.stop(signal.SIGKILL)

        assert eventually(lambda: not alive(started), 20)


@pytest.mark.parametrize("variable", ["PORT", "LOCAL_AWS_PORT"])
def test_a_taken_port_is_said_plainly(variable: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "infra.local_stack"],
            cwd=ROOT,
            env=newcomers_environment(**{variable: str(port)}),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr.startswith(f"port {port} on 127.0.0.1 is taken")
    assert f"{variable}={port + 10}" in done.stderr
    assert "Traceback" not in done.stderr
