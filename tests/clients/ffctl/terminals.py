"""ffctl at a terminal of our own: before the real API in this process, or before answers by the list."""

from collections.abc import Callable, Mapping
from pathlib import Path

import httpx2
import msgspec
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from ffctl.app import app
from ffctl.endings import NOWHERE, Unable
from ffctl.surroundings import Surroundings
from freeswitch_functions_client import Api, AsyncApi
from tests.functions.control import SETTINGS, token
from tests.functions.whole_api import whole_api

URL = "https://api.example.com"
Answering = Callable[[httpx2.Request], httpx2.Response]


class KeysInMemory:
    """A keyring; without one it is as where the system has none."""

    def __init__(self, *, is_there: bool = True) -> None:
        self.kept: dict[str, str] = {}
        self.asked: list[str] = []
        self._is_there = is_there

    def find(self, place: str) -> str | None:
        self._need()
        self.asked.append(place)
        return self.kept.get(place)

    def keep(self, place: str, token: str) -> None:
        self._need()
        self.kept[place] = token

    def forget(self, place: str) -> None:
        self._need()
        self.kept.pop(place, None)

    def _need(self) -> None:
        if not self._is_there:
            raise Unable("this system has no keyring", NOWHERE)


class Terminal:
    """Runs ffctl; `requests` are those that were sent, without their bodies.

    Args:
        folder: for the file of profiles.
        answer: in the API's place; without it the whole API answers.
    """

    def __init__(
        self, folder: Path, answer: Answering | None = None, *, environ: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.keys = KeysInMemory()
        self.environ = {"FFCTL_URL": URL, "FFCTL_TOKEN": token()} if environ is None else environ
        self.requests: list[httpx2.Request] = []
        self.now = 0.0
        self.answers_to_questions = ["secret-that-was-asked-for"]
        self._answer = answer or _of_the_api()

    def run(self, *words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, words, input=typed, obj=self.surroundings())

    def json(self, *words: str) -> dict[str, object]:
        """What `--json` prints of what is done."""
        done = self.run(*words, "--json")
        assert done.exit_code == 0, done.stderr
        found: dict[str, object] = msgspec.json.decode(done.stdout)
        return found

    def surroundings(self) -> Surroundings:
        return Surroundings(
            self.environ,
            self.folder,
            self.keys,
            connect=self._connect,
            connect_async=AsyncApi,
            ask=lambda _: self.answers_to_questions[0],
            sleep=self._sleep,
            clock=lambda: self.now,
        )

    def _connect(self, url: str, token: str) -> Api:
        client = httpx2.Client(transport=httpx2.MockTransport(self._send))
        return Api(url, token, client=client, sleep=self._sleep, clock=lambda: self.now)

    def _send(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        return self._answer(request)

    def _sleep(self, seconds: float) -> None:
        self.now += seconds


def _of_the_api() -> Answering:
    client = TestClient(whole_api(SETTINGS), raise_server_exceptions=False)

    def answer(request: httpx2.Request) -> httpx2.Response:
        told = client.request(
            request.method, request.url.raw_path.decode(), content=request.read(), headers=dict(request.headers)
        )
        # It is unpacked already.
        headers = {
            name: value for name, value in told.headers.items() if name not in ("content-encoding", "content-length")
        }
        return httpx2.Response(told.status_code, content=told.content, headers=headers)

    return answer
