"""Waiting rooms: who enters a room and who waits to be let in. Every way into a room asks here.

Whoever waits is in a conference of its own on the same node, in sound and picture apart from everybody, also from the
others who wait; to be let in is to be moved into the room's conference.
"""

from dataclasses import dataclass
from typing import Final, Literal, Protocol

# `everybody` but moderators; `outside`: whoever is no user of the room's domain with an account of their own.
Lobby = Literal["off", "everybody", "outside"]
# Whether somebody lets people in, or whoever waits comes in as soon as a moderator is there.
Admission = Literal["by_hand", "with_moderator"]

PREFIX: Final = "waiting."
# The profile of every waiting conference.
PROFILE: Final = "waiting"
LONGEST_NAME: Final = 64
# What is left of a conference's name where people wait for it.
LONGEST_AWAITED: Final = LONGEST_NAME - len(PREFIX)
# What the caller hears first.
PROMPT: Final = "waiting"
# Of the members of a waiting conference, at the join: a profile's own flags are forgotten where a call brings any
# (conference_utils.c, conference_utils_set_mflags).
FLAGS: Final = ("mute", "vmute")
# Variables of a call: that music goes on for the second who waits and the third (conference_member.c:907), and into
# which profile whoever waits is moved as soon as a moderator is there.
MUSIC_GOES_ON: Final = "conference_permanent_wait_mod_moh"
ADMITTED_TO: Final = "admitted_with_moderator_to"
# What a browser is told: a header of the answer to its call, and of its end.
HEADER: Final = "X-Waiting"
WORDS_HEADER: Final = "X-Words"
REFUSED: Final = "refused"


class Place(Protocol):
    """A room, or what a dial-in id opens."""

    @property
    def domain(self) -> str: ...

    @property
    def conference(self) -> str: ...

    @property
    def profile(self) -> str: ...

    @property
    def lobby(self) -> Lobby: ...

    @property
    def admission(self) -> Admission: ...


@dataclass(frozen=True)
class Who:
    """Who comes: `user` is user@domain as FreeSWITCH authenticated them, empty for everybody else."""

    user: str = ""
    moderator: bool = False
    # By a link: a user of the domain, but nobody whom it knows.
    by_entry: bool = False


@dataclass(frozen=True)
class Entrance:
    """The conference that somebody enters, and its profile."""

    conference: str
    profile: str
    waits: bool = False
    # Into which profile they are moved once a moderator is there; empty: somebody lets them in.
    admitted_to: str = ""


def entrance(place: Place, who: Who) -> Entrance:
    """Say whether somebody enters the room or waits for it.

    A moderator never waits. Whoever may open the door to others is nobody to wait before it.
    """
    if place.lobby == "off" or who.moderator or (place.lobby == "outside" and _is_inside(place, who)):
        return Entrance(place.conference, place.profile)
    return waiting_for(place)


def guests_wait(place: Place) -> bool:
    """Whether whoever comes by a participant's link waits here."""
    return entrance(place, Who(by_entry=True)).waits


def waiting_for(place: Place) -> Entrance:
    """Where somebody waits for a place, whatever its lobby says of them."""
    admitted_to = place.profile if place.admission == "with_moderator" else ""
    return Entrance(waiting_room_of(place.conference), PROFILE, waits=True, admitted_to=admitted_to)


def waiting_room_of(conference: str) -> str:
    """Name the conference in which people wait for this one."""
    return PREFIX + conference


def is_waiting_room(conference: str) -> bool:
    """Whether a name is reserved: FreeSWITCH tells names apart by their case, people do not."""
    return conference.lower().startswith(PREFIX)


def awaited(conference: str) -> str:
    """The conference that people wait for in this one; any other is itself."""
    return conference[len(PREFIX) :] if is_waiting_room(conference) else conference


def _is_inside(place: Place, who: Who) -> bool:
    return bool(place.domain) and who.user.rpartition("@")[2] == place.domain and not who.by_entry
