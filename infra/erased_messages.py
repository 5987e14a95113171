"""What a person wrote in a domain's meetings goes, with their name: from the rows, and the words from the feed."""

import time
from collections.abc import Collection

from functions.shared.feed.page_events import posted_id
from functions.shared.feed.redacting import take_text_out
from functions.shared.grammars.moments import rfc3339
from functions.shared.tables.live.messages import StoredMessage, find_message, forget_sender, messages_by

# A host may delete it at the same moment.
TRIES = 5


def subjects_of(domain: str, name: str) -> Collection[str]:
    """What stands as `sub` in tokens of this person: the name alone, or with the domain."""
    return {name, f"{name}@{domain}"}


def messages_with(domain: str, name: str) -> list[StoredMessage]:
    """What they wrote, in whichever meeting.

    Raises:
        TablesUnavailable: nothing is known.
    """
    return messages_by(domain, subjects_of(domain, name))


def erase_messages(messages: Collection[StoredMessage]) -> int:
    """Take text and name out of these messages; gives how many there were. That there was a message stays.

    Raises:
        TablesUnavailable: a part of it is done; to do it again is right.
    """
    at = rfc3339(time.time())
    for message in messages:
        # First: a message without a sender is found no more.
        take_text_out(message.conference, posted_id(message.meeting, message.id), after=message.told_after)
        current: StoredMessage | None = message
        for _ in range(TRIES):
            if current is None or forget_sender(current, at=at):
                break
            current = find_message(message.meeting, message.id, message.domain)
    return len(messages)
