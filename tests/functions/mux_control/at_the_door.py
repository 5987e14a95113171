"""People who wait to be let into a conference, as the relay's rows show them, and the room for which they wait."""

from functions.shared.rooms.waiting import Lobby
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import Room, RoomsItem

EVE, DAN = "0e7e0e7e-0000-4000-8000-000000000001", "0da40da4-0000-4000-8000-000000000002"


def room(name: str = "internal", lobby: Lobby = "everybody", domain: str = "example.com") -> None:
    kept = Room(name=name, domain=domain, conference=name, profile="wide", lobby=lobby)
    write_in_batches(RoomsItem, [RoomsItem(name, "#", body=encode(kept))], [])


def wait(*people: MemberState, conference: str = "internal", domain: str = "example.com", node: str = "fs1") -> None:
    """They are in the conference in which people wait for this one."""
    there = ConferenceState(
        name=f"waiting.{conference}", uuid="the-door", node=node, revision=4, domain=domain, members=people,
        member_count=len(people),
    )  # fmt: skip
    write_rows(there, members=list(people), told=7)


def eve(invitee: str | None = None, name: str = "Eve") -> MemberState:
    return MemberState(uuid=EVE, number=7, name=name, invitee=invitee, joined_at="2026-01-01T10:00:05Z")


def dan() -> MemberState:
    return MemberState(uuid=DAN, number=8, user="1002", name="Dan", video=True, joined_at="2026-01-01T10:00:00Z")


def somebody_waits() -> None:
    room()
    wait(eve())
