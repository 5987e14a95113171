"""How large the processes and the relay's queues are, looked at every two seconds."""

import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression

from tests.soak.stack import Stack

LOOK_SECONDS = 2.0
# What a process does in its first two minutes is warming up: modules, pools, caches.
WARM_SECONDS = 120.0
QUEUES = ("events_waiting", "writes_waiting", "commands_running", "conferences", "members", "outputs")


@dataclass
class Life:
    """One process from its start to its end: moments (monotonic) and MB."""

    pid: int
    at: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return self.at[-1] - self.at[0]

    @property
    def slope(self) -> float | None:
        """MB a minute once it is warm; None where it did not live long enough to tell."""
        warm = [pair for pair in zip(self.at, self.megabytes, strict=True) if pair[0] - self.at[0] >= WARM_SECONDS]
        if len(warm) < 10 or warm[-1][0] - warm[0][0] < WARM_SECONDS / 2:
            return None
        moments, sizes = zip(*warm, strict=True)
        return linear_regression(moments, sizes).slope * 60

    @property
    def grown(self) -> float:
        """MB from a quarter of its life to its end."""
        return self.megabytes[-1] - self.megabytes[len(self.megabytes) // 4]


class Sizes:
    """Looks in a thread of its own."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self.lives: dict[str, list[Life]] = defaultdict(list)
        self.largest: dict[str, int] = dict.fromkeys(QUEUES, 0)
        self.last: dict[str, int] = dict.fromkeys(QUEUES, 0)
        self.ill: list[str] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sizes", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(10)

    def longest(self, part: str) -> Life:
        """The life of a part that tells most about growth."""
        return max(self.lives[part], key=lambda life: life.seconds)

    def slope(self, part: str) -> float | None:
        """MB a minute of a part: what leaks does so in every life that was long enough, so the smallest counts."""
        return min((slope for life in self.lives[part] if (slope := life.slope) is not None), default=None)

    def parts(self) -> Sequence[str]:
        return sorted(part for part, lives in self.lives.items() if lives)

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            for part, pid in self._stack.pids().items():
                self._look(part, pid)
            self._ask_relay()

    def _look(self, part: str, pid: int) -> None:
        size = resident_megabytes(pid)
        if size is None:
            return
        lives = self.lives[part]
        if not lives or lives[-1].pid != pid:
            lives.append(Life(pid))
        lives[-1].at.append(time.monotonic())
        lives[-1].megabytes.append(size)

    def _ask_relay(self) -> None:
        facts = self._stack.health()
        if facts is None:
            return
        if facts.get("status") not in ("ok", None):
            self.ill.append(f"/healthz: {facts.get('status')} {facts.get('stuck', '')}")
        for name in QUEUES:
            value = facts.get(name)
            if isinstance(value, int):
                self.largest[name] = max(self.largest[name], value)
                self.last[name] = value


def resident_megabytes(pid: int) -> float | None:
    """RSS of a process; None when it has ended."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    found = next((line.split()[1] for line in text.splitlines() if line.startswith("VmRSS:")), None)
    return None if found is None else int(found) / 1024
