"""What is asked on a connection, and whose an answer is: FreeSWITCH answers in the order in which it was asked.

It may leave an answer out (mod_event_socket.c:1540), and each later one would be taken for the one before it. So a mark
with a number of its own goes behind every question: an answer counts only where its own mark comes right behind it.
"""

import os
from collections import deque
from collections.abc import Callable
from itertools import cycle

import gevent
from gevent import socket
from gevent.hub import Waiter
from gevent.lock import BoundedSemaphore

from freeswitch.relay.switch.deadlines import Deadlines, fail
from freeswitch.relay.switch.errors import ConnectionLost, ReplyTimeout
from freeswitch.relay.switch.frames import ProtocolError
from freeswitch.relay.switch.reply import Reply

# Commands that wait for their reply on one connection; more than this means that nothing comes back.
MOST_WAITING = 1000
# A word to a call that there is not: FreeSWITCH says so with its name (mod_event_socket.c:2220); nothing is done, and
# neither an event nor a line of its log tells of it.
MARK, MARKED = "sendmsg step-{}\n\n", "-ERR invalid session id [step-{}]"
_ANY_MARKED = MARKED.partition("{")[0]
# They go round: one that is missing shows in the next, and a head that has come before is not read anew (`frames.py`).
NUMBERS = range(100)
# What begins and ends a connection: FreeSWITCH does not listen yet, or any more, to what comes behind it.
_UNMARKED = b"auth ", b"exit"


class _Asked:
    """One question on its way; its answer waits in `reply` for the mark behind it."""

    __slots__ = ("answer", "marked", "reply")

    def __init__(self, answer: "Waiter[Reply]", marked: str) -> None:
        self.answer = answer
        self.marked = marked
        self.reply: Reply | None = None


class Questions:
    """Writes commands whole, one after the other.

    Args:
        lose: called with the reason when nothing more can be sent; it must call `end`.
    """

    def __init__(self, lose: Callable[[str], None]) -> None:
        self._lose = lose
        self._socket: socket.socket | None = None
        self._descriptor = -1
        self._loss = "not connected"
        self._waiting: deque[_Asked] = deque()
        self._numbers = cycle(NUMBERS)
        self._sending = BoundedSemaphore()
        self._deadlines = Deadlines()

    def open(self, to: socket.socket) -> None:
        """From now on it can be asked."""
        self._socket, self._descriptor = to, to.fileno()

    def end(self, reason: str) -> None:
        """Nothing can be asked any more, and whoever waits waits in vain."""
        # The system gives the descriptor's number to the next file that is opened.
        self._socket, self._descriptor, self._loss = None, -1, reason
        while self._waiting:
            fail(self._waiting.popleft().answer, ConnectionLost(reason))

    def answered(self, reply: Reply) -> None:
        """Give it to whoever has waited longest, once it is sure that it is theirs.

        Raises:
            ProtocolError: nobody has asked, or a reply was left out and this one answers something else.
        """
        if not self._waiting:
            raise ProtocolError("a reply to nothing that was asked")
        asked = self._waiting[0]
        # A text that an API command has answered stands in the frame's body, never in this line.
        said = reply.headers.get("Reply-Text", "")
        is_mark = asked.reply is not None
        if said != asked.marked if is_mark else said.startswith(_ANY_MARKED):
            raise ProtocolError("a reply was left out: what comes answers something else")
        if asked.marked and not is_mark:
            asked.reply = reply
            return
        self._waiting.popleft()
        asked.answer.switch(asked.reply or reply)

    def ask(self, message: bytes, seconds: float) -> Reply:
        """Send it and wait for the reply.

        Raises:
            ReplyTimeout: no reply in time; its place in the order is kept, later replies still match.
            ConnectionLost: the connection ended before the reply, or the reply was left out.
        """
        answer: Waiter[Reply] = Waiter()
        marked = ""
        if not message.startswith(_UNMARKED):
            number = next(self._numbers)
            marked = MARKED.format(number)
            message += MARK.format(number).encode()
        self._deadlines.add(answer, seconds)
        try:
            self._write(message, _Asked(answer, marked), seconds)
            reply: Reply = answer.get()
        finally:
            self._deadlines.remove(answer)
        return reply

    def _write(self, message: bytes, asked: _Asked, seconds: float) -> None:
        if self._sending.locked():
            # Half of another's command is on the wire.
            with self._sending:
                self._write_rest(self._expect(asked), message, seconds)
            return
        to = self._expect(asked)
        try:
            # Not gevent's sendall: that costs a fifth of the whole round trip, and the system takes a command at once.
            sent = os.write(self._descriptor, message)
        except BlockingIOError:
            sent = 0
        except OSError as problem:
            raise self._lost(str(problem)) from None
        if sent < len(message):
            with self._sending:
                self._write_rest(to, message[sent:], seconds)

    def _expect(self, asked: _Asked) -> socket.socket:
        if self._socket is None:
            raise ConnectionLost(self._loss)
        if len(self._waiting) >= MOST_WAITING:
            raise self._lost(f"{MOST_WAITING} commands without a reply")
        self._waiting.append(asked)
        return self._socket

    def _write_rest(self, to: socket.socket, message: bytes, seconds: float) -> None:
        deadline = gevent.Timeout(seconds)
        try:
            with deadline:
                to.sendall(message)
        except OSError as problem:
            raise self._lost(str(problem)) from None
        except gevent.Timeout as timeout:
            # Half a command may be on the wire: nothing sent after it would mean what it says.
            self._lose("FreeSWITCH stopped reading")
            if timeout is not deadline:
                raise
            raise ReplyTimeout(f"not sent within {seconds:g} s") from None
        except gevent.GreenletExit:
            self._lose("whoever sent was ended")
            raise

    def _lost(self, reason: str) -> ConnectionLost:
        """End it for this reason, or learn for which one it has ended already."""
        self._lose(reason)
        return ConnectionLost(self._loss)
