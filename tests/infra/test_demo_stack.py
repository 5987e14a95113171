"""`make demo`: the minute is played on a running stack, and whoever follows the conference is told every step of it."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from infra.local.functions.pages import PAGES
from infra.local.meeting.script import MINUTE, OPENING
from tests.infra.local.running import ROOT, RunningStack, eventually, newcomers_environment, running_stack

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

URL, TOKEN = r"functions +(http://127\.0\.0\.1:\d+)", r"API token +(\S+)"
SECONDS = 240.0


@pytest.fixture(scope="module")
def demo() -> Iterator[RunningStack]:
    with running_stack("tests.infra.local.meeting.hurried_stack") as stack:
        stack.wait_until_announced()
        over = eventually(lambda: "That was the minute" in stack.text or "did not go on" in stack.text, SECONDS)
        assert over, stack.text
        yield stack


def ask(stack: RunningStack, path: str, body: object = None, token: str = "") -> Any:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(stack.told(URL) + path, data, headers), timeout=20) as answer:
        return json.load(answer)


def feed(stack: RunningStack) -> list[tuple[str, Any]]:
    """All that was told of the conference, oldest first."""
    found: list[tuple[str, Any]] = []
    after = 0
    while page := ask(stack, f"/v1/conferences/internal/events?after={after}", token=stack.told(TOKEN)):
        if not page["items"]:
            return found
        found += [(one["type"], one["data"]) for one in page["items"]]
        after = page["seq"]
    return found


def test_every_step_was_told_in_its_order(demo: RunningStack) -> None:
    told = feed(demo)
    names: dict[str, str] = {}

    def in_words(kind: str, data: Any) -> str | None:
        uuid = data.get("uuid") or ""
        who = names.get(uuid, "")
        match kind:
            case "member.joined":
                names[data["member"]["uuid"]] = data["member"]["name"]
                return f"{data['member']['name']} comes"
            case "member.talking" if data["talking"]:
                return f"{who} talks"
            case "member.left" | "hand.raised" | "hand.lowered":
                return f"{who}: {kind}"
            case "member.changed" if "name" in data["changed"]:
                names[uuid] = data["changed"]["name"]
                return f"{who} is called {names[uuid]}"
            case "member.changed" if "banner" in data["changed"]:
                banner = data["changed"]["banner"]
                return f"{who} is shown as {banner and banner['text']}"
            case "conference.changed" if "layout" in data["changed"]:
                return f"layout {data['changed']['layout']}"
            case "message.posted":
                return f"{data['name']} writes"
            case "recording.changed" if data["recording"]["state"] in ("live", "ready"):
                return f"recording {data['recording']['state']}"
        return None

    words = [text for kind, data in told if (text := in_words(kind, data))]
    wanted = [
        "Ada comes",
        "Grace comes",
        "Ada talks",
        "Ada comes",
        "Ada is called Mary Jackson",
        "layout 2x2",
        "Grace writes",
        "Grace: hand.raised",
        "Grace: hand.lowered",
        "Grace talks",
        "Grace is shown as Grace Hopper - compilers",
        "recording live",
        "layout 1up_top_left+5",
        "Mary Jackson: member.left",
        "Grace is shown as None",
        "recording ready",
        "Ada talks",
    ]
    rest = iter(words)
    assert [one for one in wanted if one not in rest] == [], (words, demo.text)
    assert len(wanted) == len(OPENING) + len(MINUTE)


def test_the_terminal_says_what_happens_and_what_to_open(demo: RunningStack) -> None:
    assert [step.says for step in (*OPENING, *MINUTE) if step.says not in demo.text] == []
    assert "did not go on" not in demo.text
    if PAGES.is_dir():
        assert f"{demo.told(URL)}/#token={demo.told(TOKEN)}&conference=internal\n" in demo.text


def test_the_guest_s_link_is_good(demo: RunningStack) -> None:
    code = demo.told(r"/call/#entry=(\S+)")

    answer = ask(demo, "/v1/entries/redeem", {"code": code, "browser": "b" * 22})

    assert (answer["name"], answer["conference"]) == ("Katherine Johnson", "internal")


def test_a_freeswitch_of_one_s_own_is_not_played_on() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "infra.local_stack", "--demo"],
        cwd=ROOT,
        env=newcomers_environment(ESL_HOST="127.0.0.1", ESL_PASSWORD="p" * 24),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (
        1,
        "the demo is played on the stand-in, and ESL_HOST=127.0.0.1 is another: unset it\n",
    )
