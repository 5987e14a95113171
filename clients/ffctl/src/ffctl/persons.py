"""Who of a conference is meant by a name."""

import re
from collections.abc import Iterable

from ffctl.desk import Desk
from ffctl.endings import USAGE, Unable
from freeswitch_functions_client.schemas import MemberState

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def member_named(desk: Desk, conference: str, name: str) -> str:
    """Return the uuid of whom a uuid, name, user, invitee or number means; only one may be meant.

    Raises:
        Unable: nobody is, or several are; with `--curl` nobody is asked, so it has to be a uuid.
    """
    if UUID.fullmatch(name):
        return name
    if desk.as_curl:
        told = f"--curl sends nothing, so nobody can look up who {name!r} is: give the uuid (ffctl members list)"
        raise Unable(told, USAGE)
    found = list(_meant(name, desk.ask(lambda api: api.list_members(conference)).items))
    if len(found) == 1:
        return found[0].uuid
    if not found:
        told = f"nobody in {conference!r} has the uuid, name, user, invitee or number {name!r} (ffctl members list)"
        raise Unable(told, USAGE)
    told = ", ".join(f"{one.uuid} ({one.name or one.user or one.number})" for one in found)
    raise Unable(f"{name!r} may be each of {told}: give the uuid", USAGE)


def _meant(name: str, members: Iterable[MemberState]) -> Iterable[MemberState]:
    return (one for one in members if name in (one.uuid, one.name, one.user, one.invitee, _number(one)))


def _number(member: MemberState) -> str | None:
    return None if member.number is None else str(member.number)
