"""Forty callers who come, talk and go; each group of them in a thread, all by the seed."""

import heapq
import random
import threading
import time
from dataclasses import dataclass, field
from itertools import count

from tests.soak.standin import DiaryReader, Orders
from tests.soak.world import CALLERS, NUMBERS, ROOMS, STEADY_CALLERS, STEADY_ROOM, user

GROUPS = 4
STAY_SECONDS, AWAY_SECONDS, TALK_SECONDS = 25.0, 6.0, 3.0
LOOK_SECONDS = 0.25
# A call that somebody made through the API is hung up after so long: nobody else would.
STRANGER_SECONDS = 20.0
JOIN_SECONDS = 10.0


class Switchboard:
    """Who called: one for each thread, on a connection of its own."""

    def __init__(self, port: int, own: set[str]) -> None:
        self._orders = Orders(port)
        self._own = own
        self.calls = self.refused = 0

    def dial(self, caller: int, room: str) -> str | None:
        """Call a room; the call's uuid if the functions let the caller in."""
        answer = self._orders.give(f"dial {user(caller)} {NUMBERS[room]} Caller {caller}")
        if answer.startswith(("refused", "cannot")):
            self.refused += 1
            return None
        self.calls += 1
        self._own.add(answer)
        return answer

    def hang_up(self, call: str) -> None:
        """It may be over already: somebody was kicked, or the switch has begun anew."""
        self._orders.give(f"hang-up {call}")
        self._own.discard(call)

    def talk(self, call: str, word: str) -> None:
        self._orders.give(f"talk {call} {word}")

    def close(self) -> None:
        self._orders.close()


@dataclass(order=True)
class Turn:
    """When a caller does the next thing."""

    at: float
    number: int
    caller: int = field(compare=False)


class Group(threading.Thread):
    """Some of those who come and go."""

    def __init__(self, seed: int, board: Switchboard, callers: list[int], stopping: threading.Event) -> None:
        super().__init__(name=f"callers-{callers[0]}", daemon=True)
        self._random = random.Random(f"callers {seed} {callers[0]}")
        self._board, self._stopping = board, stopping
        self._numbers = count()
        now = time.monotonic()
        self._turns = [Turn(now + self._random.uniform(0, 3), next(self._numbers), caller) for caller in callers]
        heapq.heapify(self._turns)
        self._calls: dict[int, str] = {}

    def run(self) -> None:
        while not self._stopping.is_set():
            turn = heapq.heappop(self._turns)
            if self._stopping.wait(max(turn.at - time.monotonic(), 0)):
                break
            pause = self._act(turn.caller)
            heapq.heappush(self._turns, Turn(time.monotonic() + pause, next(self._numbers), turn.caller))

    def _act(self, caller: int) -> float:
        """Call, talk, or hang up; returns the seconds until the next time."""
        call = self._calls.get(caller)
        if call is None:
            found = self._board.dial(caller, self._random.choice(ROOMS))
            if found is not None:
                self._calls[caller] = found
        elif self._random.random() < TALK_SECONDS / STAY_SECONDS:
            self._board.hang_up(call)
            del self._calls[caller]
            return self._random.expovariate(1 / AWAY_SECONDS)
        else:
            self._board.talk(call, self._random.choice(("on", "off")))
        return self._random.expovariate(1 / TALK_SECONDS)


class Steady(threading.Thread):
    """The few who stay in one room, and come back at once if they are put out of it."""

    def __init__(self, board: Switchboard, diary: DiaryReader, own: set[str], stopping: threading.Event) -> None:
        super().__init__(name="callers-steady", daemon=True)
        self._board, self._diary, self._own, self._stopping = board, diary, own, stopping
        self._calls: dict[int, tuple[str, float]] = {}
        self._strangers: dict[str, float] = {}

    def run(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            for caller in range(STEADY_CALLERS):
                self._bring_back(caller)
            self._put_out_strangers()

    def _bring_back(self, caller: int) -> None:
        call, since = self._calls.get(caller, ("", 0.0))
        # The diary tells of a join a moment after the call was made.
        if self._diary.present.get(call) == STEADY_ROOM or time.monotonic() - since < 2 * LOOK_SECONDS:
            return
        if call:
            self._board.hang_up(call)
            del self._calls[caller]
        found = self._board.dial(caller, STEADY_ROOM)
        if found is not None:
            self._calls[caller] = found, time.monotonic()

    def _put_out_strangers(self) -> None:
        now, present = time.monotonic(), set(self._diary.present)
        for call in present - self._own:
            if now - self._strangers.setdefault(call, now) > STRANGER_SECONDS:
                self._board.hang_up(call)
        for call in set(self._strangers) - present:
            del self._strangers[call]


class Callers:
    """All of them."""

    def __init__(self, seed: int, port: int, diary: DiaryReader) -> None:
        self._stopping = threading.Event()
        own: set[str] = set()
        self._boards = [Switchboard(port, own) for _ in range(GROUPS + 1)]
        coming = list(range(STEADY_CALLERS, CALLERS))
        self._threads: list[threading.Thread] = [
            Group(seed, board, coming[number::GROUPS], self._stopping) for number, board in enumerate(self._boards[:-1])
        ]
        self._threads.append(Steady(self._boards[-1], diary, own, self._stopping))

    @property
    def calls(self) -> int:
        return sum(board.calls for board in self._boards)

    @property
    def refused(self) -> int:
        return sum(board.refused for board in self._boards)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody stay where they are."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(JOIN_SECONDS)
        for board in self._boards:
            board.close()
