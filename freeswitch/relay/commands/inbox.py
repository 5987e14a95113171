"""The node's queue as the relay uses it: take messages, keep them, give them back, be done with them."""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from freeswitch.relay.telemetry.logs import logger
from functions.shared.version import USER_AGENT

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# A message that its relay does not keep comes back after so long; a kill -9 costs no more than this.
VISIBILITY_SECONDS = 15
# One question waits so long for a message: the longest that SQS allows, and 20 times cheaper than asking each second.
POLL_SECONDS = 20
MOST_AT_ONCE = 10
CONNECT_SECONDS = 2.0
# Longest wait for an answer to what is said of a message.
BRIEF_SECONDS = 5.0
# The longest that a question for messages takes when nobody answers.
LONGEST_QUESTION = CONNECT_SECONDS + POLL_SECONDS + BRIEF_SECONDS
# A message that was received so often and is not deleted goes to the dead letters (template.yaml: maxReceiveCount).
# A relay that is killed, an answer of SQS that is lost, a deletion that SQS refuses each cost a try: three such moments
# in a row happen, and the command's row has its end all the same.
MOST_TRIES = 6
COMMAND_ID = re.compile(r"[A-Za-z0-9_.-]{1,128}")
# What a relay sends itself to have its waiting question answered; no command's id has such a letter.
WAKE = "wake!"


class QueueUnavailable(Exception):
    """SQS did not answer, or refused."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: the id of a command. `times` is how often it has been received, this time included."""

    body: str
    group: str
    times: int
    handle: str


class Inbox:
    """One FIFO queue."""

    def __init__(self, url: str, region: str) -> None:
        self._url = url
        # Whether a question waits for messages just now.
        self.asking = False
        # Messages that came, and those that went: changes when there was something to do.
        self.worked = 0
        # The API's client gives up after a second; this one waits for messages.
        self._client = client(region, read_timeout=POLL_SECONDS + BRIEF_SECONDS)
        # What is said of a message in hand has its answer at once or not at all.
        self._brief = client(region, read_timeout=BRIEF_SECONDS)

    def receive(self, seconds: int = POLL_SECONDS) -> list[Message]:
        """Wait for messages; those of one group come in their order.

        Raises:
            QueueUnavailable: no answer.
        """
        self.asking = seconds > 0
        try:
            with answering():
                answer = self._client.receive_message(
                    QueueUrl=self._url,
                    MaxNumberOfMessages=MOST_AT_ONCE,
                    VisibilityTimeout=VISIBILITY_SECONDS,
                    WaitTimeSeconds=seconds,
                    MessageSystemAttributeNames=["MessageGroupId", "ApproximateReceiveCount"],
                )
        finally:
            self.asking = False
        messages = [
            Message(
                body=message.get("Body", ""),
                group=message.get("Attributes", {}).get("MessageGroupId", ""),
                times=int(message.get("Attributes", {}).get("ApproximateReceiveCount", "1")),
                handle=message.get("ReceiptHandle", ""),
            )
            for message in answer.get("Messages", [])
        ]
        self.worked += len(messages)
        for message in messages:
            if message.body == WAKE:
                self.delete(message)
        return [message for message in messages if message.body != WAKE]

    def wake(self) -> None:
        """Have the waiting question answered, if there is one.

        To give it up would not end it: SQS may still answer it with a message, which nobody sees before its visibility
        ends.

        Raises:
            QueueUnavailable: it may wait on.
        """
        if not self.asking:
            return
        # In a group of its own: one that somebody holds would hold back this one.
        name = uuid.uuid4().hex
        with answering():
            self._brief.send_message(
                QueueUrl=self._url, MessageBody=WAKE, MessageGroupId=name, MessageDeduplicationId=name
            )

    def keep(self, message: Message, seconds: int = VISIBILITY_SECONDS) -> None:
        """Show the message to nobody else for so long from now; 0 gives it back."""
        with answering():
            self._brief.change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=message.handle, VisibilityTimeout=seconds
            )

    def delete(self, message: Message) -> None:
        """The command has ended and its row says so."""
        self.worked += 1
        with answering():
            self._brief.delete_message(QueueUrl=self._url, ReceiptHandle=message.handle)


class HeldMessages:
    """The messages of one conference in hand, worked off in their order; one that cannot be is set aside meanwhile."""

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


def client(region: str, *, read_timeout: float) -> "SQSClient":
    """A client that tries only once: its callers pause and try again themselves."""
    config = Config(
        user_agent_extra=USER_AGENT,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=read_timeout,
        retries={"total_max_attempts": 1, "mode": "standard"},
        max_pool_connections=50,
    )
    return boto3.client("sqs", region_name=region, config=config)


@contextmanager
def answering() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as problem:
        raise QueueUnavailable(str(problem)) from problem
