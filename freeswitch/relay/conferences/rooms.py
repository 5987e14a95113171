"""What the relay knows of one conference: changed by events, read as a `ConferenceState`."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

import msgspec
from gevent.event import Event as Signal

from freeswitch.relay.quality.lights import worst
from functions.shared.encoders.going_along import Along
from functions.shared.grammars.names import one_line
from functions.shared.standings.persons import all_persons, rank_of
from functions.shared.standings.user_names import name_before, name_in
from functions.shared.state import ConferenceState, Light, MemberState, Observer, OutputState, Standing


@dataclass(slots=True)
class Room:
    """One meeting; `uuid` is FreeSWITCH's id of the conference, members are kept by the uuid of their call."""

    name: str
    uuid: str
    revision: int = 1
    domain: str | None = None
    # Nobody has answered yet whose it is. One of no domain at all is not open.
    domain_open: bool = False
    started_at: str | None = None
    locked: bool | None = None
    layout: str | None = None
    layout_group: str | None = None
    max_members: int | None = None
    canvas: str | None = None
    ended: bool = False
    members: dict[str, MemberState] = field(default_factory=dict)
    # Who only watches, by the uuid of their call: whatever asks for members does not find them.
    observers: dict[str, Observer] = field(default_factory=dict)
    # The number that each call shows; told to nobody.
    numbers_shown: dict[str, str] = field(default_factory=dict)
    # What hosts have made of whom, by person; and whether the rows were asked what an earlier relay knew.
    standings: dict[str, Standing] = field(default_factory=dict)
    recalled: bool = False
    # Of a meeting that was moved here, as `ConferenceState` has it; and what stood in the row of the one before it.
    began_as: str | None = None
    moved_at: str | None = None
    goes_on_from: ConferenceState | None = None
    # What those who came along with it have, by call, until it is theirs here, too.
    came_along: dict[str, Along] = field(default_factory=dict)
    # It was moved from here to another node; and who watches is on the way there, after its members.
    moved: bool = False
    observers_go_along: bool = False
    # Since when the rules leave the picture alone.
    picture_by_hand_at: str | None = None
    # Whether an earlier relay saw a host in it.
    had_host: bool = False
    # It began before users of other domains were named with theirs: nobody is to its end, for hosts go by the names.
    named_before: bool = False
    # What FreeSWITCH records and streams; their rows are the business of `relay.outputs`.
    recordings: dict[str, OutputState] = field(default_factory=dict)
    streams: dict[str, OutputState] = field(default_factory=dict)

    def state(self, node: str) -> ConferenceState:
        """The room as the API shows it."""
        return ConferenceState(
            # Whoever has the event socket may call one anything.
            name=one_line(self.name),
            uuid=self.uuid,
            node=node,
            revision=self.revision,
            domain=self.domain,
            started_at=self.started_at,
            locked=self.locked,
            layout=self.layout,
            layout_group=self.layout_group,
            max_members=self.max_members,
            canvas=self.canvas,
            member_count=len(self.members),
            members=tuple(self.ranked(member) for member in self.members.values()),
            observers=tuple(sorted(self.observers.values(), key=lambda one: (one.since or "", one.uuid))),
            standings=tuple(self.standings.values()),
            began_as=self.began_as,
            moved_at=self.moved_at,
            picture_by_hand_at=self.picture_by_hand_at,
        )

    @property
    def first_uuid(self) -> str:
        """Of what the people in its standings are made."""
        return self.began_as or self.uuid

    def is_of(self, domain: str | None) -> None:
        """Learn whose it is, and so which of its users are its own; to be told nothing changes nothing."""
        if domain and domain != self.domain:
            self.domain = domain
            self._name_all()

    def name_as_before(self) -> None:
        """Name its users as the version did under which it began."""
        self.named_before = True
        self._name_all()

    def user_here(self, user: str, there: "Room | None" = None) -> str:
        """How a user is named here, who is given with their domain, or as they are named `there`."""
        of = None if there is None else there.domain
        return name_before(user) if self.named_before else name_in(self.domain, user, of=of)

    def _name_all(self) -> None:
        self.members = {call: self._named(member) for call, member in self.members.items()}

    def _named(self, member: MemberState, there: "Room | None" = None) -> MemberState:
        user = None if member.user is None else self.user_here(member.user, there)
        return member if user == member.user else msgspec.structs.replace(member, user=user)

    def persons(self, member: MemberState, there: "Room | None" = None) -> tuple[str, ...]:
        """All by which a member, or one of the conference `there`, is known again in this meeting, the surest first."""
        return all_persons(
            self.first_uuid, self._named(member, there), (there or self).numbers_shown.get(member.uuid, "")
        )

    def ranked(self, member: MemberState) -> MemberState:
        """The member with what a host has made of them."""
        rank = rank_of(self.standings.values(), self.persons(member)) if self.standings else None
        host = None if rank is None else rank == "host"
        return member if member.host == host else msgspec.structs.replace(member, host=host)

    def kept_out(self, there: "Room | None" = None) -> list[str]:
        """Calls of people who may not be here: in this conference, or in another in which they wait for it."""
        place = there or self
        return [uuid for uuid, one in place.members.items() if self.keeps_out(self.persons(one, place))]

    def keeps_out(self, persons: Collection[str]) -> bool:
        """Whether somebody who is known by these may not be here."""
        return bool(self.standings) and rank_of(self.standings.values(), persons) == "kept_out"

    def change_member(self, member: MemberState) -> bool:
        """Take a member's new state; tells whether anything but talking and floors is different.

        What was decided about their place while FreeSWITCH was asked stays.
        """
        before, member = self.members.get(member.uuid), self._named(member)
        if before is not None and before.number == member.number and before.settled != member.settled:
            member = msgspec.structs.replace(member, settled=before.settled)
        self.members[member.uuid] = member
        return before is None or (before != member and hardened(before) != hardened(member))

    def numbered(self, number: int) -> MemberState | None:
        """The member with FreeSWITCH's number."""
        return next((member for member in self.members.values() if member.number == number), None)

    def numbers(self) -> dict[str, int]:
        """FreeSWITCH's number of every call."""
        return {uuid: member.number for uuid, member in self.members.items() if member.number is not None}

    def calls_with(self, field: Literal["on_hold", "deaf", "banner"]) -> frozenset[str]:
        """Calls of whom this is known to be so."""
        return frozenset(uuid for uuid, member in self.members.items() if getattr(member, field))

    def hosts(self) -> frozenset[str]:
        """Calls of those who may do what a host may."""
        return frozenset(uuid for uuid, member in self.members.items() if self.ranked(member).is_host)


