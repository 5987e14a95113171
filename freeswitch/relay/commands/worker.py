"""Works through the node's queue: conferences side by side, each in order; a message goes when its row has ended."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from gevent.event import Event as Signal

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.claims import PATIENCE_SECONDS, Claimed
from freeswitch.relay.commands.hands import Hands
from freeswitch.relay.commands.inbox import (
    COMMAND_ID,
    LONGEST_QUESTION,
    MOST_AT_ONCE,
    POLL_SECONDS,
    VISIBILITY_SECONDS,
    HeldMessages,
    Inbox,
    Message,
    QueueUnavailable,
)
from freeswitch.relay.commands.meanwhile import meanwhile
from freeswitch.relay.commands.rows import KEEP_SECONDS, CommandRows
from freeswitch.relay.loops.backoff import Backoff
from freeswitch.relay.loops.beside import UNEXPECTED, tell
from freeswitch.relay.switch.absence import Absence
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.tables.base import TablesUnavailable, Unreadable

# A message that cannot be worked off comes back soon: after six tries it is in the dead-letter queue.
AGAIN_SECONDS = 1
# While a command runs, the queue is asked again after so long or when one has ended.
BUSY_SECONDS = 0.25
LONGEST_PAUSE = 10.0
# The longest that one turn of the loop takes.
LONGEST_TURN = LONGEST_QUESTION + LONGEST_PAUSE
# While FreeSWITCH is away, a message in hand is kept for so long: to give it back would use up one of its tries.
HOLD_SECONDS = 10.0


@dataclass(frozen=True)
class Wait:
    """The message is given back, with those behind it, to come again after so many seconds."""

    seconds: int = AGAIN_SECONDS


Verdict = Literal["done", "poison"] | Wait


class CommandWorker:
    """Takes messages while FreeSWITCH is there.

    `may_hold` says that this relay serves the node and does not stop: so long, a message in hand may wait.
    """

    def __init__(
        self,
        inbox: Inbox,
        rows: CommandRows,
        hands: Hands,
        clock: Clock,
        metrics: Metrics,
        *,
        may_hold: Callable[[], bool],
        stopping: Signal,
        ready: Signal,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._inbox = inbox
        self._rows = rows
        self._hands = hands
        self._clock = clock
        self._metrics = metrics
        self._may_hold = may_hold
        self._stopping = stopping
        self._ready = ready
        self._checkpoint = checkpoint
        self._backoff = Backoff(0.5, LONGEST_PAUSE)
        self._absence = Absence("the queue", clock)

    def may_begin(self) -> bool:
        """Whether a command may be begun."""
        return self._may_hold() and self._ready.is_set()

    def wake(self) -> None:
        """Have a waiting question answered: what comes with it is given back to whoever asks next."""
        try:
            self._inbox.wake()
        except QueueUnavailable as problem:
            told = {"problem": str(problem), "what_then": f"a command sent now may wait for {VISIBILITY_SECONDS} s"}
            logger.warning("a question to the queue waits on", extra=told)

    def run_once(self, seconds: int = POLL_SECONDS) -> None:
        """Wait for messages and start to work on them."""
        if not self.may_begin():
            self._clock.sleep(0.1)
            return
        if self._hands.busy:
            # A long question begun now might not hear of conferences that are free only later.
            self._hands.finished.clear()
            self._clock.wait(self._hands.finished, BUSY_SECONDS)
        if self._hands.free < MOST_AT_ONCE or not self.may_begin():
            # A message for which there are no hands would come back unseen, and use up its tries.
            return
        try:
            messages = self._inbox.receive(0 if self._hands.busy else seconds)
        except QueueUnavailable as problem:
            self._metrics.count("QueueUnavailable")
            self._absence.away(str(problem))
            self._clock.wait(self._stopping, self._backoff.failed())
            return
        self._backoff.succeeded()
        self._absence.back()
        if messages:
            self._checkpoint("received")
        # sorted() keeps the order within a conference.
        by_group = sorted(messages, key=lambda message: message.group)
        for _, group in groupby(by_group, key=lambda message: message.group):
            self._hands.begin("commands", self._work_through, list(group))

    def _work_through(self, messages: list[Message]) -> None:
        """Messages of one conference: one that must wait holds back those behind it, a poisoned one does not."""
        held, seconds = HeldMessages(self._inbox, messages), AGAIN_SECONDS
        with meanwhile(KEEP_SECONDS, held.keep):
            while (message := held.first) is not None:
                verdict = self._verdict(message)
                if isinstance(verdict, Wait):
                    seconds = verdict.seconds
                    break
                if verdict == "done":
                    self._checkpoint("recorded")
                    held.done()
                else:
                    held.set_aside()
        held.give_back(seconds if self._may_hold() else 0)

    def _verdict(self, message: Message) -> Verdict:
        with self._hands.lanes.hold(message.group, PATIENCE_SECONDS) as held:
            until = self._clock.monotonic() + HOLD_SECONDS
            while not self._ready.is_set() and self._may_hold() and self._clock.monotonic() < until:
                self._clock.wait(self._ready, BUSY_SECONDS)
            if not held or not self.may_begin():
                return Wait()
            try:
                return self._work(message)
            except UNEXPECTED:
                # Whatever it was, the relay goes on; the message ends in the dead-letter queue.
                tell("a message", command=message.body[:128])
                return "poison"

    def _work(self, message: Message) -> Verdict:
        if message.times > 1:
            self._metrics.count("Redeliveries")
        if not COMMAND_ID.fullmatch(message.body):
            return self._poison(message, "it names no command")
        try:
            match self._rows.work(message.body):
                case Claimed(until=lapse):
                    # Not sooner: to be taken in vain would use up its tries.
                    rest = math.ceil(lapse - self._clock.time()) + AGAIN_SECONDS
                    return Wait(min(max(rest, AGAIN_SECONDS), VISIBILITY_SECONDS))
                case "missing":
                    return self._poison(message, "there is no such command")
                case _:
                    return "done"
        except Unreadable as problem:
            return self._poison(message, str(problem))
        except TablesUnavailable:
            return Wait()

    def _poison(self, message: Message, problem: str) -> Literal["poison"]:
        self._metrics.count("Poison")
        told = {"problem": problem, "conference": message.group, "times": message.times}
        logger.error("a message cannot be worked off", extra=told)
        return "poison"
