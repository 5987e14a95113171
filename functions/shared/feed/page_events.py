"""Events of what people do in pages, which no state of the switch tells; each is told once, whoever tells it again."""

import hashlib

from functions.shared.feed.events import (
    Event,
    HandLowered,
    HandRaised,
    Happening,
    MessageDeleted,
    MessagePosted,
    PresenceJoined,
    PresenceLeft,
    plain,
    type_of,
)


def message_posted(conference: str, meeting: str, message: MessagePosted, *, at: str) -> Event:
    """A message was written.

    Args:
        meeting: the meeting's uuid.
        at: RFC 3339 in UTC, as in all of these.
    """
    return _event(conference, meeting, message, posted_id(meeting, message.id), at)


def message_deleted(conference: str, meeting: str, message: str, *, at: str) -> Event:
    """A message with this id is to be shown no more."""
    return _event(conference, meeting, MessageDeleted(id=message), _id(meeting, message, "deleted"), at)


def posted_id(meeting: str, message: str) -> str:
    """The id of the event that tells of a message."""
    return _id(meeting, message, "posted")


def hand_moved(conference: str, meeting: str, hand: HandRaised | HandLowered, name: str, *, at: str) -> Event:
    """A hand went up or down.

    Args:
        name: the event's id, the same for whoever tells of this movement.
    """
    return _event(conference, meeting, hand, name, at)


def presence_joined(conference: str, meeting: str, joined: PresenceJoined, name: str, *, at: str) -> Event:
    """Somebody follows the conference in a page."""
    return _event(conference, meeting, joined, name, at)


def presence_left(conference: str, meeting: str, subject: str, name: str, *, at: str) -> Event:
    """Nobody of this subject does so any more."""
    return _event(conference, meeting, PresenceLeft(subject=subject), name, at)


def _id(*parts: str) -> str:
    """Of one length, whatever it is made of: the queue that wakes takes no long ones."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _event(conference: str, meeting: str, happening: Happening, name: str, at: str) -> Event:
    return Event(conference=conference, id=name, type=type_of(happening), at=at, meeting=meeting, data=plain(happening))
