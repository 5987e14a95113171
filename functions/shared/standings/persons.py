"""Who somebody is in one meeting, in a form that is the same for each of their calls and tells nobody who they are."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from functions.shared.grammars.numbers import shown_number
from functions.shared.standings.user_names import name_in
from functions.shared.state import MemberState, Rank, Standing

# Of one meeting: all of them are told in one event, which has to fit into a frame.
MOST_STANDINGS: Final = 64
LONGEST_NAME: Final = 40


def user_of(subject: str, domain: str) -> str:
    """Whom a token's subject may name in a conference of the token's domain: a user, alone or with their domain."""
    return name_in(domain, subject)


def person_of_user(meeting: str, user: str) -> str:
    """The person behind a user of the directory, or a link, as FreeSWITCH has authenticated them.

    Args:
        meeting: the meeting's uuid.
        user: as they are named in its conference (`user_names`).
    """
    return _person(meeting, "user", user)


def person_of_number(meeting: str, number: str) -> str:
    """The person behind a telephone number, which is only what the telephone company says."""
    return _person(meeting, "number", number)


@dataclass(frozen=True)
class Comer:
    """Somebody on their way in: what is known of them is enough to know them again.

    A user's name, as in the conference or with their domain, or an invitee's whose PIN was shown; the number only where
    there is no user.
    """

    user: str = ""
    invitee: str = ""
    number: str = ""


def persons_of(meeting: str, comer: Comer) -> set[str]:
    """All by which somebody who comes may be known; a user by what they are called in the conference."""
    if comer.user:
        return {person_of_user(meeting, comer.user)}
    invitee = {_person(meeting, "invitee", comer.invitee)} if comer.invitee else set()
    return invitee | set(_by_number(meeting, comer.number))


def sure_person(meeting: str, member: MemberState) -> str:
    """Who may be made a host: a user, or whose PIN was shown; of others only this call.

    Not a telephone's number: whoever can show it would be a host when they come.
    """
    if member.user is not None:
        return person_of_user(meeting, member.user)
    if member.invitee is not None:
        return _person(meeting, "invitee", member.invitee)
    return _person(meeting, "call", member.uuid)


def all_persons(meeting: str, member: MemberState, number: str = "") -> tuple[str, ...]:
    """All by which who is kept out is known again: the surest first, their telephone's number, and this call."""
    by_number = _by_number(meeting, number) if member.user is None else ()
    return tuple(dict.fromkeys((sure_person(meeting, member), *by_number, _person(meeting, "call", member.uuid))))


def _by_number(meeting: str, number: str) -> tuple[str, ...]:
    """The person behind a number; nobody where it is withheld."""
    shown = shown_number(number)
    return (person_of_number(meeting, shown),) if shown else ()


def rank_of(standings: Iterable[Standing], persons: Collection[str]) -> Rank | None:
    """What was made of somebody last; None: nothing, so what they came with counts."""
    found = None
    for one in standings:
        if one.person in persons or any(other in persons for other in one.also):
            found = one.rank
    return found


def _person(meeting: str, kind: str, name: str) -> str:
    return hashlib.sha256(f"{meeting}\0{kind}\0{name}".encode("utf-8", "replace")).hexdigest()[:20]
