"""A person's name is taken from every stay in a domain's meetings: those that are listed, those that go on, and those
that have just ended.
"""

from collections.abc import Callable, Iterable, Iterator

from functions.shared.meetings.meeting import Stay
from functions.shared.standings.user_names import name_in
from functions.shared.tables.conferences.rows import conferences_of_domain
from functions.shared.tables.history.meetings import forget_who, meetings_of, stays_of, unsettled_meetings

PAGE = 200


def meetings_with(domain: str, name: str) -> list[str]:
    """The uuids of the meetings in which somebody is called so, as user or as invitee.

    Raises:
        TablesUnavailable: nothing is known.
    """
    return [uuid for uuid in dict.fromkeys(_meetings(domain)) if any(map(_called(domain, name), stays_of(uuid)[0]))]


def erase_stays(meetings: Iterable[str], domain: str, name: str) -> int:
    """Take the name from the stays of these meetings of the domain; gives from how many.

    Raises:
        TablesUnavailable: a part of it is done; to do it again is right.
    """
    return sum(forget_who(uuid, _called(domain, name)) for uuid in meetings)


def _called(domain: str, name: str) -> Callable[[Stay], bool]:
    """Somebody of another domain is called `name@other.domain` there."""
    user = name_in(domain, name)
    return lambda stay: user == stay.user or name == stay.invitee


def _meetings(domain: str) -> Iterator[str]:
    # Those that go on first: they may end meanwhile, and then they are found once more.
    after = None
    while living := conferences_of_domain(domain, limit=PAGE, after=after):
        yield from (one.uuid for one in living)
        after = living[-1].name
    yield from (head.meeting.uuid for head in unsettled_meetings() if head.meeting.domain == domain)
    key: str | None = None
    while True:
        # What has expired is as good as gone, and goes by itself.
        found, key = meetings_of(domain, lambda _: True, page=(key, PAGE), now=0)
        yield from (meeting.uuid for meeting in found)
        if key is None:
            return
