"""What is asked on a connection, and whose an answer is: FreeSWITCH answers in the order in which it was asked."""

import os
from collections import deque
from collections.abc import Callable

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
# So many questions in a row that got no reply in time, though replies came: one was left out, and each answers another.
MOST_OUT_OF_STEP = 3


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
        self._waiting: deque[Waiter[Reply]] = deque()
        self._sending = BoundedSemaphore()
        self._deadlines = Deadlines()
        self._replies = 0
        self._out_of_step = 0

    def open(self, to: socket.socket) -> None:
        """From now on it can be asked."""
        self._socket, self._descriptor = to, to.fileno()
        self._out_of_step = 0

    def end(self, reason: str) -> None:
        """Nothing can be asked any more, and whoever waits waits in vain."""
        # The system gives the descriptor's number to the next file that is opened.
        self._socket, self._descriptor, self._loss = None, -1, reason
        while self._waiting:
            fail(self._waiting.popleft(), ConnectionLost(reason))

    def answered(self, reply: Reply) -> None:
        """Give it to whoever has waited longest.

        Raises:
            ProtocolError: nobody has asked.
        """
        if not self._waiting:
            raise ProtocolError("a reply to nothing that was asked")
        self._replies += 1
        self._waiting.popleft().switch(reply)

    def ask(self, message: bytes, seconds: float) -> Reply:
        """Send it and wait for the reply.

        Raises:
            ReplyTimeout: no reply in time; its place in the order is kept, later replies still match.
            ConnectionLost: the connection ended before the reply.
        """
        answer: Waiter[Reply] = Waiter()
        self._deadlines.add(answer, seconds)
        before = self._replies
        try:
            self._write(message, answer, seconds)
            reply: Reply = answer.get()
        except ReplyTimeout:
            self._missed(self._replies > before)
            raise
        finally:
            self._deadlines.remove(answer)
        self._out_of_step = 0
        return reply

    def _missed(self, others_were_answered: bool) -> None:
        """A switch that is slow answers late and in order; one that left a reply out never answers this question."""
        self._out_of_step = self._out_of_step + 1 if others_were_answered else 0
        if self._out_of_step >= MOST_OUT_OF_STEP:
            self._lose("a reply was left out: what comes answers something else")

    def _write(self, message: bytes, answer: "Waiter[Reply]", seconds: float) -> None:
        if self._sending.locked():
            # Half of another's command is on the wire.
            with self._sending:
                self._write_rest(self._expect(answer), message, seconds)
            return
        to = self._expect(answer)
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

    def _expect(self, answer: "Waiter[Reply]") -> socket.socket:
        if self._socket is None:
            raise ConnectionLost(self._loss)
        if len(self._waiting) >= MOST_WAITING:
            raise self._lost(f"{MOST_WAITING} commands without a reply")
        self._waiting.append(answer)
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
