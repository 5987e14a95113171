"""Who waits to be let into a conference, as the API and the live connection show it."""

import msgspec

from functions.shared.grammars.fields import UserTold
from functions.shared.grammars.moments import Moment
from functions.shared.state import ConferenceState, MemberState


class WaitingPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who waits; `uuid` is that of their call, and stays when they are let in."""

    uuid: str
    user: UserTold | None = None
    # Whose PIN the caller has shown on the telephone; `name` is what a caller says of themselves.
    invitee: str | None = None
    name: str | None = None
    # Whether there is a camera.
    video: bool | None = None
    since: Moment | None = None


def person_of(member: MemberState) -> WaitingPerson:
    """Whoever is a member of a waiting conference."""
    return WaitingPerson(
        uuid=member.uuid,
        user=member.user,
        invitee=member.invitee,
        name=member.name,
        video=member.video,
        since=member.joined_at,
    )


def people_in(waiting: ConferenceState | None) -> tuple[WaitingPerson, ...]:
    """Everybody in a waiting conference, by how long they wait."""
    members = () if waiting is None else waiting.members
    return tuple(person_of(one) for one in sorted(members, key=lambda one: (one.joined_at or "", one.uuid)))
