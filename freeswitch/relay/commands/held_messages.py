"""The messages of one conference that are in hand: kept from others, given back, or done with."""

from collections.abc import Callable

from freeswitch.relay.commands.inbox import COMMAND_ID, MOST_TRIES, Inbox, Message, QueueUnavailable
from freeswitch.relay.logs import logger


class HeldMessages:
    """Worked off in their order; one that cannot be is set aside and given back with those that are left."""

    def __init__(self, inbox: Inbox, messages: list[Message]) -> None:
        self._inbox = inbox
        self._waiting = list(messages)
        self._aside: list[Message] = []

    @property
    def first(self) -> Message | None:
        return self._waiting[0] if self._waiting else None

    def keep(self) -> None:
        """Extend the visibility of those that wait, beside the work on them."""
        for message in list(self._waiting):
            # The ones before it took their time: it may be done by now.
            if message in self._waiting:
                _tell_if_not("kept", message, self._inbox.keep)

    def done(self) -> None:
        """The first one's command has ended."""
        # One that cannot be deleted comes again, is found to have ended and is deleted then.
        _tell_if_not("deleted", self._waiting.pop(0), self._inbox.delete)

    def set_aside(self) -> None:
        """The first one cannot be worked off; those behind it can."""
        self._aside.append(self._waiting.pop(0))

    def give_back(self, seconds: int) -> None:
        """What is not done comes again after so long; nobody may keep it any more.

        One that has no try left and is not to blame is deleted: its row stands among the open commands, where it is
        found within seconds, while a dead letter is for people to look at.
        """
        for message in self._aside:
            self._give_back(message, seconds)
        for message in self._waiting:
            if message.times >= MOST_TRIES and COMMAND_ID.fullmatch(message.body):
                _tell_if_not("deleted", message, self._inbox.delete)
            else:
                self._give_back(message, seconds)

    def _give_back(self, message: Message, seconds: int) -> None:
        _tell_if_not("given back", message, lambda one: self._inbox.keep(one, seconds))


def _tell_if_not(what: str, message: Message, action: Callable[[Message], None]) -> None:
    try:
        action(message)
    except QueueUnavailable as problem:
        logger.warning(f"a message could not be {what}", extra={"problem": str(problem), "command": message.body[:128]})
