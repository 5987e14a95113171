"""One real FreeSWITCH and one local stack for all tests here; without FREESWITCH they are skipped."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.live import browser
from tests.live.browser import Browser
from tests.live.cameras import camera
from tests.live.meeting import PASSWORD, Meeting
from tests.live.processes import free_ports, wait_until
from tests.live.stack import LOOKUP_PASSWORD, Stack
from tests.live.studio import CAMERAS, PATH, Studio, join, provision
from tests.live.switch import Switch
from tests.live.tidying import tidy

HERE = Path(__file__).parent
NOT_HERE = "set FREESWITCH to a FreeSWITCH 1.10.12 binary to run the live tests"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.live)
            if not os.environ.get("FREESWITCH"):
                item.add_marker(pytest.mark.skip(reason=NOT_HERE))


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: LIVE_PICTURES, to look at them, or a folder that goes away."""
    folder = Path(os.environ.get("LIVE_PICTURES") or tmp_path_factory.mktemp("pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def running() -> list[tuple[Switch, Stack]]:
    """The node that all tests have in common, once one of them has asked for it."""
    return []


@pytest.fixture(scope="module", autouse=True)
def nothing_left_behind(running: list[tuple[Switch, Stack]]) -> Iterator[None]:
    """The next file finds what the first one found."""
    yield
    for switch, stack in running:
        tidy(switch, stack)


@pytest.fixture(scope="session")
def node(
    tmp_path_factory: pytest.TempPathFactory, running: list[tuple[Switch, Stack]]
) -> Iterator[tuple[Switch, Stack]]:
    """A switch and its back end, both running."""
    port, aws_port = free_ports(2)
    folder = tmp_path_factory.mktemp("node")
    switch = Switch(os.environ["FREESWITCH"], folder, f"http://127.0.0.1:{port}", LOOKUP_PASSWORD)
    stack = Stack(folder, port, aws_port, switch.ports["esl"])
    # The caller's page calls no others.
    stack.environ["CALL_SERVERS"] = switch.websocket
    try:
        stack.start()
        switch.start()
        running.append((switch, stack))
        yield switch, stack
    finally:
        running.clear()
        switch.stop()
        stack.stop()


@pytest.fixture
def switch(node: tuple[Switch, Stack]) -> Switch:
    return node[0]


@pytest.fixture
def stack(node: tuple[Switch, Stack]) -> Stack:
    return node[1]


@pytest.fixture
def caller_page(stack: Stack) -> str:
    """The address of the caller's page; the test is skipped where no browser can be had."""
    if reason := browser.missing():
        pytest.skip(reason)
    return f"{stack.url}/call/"


@pytest.fixture
def two_browsers(caller_page: str) -> Iterator[tuple[Browser, Browser]]:
    with Browser(caller_page) as one, Browser(caller_page) as other:
        yield one, other


@pytest.fixture(scope="module")
def meeting(node: tuple[Switch, Stack]) -> Iterator[Meeting]:
    switch, stack = node
    if reason := browser.missing():
        pytest.skip(reason)
    page = f"{stack.url}/call/"
    with Browser(page) as ada, Browser(page) as grace:
        assert ada.join("999", "1000", PASSWORD, switch.websocket)["joined"]
        assert grace.join("999", "1001", PASSWORD, switch.websocket)["joined"]
        wait_until(
            lambda: stack.ask("GET", "/v1/conferences/internal")[1].get("member_count") == 2,
            "the API knows both",
            within=90,
        )
        yield Meeting(switch, stack, ada)


@pytest.fixture(scope="module")
def studio(node: tuple[Switch, Stack], pictures: Path) -> Iterator[Studio]:
    """Three callers in a room with layouts of its own."""
    switch, stack = node
    if reason := browser.missing():
        pytest.skip(reason)
    provision(stack)
    with ExitStack() as browsers:
        films = {user: camera(stack.folder, user, colour) for user, colour in CAMERAS.items()}
        people = {user: browsers.enter_context(Browser(f"{stack.url}/call/", film)) for user, film in films.items()}
        studio = Studio(switch, stack, pictures, people)
        assert people["1000"].join("998", "1000", PASSWORD, switch.websocket) == {"joined": True}
        wait_until(lambda: stack.ask("GET", PATH)[0] == 200, "the API knows the room")
        for user in ("1001", "1002"):
            join(studio, user, PASSWORD)
        yield studio
