"""Who waits to be let into a conference, letting them in, and not letting them in."""

from collections.abc import Callable, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from functions.shared.api.bodies import read_body
from functions.shared.api.operation import Context, Operation
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.sight.presence import nobody_waits, people_waiting
from functions.shared.api.tokens import Grant
from functions.shared.commands import Command, ForEach, PlainCommand
from functions.shared.commands.waiting import Admit, Refuse, Words
from functions.shared.grammars.fields import CallUuid
from functions.shared.participation.waiting_people import WaitingPerson, people_in
from functions.shared.rooms.waiting import awaited
from functions.shared.state import ConferenceState
from functions.shared.tables.own_rows import find_own_room

WAITING = "/v1/conferences/{conference}/waiting"
# As many as a waiting conference takes.
MOST = 200

Uuids = Annotated[list[CallUuid], Meta(min_length=1, max_length=MOST)]


class WaitingPeople(msgspec.Struct, frozen=True):
    """Everybody who waits, by how long they do."""

    items: tuple[WaitingPerson, ...]


class AdmitBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who comes in: the `uuid` of each; without it, or null, everybody who waits now."""

    uuids: Uuids | None = None


class RefuseBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who does not come in, as in `admit`, and what their pages say about it."""

    uuids: Uuids | None = None
    words: Words = ""


async def list_waiting(request: Request, grant: Grant) -> Response:
    try:
        present = people_waiting(str(request.path_params["conference"]), grant)
    except Problem as problem:
        if problem.code != "nobody_waits":
            raise
        return Response(msgspec.json.encode(WaitingPeople(())), media_type="application/json")
    return Response(msgspec.json.encode(WaitingPeople(people_in(present.conference))), media_type="application/json")


def admit_waiting(raw: object, context: Context) -> Command:
    wish = read_body(raw, AdmitBody)
    name = awaited(context.conference.name)
    room = find_own_room(name, context.grant.domain)
    if room is None:
        raise Problem("wrong_state", f"the room of {name} is gone: there is nothing to be let into")
    return _each(wish.uuids, context, lambda uuid: Admit(member=uuid, conference=name, profile=room.profile))


def refuse_waiting(raw: object, context: Context) -> Command:
    wish = read_body(raw, RefuseBody)
    if not all(character.isprintable() for character in wish.words):
        raise invalid_field("words", "is not one line of printable text", expected="200 characters at most")
    return _each(wish.uuids, context, lambda uuid: Refuse(member=uuid, words=wish.words))


def _each(uuids: Sequence[str] | None, context: Context, make: Callable[[str], PlainCommand]) -> Command:
    """One command for one person, one for each of several."""
    chosen = _chosen(uuids, context.conference)
    made = tuple(make(uuid) for uuid in chosen)
    return made[0] if len(made) == 1 else ForEach(steps=made)


def _chosen(uuids: Sequence[str] | None, waiting: ConferenceState) -> Sequence[str]:
    if uuids is None:
        if not waiting.members:
            raise nobody_waits(awaited(waiting.name))
        return [one.uuid for one in people_in(waiting)][:MOST]
    for place, uuid in enumerate(uuids):
        if waiting.member(uuid) is None:
            raise invalid_field(
                f"uuids[{place}]",
                f"nobody with this call uuid waits for {awaited(waiting.name)}",
                value=uuid,
                expected="the `uuid` of one of those who wait",
            )
    return list(dict.fromkeys(uuids))


OPERATIONS = (
    Operation(
        method="GET", path=WAITING, name="list_waiting", tag="waiting", answer=WaitingPeople, read=list_waiting,
        summary="Who waits to be let in. What changes is told by the events waiting.joined, .admitted, .refused and "
        ".left; there may be people who wait for a conference that has not begun.",
    ),
    Operation(
        method="POST", path=f"{WAITING}/admit", name="admit_waiting", tag="waiting", body=AdmitBody,
        make=admit_waiting, at_the_door=True, codes=("nobody_waits", "conference_elsewhere"),
        summary="Let people in who wait. Each is moved whatever becomes of the others; a locked or full conference "
        "takes nobody.",
    ),
    Operation(
        method="POST", path=f"{WAITING}/refuse", name="refuse_waiting", tag="waiting", body=RefuseBody,
        make=refuse_waiting, at_the_door=True, codes=("nobody_waits",),
        summary="Do not let people in who wait: they hear it, their pages show the words, and their calls end.",
    ),
)  # fmt: skip
