"""Who somebody with a token is in a conference."""

from collections.abc import Collection
from dataclasses import dataclass

from functions.shared.standings.persons import user_of
from functions.shared.state import ConferenceState, MemberState


@dataclass(frozen=True)
class Person:
    """Somebody with a token: its subject, its domain, what it allows, and the name that it may give them."""

    subject: str
    domain: str
    can: Collection[str]
    name: str = ""


def calls_of(conference: ConferenceState, person: Person) -> list[MemberState]:
    """Their calls in the conference: those of the user whom the token's subject names, alone or with the domain.

    A member's `user` is whom FreeSWITCH has authenticated.
    """
    user = user_of(person.subject, person.domain)
    return [member for member in conference.members if member.user == user]


def name_of(conference: ConferenceState, person: Person) -> str | None:
    """What they are called there: as in the call, or as the token says."""
    named = (member.name for member in calls_of(conference, person) if member.name)
    return next(named, person.name or None)
