"""Works off the node's queue: conferences beside each other, each in order; a message goes when its row has ended."""

import re
from collections.abc import Callable
from functools import partial
from itertools import groupby

from gevent.event import Event as Signal
from gevent.pool import Pool

from freeswitch.relay.backoff import Backoff
from freeswitch.relay.beside import UNEXPECTED, spawn, tell
from freeswitch.relay.clock import Clock
from freeswitch.relay.command_rows import KEEP_SECONDS, PATIENCE_SECONDS, CommandRows
from freeswitch.relay.inbox import MOST_AT_ONCE, POLL_SECONDS, Inbox, Message, QueueUnavailable
from freeswitch.relay.logs import logger
from freeswitch.relay.meanwhile import meanwhile
from freeswitch.relay.metrics import Metrics
from functions.shared.tables.base import TablesUnavailable

# Conferences that are worked on at once.
MOST_GROUPS = 64
# A message that cannot be worked off comes back soon: after three tries it is in the dead-letter queue.
AGAIN_SECONDS = 1
# While a command runs, the queue is asked again after so long or when one has ended.
BUSY_SECONDS = 0.25
# While FreeSWITCH is away, a message in hand is kept for so long: to give it back would use up one of its tries.
HOLD_SECONDS = 10.0

_COMMAND_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")


class CommandWorker:
    """Takes messages while `may_work` says so."""

    def __init__(
        self,
        inbox: Inbox,
        rows: CommandRows,
        clock: Clock,
        metrics: Metrics,
        *,
        may_work: Callable[[], bool],
        ready: Signal,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._inbox = inbox
        self._rows = rows
        self._clock = clock
        self._metrics = metrics
        self._may_work = may_work
        self._ready = ready
        self._checkpoint = checkpoint
        self._pool = Pool(MOST_GROUPS)
        # Conferences under way.
        self.busy = 0
        self._finished = Signal()
        self._backoff = Backoff(0.5, 10.0)
        self.stopping = False

    def run_once(self, seconds: int = POLL_SECONDS) -> None:
        """Wait for messages and start to work on them."""
        if self.stopping or not self._may_work():
            self._clock.sleep(0.1)
            return
        if self.busy:
            # A long question begun now might not hear of conferences that are free only later.
            self._finished.clear()
            self._clock.wait(self._finished, BUSY_SECONDS)
        if self._pool.free_count() < MOST_AT_ONCE:
            # A message for which there are no hands would come back unseen, and use up its tries.
            return
        try:
            messages = self._inbox.receive(0 if self.busy else seconds)
        except QueueUnavailable as problem:
            self._metrics.count("QueueUnavailable")
            logger.warning("the queue does not answer", extra={"problem": str(problem)})
            self._clock.sleep(self._backoff.failed())
            return
        self._backoff.succeeded()
        if messages:
            self._checkpoint("received")
        # sorted() keeps the order within a conference.
        by_group = sorted(messages, key=lambda message: message.group)
        for _, group in groupby(by_group, key=lambda message: message.group):
            self.busy += 1
            spawn("commands", self._work_group, list(group), pool=self._pool)

    def join(self, seconds: float) -> bool:
        """Wait for what is under way; tells whether all of it has ended."""
        return bool(self._pool.join(timeout=seconds))

    def _work_group(self, messages: list[Message]) -> None:
        try:
            self._work_through(messages)
        finally:
            self.busy -= 1
            self._finished.set()

    def _work_through(self, messages: list[Message]) -> None:
        """Messages of one conference: one that must wait holds back those behind it, a poisoned one does not."""
        waiting, left = list(messages), []
        with meanwhile(KEEP_SECONDS, partial(self._keep, waiting)):
            while waiting:
                message = waiting[0]
                verdict = self._verdict(message)
                if verdict == "wait":
                    break
                waiting.pop(0)
                if verdict == "done":
                    self._checkpoint("recorded")
                    self._delete(message)
                else:
                    left.append(message)
            left += waiting
            waiting.clear()
        for message in left:
            self._give_back(message)

    def _verdict(self, message: Message) -> str:
        if not self._may_work() and not self.stopping:
            self._clock.wait(self._ready, HOLD_SECONDS)
        if self.stopping or not self._may_work():
            return "wait"
        try:
            return self._work(message)
        except UNEXPECTED:
            # Whatever it was, the relay goes on; the message ends in the dead-letter queue.
            tell("a message", command=message.body[:128])
            return "poison"

    def _work(self, message: Message) -> str:
        if message.times > 1:
            self._metrics.count("Redeliveries")
        if not _COMMAND_ID.fullmatch(message.body):
            return self._poison(message, "it names no command")
        until = self._clock.monotonic() + PATIENCE_SECONDS
        pause = Backoff(0.2, 5.0)
        while True:
            try:
                match self._rows.work(message.body):
                    case "ended":
                        return "done"
                    case "busy":
                        return "wait"
                    case "missing":
                        return self._poison(message, "there is no such command")
            except TablesUnavailable as problem:
                self._metrics.count("TablesUnavailable")
                logger.warning("DynamoDB does not answer", extra={"problem": str(problem), "command": message.body})
                # To give it back would use up its tries; here it is kept, however long that takes.
                if self.stopping or self._clock.monotonic() > until:
                    return "wait"
                self._clock.sleep(pause.failed())

    def _keep(self, messages: list[Message]) -> None:
        """Extend the messages' visibility while they wait here."""
        for message in list(messages):
            try:
                self._inbox.keep(message)
            except QueueUnavailable as problem:
                logger.warning("a message could not be kept", extra={"problem": str(problem)})

    def _delete(self, message: Message) -> None:
        try:
            self._inbox.delete(message)
        except QueueUnavailable as problem:
            # It comes again, is found to have ended and is deleted then.
            logger.warning("a message could not be deleted", extra={"problem": str(problem)})

    def _give_back(self, message: Message) -> None:
        try:
            self._inbox.keep(message, 0 if self.stopping else AGAIN_SECONDS)
        except QueueUnavailable as problem:
            logger.warning("a message could not be given back", extra={"problem": str(problem)})

    def _poison(self, message: Message, problem: str) -> str:
        self._metrics.count("Poison")
        told = {"problem": problem, "conference": message.group, "times": message.times}
        logger.error("a message cannot be worked off", extra=told)
        return "poison"
