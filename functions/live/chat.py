"""Messages: written by who may, deleted by hosts; told in the feed, and kept with their meeting."""

import secrets
import time
from collections.abc import Callable

import msgspec

from functions.shared.api.field_errors import shown
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.audit.entry import kept_until
from functions.shared.feed.appending import append, append_once, last_seq
from functions.shared.feed.events import MessagePosted
from functions.shared.feed.page_events import message_deleted, message_posted, posted_id
from functions.shared.feed.redacting import take_text_out
from functions.shared.grammars.messages import trouble_with_message
from functions.shared.grammars.moments import rfc3339
from functions.shared.participation.people import Person, name_of
from functions.shared.state import ConferenceState
from functions.shared.tables.counters.allowances import hold_place, next_free
from functions.shared.tables.known.meeting_days import meeting_days
from functions.shared.tables.live.messages import StoredMessage, find_message, put_message, replace_message
from functions.shared.tables.transactions import Put
from functions.shared.telemetry.observations import count

# So many messages of one sender in so many seconds.
MOST, SECONDS = 10, 10.0
# In seconds: of one that goes on for longer its first messages go sooner than the meeting.
LONGEST_MEETING = 24 * 3600.0


def write(conference: ConferenceState, person: Person, text: str, own_id: str | None) -> StoredMessage:
    """Write a message to everybody in the conference; one with an id that is there already is that message.

    Raises:
        Problem: the text is no message, the id is another message's, or they write too much.
        TablesUnavailable: it may be written; to write it again under the same id is right.
    """
    if trouble := trouble_with_message(text):
        raise invalid_field("text", trouble, value=shown(text), expected="plain text of at most 2,000 characters")
    known = None if own_id is None else find_message(conference.uuid, own_id, person.domain)
    if known is not None:
        return _again(known, person, text)
    _take_turn(person)
    now = time.time()
    message = StoredMessage(
        id=own_id or secrets.token_hex(16),
        conference=conference.name,
        meeting=conference.uuid,
        domain=person.domain,
        sender=person.subject,
        name=name_of(conference, person),
        text=text,
        at=rfc3339(now),
        told_after=last_seq(conference.name, now=now),
    )
    if not put_message(message, expires=_kept_until(now, person.domain)):
        known = find_message(conference.uuid, message.id, person.domain)
        if known is None:
            raise Problem("message_exists", f"another message of the meeting has the id {message.id!r}")
        return _again(known, person, text)
    count("MessagesWritten")
    _tell(message, fresh=True)
    return message


def delete(message: StoredMessage, entry: Callable[[], Put]) -> None:
    """Take the text of a message away: out of its row, out of the feed, and off every page that hears of it.

    Args:
        entry: the audit's entry, which is written together with the row.

    Raises:
        TablesUnavailable: some of it may be done; to delete it again is right.
    """
    now = time.time()
    while message.deleted_after is None:
        after = last_seq(message.conference, now=now)
        gone = msgspec.structs.replace(message, text=None, deleted_at=rfc3339(now), deleted_after=after)
        if replace_message(message, gone, entry()):
            count("MessagesDeleted")
            message = gone
        else:
            message = find_message(message.meeting, message.id, message.domain) or gone
    take_text_out(message.conference, posted_id(message.meeting, message.id), after=message.told_after)
    event = message_deleted(message.conference, message.meeting, message.id, at=message.deleted_at or rfc3339(now))
    append_once([event], domain=message.domain, now=now, after=message.deleted_after)


def _again(known: StoredMessage, person: Person, text: str) -> StoredMessage:
    """The message that this id has; its sender may say it twice."""
    if known.sender != person.subject or known.text not in (text, None):
        raise Problem("message_exists", f"another message of the meeting has the id {known.id!r}")
    if known.text is not None:
        # Whoever wrote it may have been stopped before it was told.
        _tell(known, fresh=False)
    return known


def _kept_until(now: float, domain: str) -> float | None:
    """As long as the meeting, which is counted from its end: seldom more than a day later."""
    until = kept_until(now, meeting_days(domain))
    return None if until is None else until + LONGEST_MEETING


def _take_turn(person: Person) -> None:
    whose = ("message", person.domain, person.subject)
    now = time.time()
    if hold_place(whose, MOST, now=now, seconds=SECONDS) is not None:
        return
    count("RateLimited")
    wait = min(SECONDS, max(1.0, next_free(whose, MOST) - now))
    detail = f"more than {MOST} messages in {SECONDS:.0f} seconds"
    raise Problem("rate_limited", detail, headers={"Retry-After": str(round(wait + 0.5))})


def _tell(message: StoredMessage, *, fresh: bool) -> None:
    told = MessagePosted(id=message.id, sender=message.sender, name=message.name, text=message.text)
    event = message_posted(message.conference, message.meeting, told, at=message.at)
    if fresh:
        append([event], domain=message.domain, now=time.time(), after=message.told_after)
    else:
        append_once([event], domain=message.domain, now=time.time(), after=message.told_after)
