"""What a client says to a conference over its WebSocket: a message, or that a hand is up or down."""

import msgspec

from functions.live import chat
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.sight.presence import presence_of
from functions.shared.api.sight.standing import has_lobby, require_in, require_in_now
from functions.shared.api.tokens import no_conference, require
from functions.shared.live.message_shapes import HandFrame, SayFrame
from functions.shared.live.viewers import covers, person_of
from functions.shared.participation.hands import lower_page_hand, move_member_hand, move_own_hand
from functions.shared.participation.people import Person, calls_of
from functions.shared.rights import OTHERS_HAND
from functions.shared.state import ConferenceState
from functions.shared.tables.live.connections import Viewer


def take_part(said: SayFrame | HandFrame, viewer: Viewer) -> None:
    """Do it; the conference's events tell that it is done.

    Raises:
        Problem: the conference does not go on, or the token does not allow it.
        TablesUnavailable: nobody can say; to say it again is right.
    """
    if not covers(viewer, said.conference):
        raise no_conference(said.conference)
    conference, person = presence_of(said.conference, viewer.domain).conference, person_of(viewer)
    inside = viewer.guest and has_lobby(said.conference, viewer.domain)
    require_in(conference, viewer.subject, viewer.domain, viewer.can, inside=inside)
    if isinstance(said, SayFrame):
        chat.write(conference, person, said.text, said.id)
    else:
        _move_hand(said, conference, person)


def following(conference: str, viewer: Viewer) -> Viewer:
    """The viewer as they follow a conference from now on.

    Raises:
        Problem: 409 for whoever has to be in the meeting that has this name now, and is not; 403 for whom a host
            keeps out.
    """
    inside = viewer.guest and has_lobby(conference, viewer.domain)
    require_in_now(conference, viewer.subject, viewer.domain, viewer.can, inside=inside)
    return msgspec.structs.replace(viewer, inside=inside)


def _move_hand(said: HandFrame, conference: ConferenceState, person: Person) -> None:
    if said.uuid is not None and said.subject is not None:
        raise invalid_field("subject", "excludes uuid", expected="the one or the other")
    if said.uuid is not None:
        if said.uuid not in {one.uuid for one in calls_of(conference, person)}:
            require(person.can, OTHERS_HAND, "another's hand")
        if conference.member(said.uuid) is None:
            raise Problem("member_not_found", f"nobody in {conference.name} has the call uuid {said.uuid!r}")
        move_member_hand(conference, said.uuid, raised=said.raised)
    elif said.subject is None or said.subject == person.subject:
        move_own_hand(conference, person, raised=said.raised)
    else:
        require(person.can, OTHERS_HAND, "another's hand")
        if said.raised:
            raise invalid_field("raised", "nobody raises the hand of who is in a page only", expected="false")
        lower_page_hand(conference, said.subject)
