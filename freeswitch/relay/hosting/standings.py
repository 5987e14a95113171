"""Makes somebody a host, keeps somebody out, lets them in again: the row says so first, then their calls end."""

from typing import Protocol

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.plain.plain_runs import PlainRuns
from freeswitch.relay.commands.plain.steps import failed, unknown
from freeswitch.relay.conferences.rooms import Room, Rooms
from functions.shared.command_life.outcomes import Evidence, Step
from functions.shared.commands import PlainCommand, kind_of
from functions.shared.commands.calls import Dial
from functions.shared.commands.hosting import KeepOut, LetIn, ResumeRules, SetHost
from functions.shared.commands.leaving import Moving
from functions.shared.grammars.moments import rfc3339
from functions.shared.rooms.waiting import awaited, waiting_room_of
from functions.shared.standings.persons import (
    LONGEST_NAME,
    MOST_STANDINGS,
    Comer,
    persons_of,
    rank_of,
    sure_person,
)
from functions.shared.standings.user_names import whole_name
from functions.shared.state import MemberState, Rank, Standing
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.kept_out import KeptOut, write_kept_out

Ranking = SetHost | KeepOut | LetIn | ResumeRules


class Writer(Protocol):
    """Who writes a room."""

    def mark(self, room: Room, *, soon: bool) -> None: ...
    def flush(self, room: Room) -> None: ...


class Standings:
    """Of the node's conferences."""

    def __init__(self, plain: PlainRuns, writer: Writer, clock: Clock, rooms: Rooms) -> None:
        self._plain = plain
        self._writer = writer
        self._clock = clock
        self._rooms = rooms

    def run(self, step: Ranking, room: Room | None, deadline: float, *, again: bool) -> Step:
        """Do one step; `again` if an earlier try may have done a part of it."""
        if room is None:
            detail = "the conference has ended, and with it what was made of anybody there"
            return unknown(step, "conference_gone", detail) if again else failed(step, "conference_gone", detail)
        try:
            # What an earlier relay has written must be known before anything is added to it.
            self._write(room)
            if not room.recalled:
                return failed(step, "unavailable", "what stands in the conference's row could not be read")
            return self._run(step, room, deadline)
        except TablesUnavailable as problem:
            return unknown(step, "unavailable", f"it could not be written down: {problem}")

    def _run(self, step: Ranking, room: Room, deadline: float) -> Step:
        if isinstance(step, ResumeRules):
            if room.picture_by_hand_at is not None:
                room.picture_by_hand_at = None
                self._changed(room)
            return self._shown(step)
        if isinstance(step, LetIn):
            if room.standings.pop(step.person, None) is not None:
                self._changed(room)
            self._tell_the_ways_in(step, room)
            return self._shown(step)
        member = room.members.get(step.member)
        if member is None:
            gone = MemberState(uuid=step.member)
            if isinstance(step, KeepOut) and rank_of(room.standings.values(), room.persons(gone)) == "kept_out":
                # An earlier try has written it down, and their call has ended.
                self._tell_the_ways_in(step, room)
                return self._shown(step)
            return failed(step, "member_gone", f"nobody here has the call uuid {step.member}")
        if len(room.standings) >= MOST_STANDINGS and sure_person(room.first_uuid, member) not in room.standings:
            return failed(
                step, "too_many", f"{MOST_STANDINGS} people have a standing here; let somebody in again first"
            )
        if isinstance(step, SetHost):
            self._rank(room, member, "host" if step.host else "participant", also=())
            return self._shown(step)
        self._rank(room, member, "kept_out", also=room.persons(member))
        self._tell_the_ways_in(step, room)
        return self._turned_away(step, room, deadline)

    def _rank(self, room: Room, member: MemberState, rank: Rank, *, also: tuple[str, ...]) -> None:
        person = sure_person(room.first_uuid, member)
        others = tuple(one for one in also if one != person)
        now = rfc3339(self._clock.time())
        before = room.standings.pop(person, None)
        if before is not None and before.rank == rank:
            now, others = before.at, tuple(dict.fromkeys((*before.also, *others)))
        name = member.name and member.name[:LONGEST_NAME]
        room.standings[person] = Standing(person=person, rank=rank, name=name, at=now, also=others)
        self._changed(room)

    def _changed(self, room: Room) -> None:
        room.revision += 1
        self._write(room)

    def _tell_the_ways_in(self, step: KeepOut | LetIn, room: Room) -> None:
        """Whoever lets people into the room refuses who is kept out; who comes all the same is seen at the join."""
        kept = (one for one in room.standings.values() if one.rank == "kept_out")
        persons = tuple(dict.fromkeys(person for one in kept for person in (one.person, *one.also)))
        domain = "" if room.named_before else room.domain or ""
        told = KeptOut(conference=room.name, meeting=room.first_uuid, persons=persons, domain=domain)
        write_kept_out(step.entrances, told, now=self._clock.time())

    def _write(self, room: Room) -> None:
        self._writer.mark(room, soon=True)
        self._writer.flush(room)

    def _turned_away(self, step: KeepOut, room: Room, deadline: float) -> Step:
        """End all calls of who is kept out; the first that could not be ended is told."""
        done = self._plain.run(step, room.uuid, deadline)
        waiting = self._rooms.named(waiting_room_of(room.name))
        for place in (room,) if waiting is None else (room, waiting):
            for call in room.kept_out(place):
                other = self._plain.run(KeepOut(member=call), place.uuid, deadline)
                done = other if done.state == "confirmed" else done
        return done

    def refuses(self, step: PlainCommand, room: Room | None) -> Step | None:
        """How a step ends that would bring somebody in who is kept out; None: it may go on."""
        if room is None:
            return None
        if isinstance(step, Dial):
            user = "" if step.user is None else room.user_here(whole_name(step.user, step.domain or ""))
            comer = Comer(user=user, number=step.number or "")
            kept = room.keeps_out(persons_of(room.first_uuid, comer))
            return self._kept_out(step, room.name) if kept else None
        if not isinstance(step, Moving):
            return None
        there, member = self._rooms.named(awaited(step.conference)), room.members.get(step.member)
        if there is None or member is None or not there.keeps_out(there.persons(member, room)):
            return None
        return self._kept_out(step, there.name)

    def _kept_out(self, step: PlainCommand, conference: str) -> Step:
        return failed(step, "kept_out", f"a host of {conference} keeps them out until the meeting ends")

    def _shown(self, step: Ranking) -> Step:
        return Step(
            kind=kind_of(step), state="confirmed", evidence=Evidence(kind="state", at=rfc3339(self._clock.time()))
        )
