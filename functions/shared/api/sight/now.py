"""A conference as it is now, and up to which event that is so: its rows, and what the feed tells beyond them."""

from functions.shared.feed.folding import fold
from functions.shared.feed.reading import events_after, meeting_told
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.rows import StoredConference

# A relay tells an event before it writes the rows, and they say up to which seq they are folded. It is never further
# ahead than this, and what others tell meanwhile is seldom more. To fold an event a second time changes nothing.
MOST_EVENTS = 2000
# Where nobody knows up to which seq.
LAST_EVENTS = 100


def folded(
    conference: str, state: ConferenceState | None, domain: str, told: int | None
) -> tuple[ConferenceState | None, int]:
    """The state that was read before this is called, with what was told since; and the seq of the last event in it.

    Args:
        told: up to which seq the rows were folded.

    Raises:
        TablesUnavailable: no answer in time.
    """
    newest = events_after(conference, None, domain=domain, limit=1).seq
    if state is None:
        return None, newest
    position = max(0, newest - MOST_EVENTS, newest - LAST_EVENTS if told is None else min(told, newest))
    while position < newest:
        page = events_after(conference, position, domain=domain, limit=newest - position)
        if not page.items:
            break
        state, position = fold(state, page.items), page.seq
    return state, max(position, newest)


def begun(conference: str, domain: str) -> StoredConference | None:
    """A conference that goes on by what was told, though its rows may not be written yet: its beginning comes no more.

    Raises:
        TablesUnavailable: no answer in time.
    """
    events = meeting_told(conference, domain, most=MOST_EVENTS)
    state = fold(None, events)
    return None if state is None else StoredConference(state=state, told=events[-1].seq)