def hardened(member: MemberState) -> MemberState:
    """The member without what moves by itself, with every word or every report: no revision, and written late."""
    return msgspec.structs.replace(member, talking=None, floor=None, video_floor=None, quality=None)


class Rooms:
    """Every conference of the node, by uuid and by name; two meetings of one name may overlap for a moment.

    `ready` is set while they show what is true.
    """

    def __init__(self) -> None:
        self.ready = Signal()
        self._by_uuid: dict[str, Room] = {}
        self._by_name: dict[str, str] = {}
        # A meeting goes on counting where the last one of its name stopped, so that no ETag ever means two things.
        self._last_revision: dict[str, int] = {}
        # Meetings, by uuid, in which an earlier version has named people, whether they are known here yet or not.
        self.named_before: set[str] = set()

    def __iter__(self) -> Iterator[Room]:
        return iter(tuple(self._by_uuid.values()))

    def __len__(self) -> int:
        return len(self._by_uuid)

    @property
    def member_count(self) -> int:
        return sum(len(room.members) for room in self._by_uuid.values())

    def lights(self) -> Counter[Light]:
        """How many members there are by the worse way of their call."""
        ways = (
            (one.quality.sends, one.quality.receives) for room in self for one in room.members.values() if one.quality
        )
        return Counter(worst(filter(None, both)) for both in ways)

    def get(self, uuid: str) -> Room | None:
        return self._by_uuid.get(uuid)

    def named(self, name: str) -> Room | None:
        """The newest meeting of that name."""
        return self._by_uuid.get(self._by_name.get(name, ""))

    def open(self, name: str, uuid: str) -> Room:
        """The meeting with that uuid; a new one if it was not known."""
        room = self._by_uuid.get(uuid)
        if room is None:
            room = self._by_uuid[uuid] = Room(name, uuid, revision=self._last_revision.get(name, 0) + 1)
            room.named_before = uuid in self.named_before
            self._by_name[name] = uuid
        return room

    def close(self, room: Room) -> None:
        """Forget a meeting that has ended."""
        room.ended = True
        self._by_uuid.pop(room.uuid, None)
        self.named_before.discard(room.uuid)
        if self._by_name.get(room.name) == room.uuid:
            del self._by_name[room.name]
            for other in self._by_uuid.values():
                if other.name == room.name:
                    self._by_name[other.name] = other.uuid
        self.count_from(room.name, room.revision)

    def count_from(self, name: str, revision: int) -> None:
        """Let the next meeting of that name count on from this revision."""
        self._last_revision[name] = max(revision, self._last_revision.pop(name, 0))
        if len(self._last_revision) > 10_000:
            del self._last_revision[next(iter(self._last_revision))]
