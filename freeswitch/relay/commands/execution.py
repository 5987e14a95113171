"""Carries out a command: gives each step to the part that does such steps, and makes one outcome of all."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import structs

from freeswitch.relay.assets.placing import NotPlaced
from freeswitch.relay.commands.edge import Edge
from freeswitch.relay.commands.plain.plain_runs import PlainRuns
from freeswitch.relay.commands.plain.steps import failed, outcome_of, unknown
from freeswitch.relay.commands.plain.tries import Extra
from freeswitch.relay.conferences.rooms import Room, Rooms
from functions.shared.assets.naming import Named
from functions.shared.command_life.outcomes import Outcome, Step
from functions.shared.commands import Command, Composite, PlainCommand, kind_of
from functions.shared.commands.hosting import EndConference, KeepOut, LetIn, ResumeRules, SetHost
from functions.shared.commands.leaving import HangUpAll
from functions.shared.commands.moving import MoveConference
from functions.shared.commands.node import FlushUser
from functions.shared.commands.outputs.recordings import RecordingFile
from functions.shared.commands.outputs.stills import TakeStill
from functions.shared.commands.outputs.streams import StreamTarget
from functions.shared.commands.speaking import Say
from functions.shared.rooms.waiting import waiting_room_of


class OutputJobs(Protocol):
    """Who carries out the commands of recordings and streams, which are jobs."""

    def run(self, step: PlainCommand, room: Room | None, /) -> Step: ...


class StillJobs(Protocol):
    """Who takes stills: only the file shows what came of it."""

    def run(self, step: TakeStill, room: Room | None, /) -> Step: ...


class SpeechJobs(Protocol):
    """Who speaks texts: they are rendered before they can be played."""

    def run(self, step: Say, conference_uuid: str, deadline: float, /, *, again: bool) -> Step: ...


class OwnMedia(Protocol):
    """Who brings a domain's own pictures, sounds and fonts to the node."""

    def place(self, named: Sequence[Named], room: Room, /) -> Mapping[str, str]: ...


class MoveJobs(Protocol):
    """Who brings conferences to other nodes."""

    def run(self, step: MoveConference, room: Room | None, /, *, again: bool) -> Step: ...
    def came_to(self, step: MoveConference, conference: str, meeting: str, /) -> Step: ...


Ranking = SetHost | KeepOut | LetIn | ResumeRules


class StandingJobs(Protocol):
    """Who keeps who is a host and who is kept out: FreeSWITCH does not know."""

    def run(self, step: Ranking, room: Room | None, deadline: float, /, *, again: bool) -> Step: ...
    def refuses(self, step: PlainCommand, room: Room | None, /) -> Step | None: ...


class Execution:
    """Runs commands, one at a time per conference."""

    def __init__(
        self,
        plain: PlainRuns,
        *,
        outputs: OutputJobs,
        stills: StillJobs,
        speech: SpeechJobs,
        standings: StandingJobs,
        moves: MoveJobs,
        assets: OwnMedia,
        rooms: Rooms,
        edge: Edge,
    ) -> None:
        self._plain = plain
        self._outputs = outputs
        self._stills = stills
        self._speech = speech
        self._standings = standings
        self._moves = moves
        self._assets = assets
        self._rooms = rooms
        self._edge = edge

    def run(
        self, command: Command, conference_uuid: str, deadline: float, *, again: bool = False, conference: str = ""
    ) -> Outcome:
        """Run the command to its end; `again` if an earlier try may have done a part of it.

        Args:
            conference: its name, for where it has left this node.
        """
        if again and isinstance(command, MoveConference) and self._rooms.get(conference_uuid) is None:
            return outcome_of([self._moves.came_to(command, conference, conference_uuid)], composite=False)
        plain = list(command.plain())
        if again and any(step.retry == "once_only" for step in plain):
            detail = "the relay was interrupted while it ran this, and to run it twice would do it twice"
            return Outcome(state="unknown", reason="interrupted", detail=detail)
        steps: list[Step] = []
        stops = not isinstance(command, Composite) or command.stops_at_failure
        for step in plain:
            if stops and steps and steps[-1].state not in ("confirmed", "accepted"):
                steps.append(Step(kind=kind_of(step), state="skipped"))
            else:
                steps.append(self._job_or_step(step, conference_uuid, deadline, again=again))
        return outcome_of(steps, composite=plain != [command])

    def _job_or_step(self, step: PlainCommand, conference_uuid: str, deadline: float, *, again: bool) -> Step:
        if isinstance(step, TakeStill):
            return self._stills.run(step, self._rooms.get(conference_uuid))
        if isinstance(step, Say):
            return self._speech.run(step, conference_uuid, deadline, again=again)
        if isinstance(step, (SetHost, KeepOut, LetIn, ResumeRules)):
            return self._standings.run(step, self._rooms.get(conference_uuid), deadline, again=again)
        if isinstance(step, (RecordingFile, StreamTarget)):
            done = self._outputs.run(step, self._rooms.get(conference_uuid))
            if again and done.state == "failed":
                # What is in this try's way was perhaps not in the earlier one's: the conference, or what it is about.
                return unknown(step, done.reason or "interrupted", f"{done.detail}; it may have been done before")
            return done
        if isinstance(step, MoveConference):
            return self._moves.run(step, self._rooms.get(conference_uuid), again=again)
        if isinstance(step, EndConference):
            return self._end(step, conference_uuid, deadline, again=again)
        if isinstance(step, FlushUser):
            return self._flush(step, conference_uuid, deadline, again=again)
        refused = self._standings.refuses(step, self._rooms.get(conference_uuid))
        return refused or self._with_its_own(step, conference_uuid, deadline, again=again)

    def _end(self, step: EndConference, conference_uuid: str, deadline: float, *, again: bool) -> Step:
        """Whoever waits for the conference goes first: let in at the last moment they would begin it anew."""
        room = self._rooms.get(conference_uuid)
        waiting = None if room is None else self._rooms.named(waiting_room_of(room.name))
        gone = None
        if waiting is not None and waiting.members:
            gone = self._plain.run(HangUpAll(), waiting.uuid, deadline, again=again)
        done = self._plain.run(step, conference_uuid, deadline, again=again)
        if gone is None or gone.state == "confirmed" or done.state != "confirmed":
            return done
        return structs.replace(gone, kind=done.kind)

    def _flush(self, step: FlushUser, conference_uuid: str, deadline: float, *, again: bool) -> Step:
        """The edge first: whoever asks FreeSWITCH after it has forgotten must not be told the old by the edge."""
        problem = self._edge.forget(step)
        done = self._plain.run(step, conference_uuid, deadline, again=again)
        return failed(step, "edge_away", problem) if problem and done.state in ("confirmed", "accepted") else done

    def _with_its_own(self, step: PlainCommand, conference_uuid: str, deadline: float, *, again: bool) -> Step:
        """What it names of the domain's own is on the node before it is sent."""
        named = step.assets()
        room = self._rooms.get(conference_uuid) if named else None
        if room is None:
            return self._plain.run(step, conference_uuid, deadline, again=again)
        try:
            extra = Extra(own=self._assets.place(named, room))
        except NotPlaced as problem:
            return failed(step, problem.reason, str(problem))
        return self._plain.run(step, conference_uuid, deadline, extra, again=again)
