"""Whom to let in now: values in, values out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from freeswitch.relay.conferences.rooms import Room
from functions.shared.layouts.conference_profile import NAME as VIDEO


@dataclass
class Door:
    """What is known of a waiting conference beside who is in it."""

    # Of each call the profile into which it comes with a moderator; empty: somebody lets it in by hand.
    admitted_to: dict[str, str] = field(default_factory=dict)
    # Calls that a moderator's key let in, and whose key it was.
    opened_to: dict[str, str] = field(default_factory=dict)
    # Somebody is being let in.
    busy: bool = False

    def keep(self, waiting: Room) -> None:
        """Forget who waits no more."""
        for known in (self.admitted_to, self.opened_to):
            for call in known.keys() - waiting.members.keys():
                del known[call]


def unasked(waiting: Room, door: Door) -> list[str]:
    """Calls that have not been asked yet what lets them in."""
    return [call for call in waiting.members if call not in door.admitted_to]


def to_admit(waiting: Room, awaited: Room | None, door: Door) -> Iterator[tuple[str, str]]:
    """The calls to let in, in the order in which they came, and the profile of the conference for each.

    Args:
        awaited: the conference that they wait for; None: it has not begun, so no moderator is there.
    """
    # Whom a host has made a participant opens nothing, and whom they have made a host does.
    hosted = awaited is not None and bool(awaited.hosts())
    by_time = sorted(waiting.members.values(), key=lambda member: (member.joined_at or "", member.uuid))
    for member in by_time:
        profile = door.admitted_to.get(member.uuid, "")
        if member.uuid in door.opened_to or (hosted and profile):
            yield member.uuid, profile or VIDEO


def moderators_key(event: Mapping[str, str], room: Room | None) -> str:
    """What the key says of somebody who is a moderator now, whatever they were at the join; empty for all else."""
    if room is None or event.get("Action") != "dtmf":
        return ""
    member = room.members.get(event.get("Unique-ID", ""))
    # Whom a host has made a participant has FreeSWITCH's mark, and the keys, until they leave.
    return event.get("Data", "") if member is not None and member.moderator and room.ranked(member).is_host else ""
