"""A caller in a headless Chromium, on the caller's page that the local stack serves."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

DRIVER = Path(__file__).with_name("browser.mjs")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PLAYWRIGHT = DRIVER.parents[2] / "web/node_modules/playwright-core"

Answer = dict[str, object]


def missing() -> str:
    """What a browser caller lacks on this machine, empty when it lacks nothing."""
    if not Path(CHROMIUM).exists():
        return f"{CHROMIUM} is missing: apt-get install chromium, or set CHROMIUM"
    if not PLAYWRIGHT.exists() or not shutil.which("node"):
        return "the web page's packages are missing: make web"
    return ""


class Browser:
    """One browser with one page."""

    def __init__(self, page: str, camera: Path | None = None, inside: Sequence[str] = ()) -> None:
        """`camera` is a film for the camera, otherwise Chromium's own moving test picture.

        `inside` is what stands before a command that is to run in another network, such as `ip netns exec home`.
        """
        more = [camera] if camera else []
        self._process = subprocess.Popen(
            [*inside, "node", DRIVER, page, CHROMIUM, *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._answer() == {"ready": True}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, e: BaseException | None, _t: TracebackType | None) -> None:
        if e is not None and self._process.poll() is None:
            self._tell_why()
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
        self._process.stdout.close()

    def _tell_why(self) -> None:
        """What the page said when a test failed; and how it looked, among the pictures that are kept."""
        print(self.do("text"))  # noqa: T201
        if kept := os.environ.get("LIVE_PICTURES"):
            self.do("screenshot", file=f"{kept}/failed-{self._process.pid}.png")

    def join(self, number: str, user: str, password: str, websocket: str) -> Answer:
        """Fill the form and press Join; `joined` says whether it worked, `alert` why not."""
        return self.do("join", number=number, user=f"{user}@example.com", password=password, websocket=websocket)

    def frames(self) -> int:
        """How many frames of the conference's picture were shown."""
        count = self.do("frames")["frames"]
        assert isinstance(count, int)
        return count

    def draw(self, svg: str, width: int, height: int, file: Path) -> None:
        """Draw an SVG picture as a PNG of this size."""
        self.do("draw", svg=svg, width=str(width), height=str(height), file=str(file))

    def kill(self) -> None:
        """End the browser without a word to anybody."""
        self.do("kill")

    def do(self, order: str, **fields: str) -> Answer:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": order, **fields}) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        assert "error" not in answer, answer
        return answer

    def _answer(self) -> Answer:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, f"the browser's driver ended with status {self._process.poll()}"
        answer: Answer = json.loads(line)
        return answer
