"""The feed of a domain: what happens to what is no conference's but the domain's, numbered and kept as any other."""

from typing import Final

from functions.shared.feed.events import Event, Happening, plain, type_of

# No conference's name has one, so none of a domain's feed is a conference's, and a filter takes it by `*` only.
PREFIX: Final = "@"


def feed_of(domain: str) -> str:
    """What stands in its events, and in the table, where a conference's have the conference."""
    return f"{PREFIX}{domain}"


def is_domains(name: str) -> bool:
    """Whether it is a domain's feed and no conference."""
    return name.startswith(PREFIX)


def domain_event(domain: str, happening: Happening, name: str, *, at: str) -> Event:
    """Something happened to what is the domain's; of no meeting.

    Args:
        name: the event's id, the same for whoever tells of it.
        at: RFC 3339 in UTC.
    """
    return Event(conference=feed_of(domain), id=name, type=type_of(happening), at=at, meeting="", data=plain(happening))
