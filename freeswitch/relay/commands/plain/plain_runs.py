"""Carries one plain command out on FreeSWITCH and finds out what really happened."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.plain.proof import Proof
from freeswitch.relay.commands.plain.right_meeting import MeetingOver, RightMeeting
from freeswitch.relay.commands.plain.steps import failed, unknown
from freeswitch.relay.commands.plain.toggles import right_way
from freeswitch.relay.commands.plain.tries import NOTHING, Extra, Places, Try, meeting_of
from freeswitch.relay.commands.plain.vouching import notes_for
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.switch.errors import ConnectionLost, EslError, NotOneLine, ReplyTimeout
from freeswitch.relay.switch.link import Link
from freeswitch.relay.switch.watches import Watches
from functions.shared.command_life.outcomes import Step
from functions.shared.commands import Line, MemberGone, PlainCommand, Refused, UnsafeText, kind_of, redact
from functions.shared.commands.common.lines import PATH
from functions.shared.commands.common.replies import Reply
from functions.shared.tables.base import TablesUnavailable

# After a loss: FreeSWITCH is given this long to come back, so that a command ends within 5 s of a restart.
RETURN_SECONDS = 3.5
LOOK_SECONDS = 0.05
# A member is announced before it is in the list: "-ERR Non-Existant ID" for up to 100 ms.
JOINING_TRIES, JOINING_PAUSE = 3, 0.1
# FreeSWITCH calls dial on its own time: the job's event tells when it is done.
JOB_SECONDS = 65.0


class PlainRuns:
    """Runs plain commands; `checkpoint` is told how far each has come."""

    def __init__(
        self,
        link: Link,
        rooms: Rooms,
        watches: Watches,
        clock: Clock,
        places: Places,
        *,
        node: str,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._link = link
        self._rooms = rooms
        self._watches = watches
        self._clock = clock
        self._places = places
        self._node = node
        self._proof = Proof(link, clock)
        self._right = RightMeeting(link, rooms)
        self._checkpoint = checkpoint
        self._fonts = (-1, "")

    def run(
        self,
        step: PlainCommand,
        conference_uuid: str,
        deadline: float,
        extra: Extra = NOTHING,
        *,
        again: bool = False,
    ) -> Step:
        """Run one plain command to its end, once more where a lost connection left it open and that is safe.

        Args:
            deadline: seconds since 1970, after which it is not begun.
            again: an earlier try may have done it; where it may run already, FreeSWITCH is asked first.
        """
        for _ in range(2):
            if self._clock.time() > deadline:
                if again:
                    return unknown(step, "late", "its time was over before it could be run again")
                return failed(step, "late", "its time was over before it was begun")
            room = self._rooms.get(conference_uuid) if conference_uuid else None
            if conference_uuid and room is None:
                return _gone(step, "conference_gone", "the conference has ended", again=again)
            trying = Try(step, room, meeting_of(room, self._places, extra), self._link.generation)
            try:
                return self._try(trying, again=again)
            except ConnectionLost as problem:
                if not self._may_run_again(trying):
                    return self._lost(trying, str(problem), again=again)
                again = again or bool(trying.sent)
            except ReplyTimeout as problem:
                if not trying.sent and not again:
                    return failed(step, "no_reply", f"FreeSWITCH did not answer before this was sent: {problem}")
                return unknown(step, "no_reply", str(problem))
            except EslError as problem:
                return failed(step, "switch_lost", str(problem))
        return unknown(step, "switch_lost", "FreeSWITCH was lost twice")

    def _may_run_again(self, trying: Try) -> bool:
        """Wait for FreeSWITCH to come back."""
        if trying.sent and trying.step.retry == "once_only":
            return False
        until = self._clock.monotonic() + RETURN_SECONDS
        while self._clock.monotonic() < until:
            # `ready` alone may still be set: the link learns of the loss after us.
            if self._link.generation > trying.generation and self._rooms.ready.is_set():
                return True
            self._clock.sleep(LOOK_SECONDS)
        return False

    def _lost(self, trying: Try, problem: str, *, again: bool) -> Step:
        if not trying.sent and again:
            return unknown(trying.step, "switch_lost", f"FreeSWITCH was lost before this was run again: {problem}")
        if not trying.sent:
            return failed(trying.step, "switch_lost", f"FreeSWITCH was lost before the command was sent: {problem}")
        return unknown(trying.step, "switch_lost", f"FreeSWITCH was lost while it ran this: {problem}")

    def _try(self, trying: Try, *, again: bool) -> Step:
        step, room, meeting = trying.step, trying.room, trying.meeting
        try:
            self._right.check(meeting)
            if (again or step.retry == "checkable") and self._proof.shows(step, meeting):
                # Confirmed means that the conference's row shows it as well.
                self._link.prove_heard()
                return Step(kind=kind_of(step), state="confirmed", evidence=self._proof.seen("state"))
            return self._send(trying)
        except MeetingOver as problem:
            return _gone(step, "conference_gone", str(problem), again=again)
        except MemberGone as problem:
            # Somebody who should leave and has left is where he should be.
            if room is not None and step.already(room.state("")):
                return Step(kind=kind_of(step), state="confirmed", evidence=self._proof.seen("state"))
            return _gone(step, "member_gone", str(problem), again=again)
        except Refused as refusal:
            return failed(step, refusal.reason, redact(refusal.detail))
        except (UnsafeText, NotOneLine) as problem:
            return failed(step, "invalid_field", str(problem))
        except TablesUnavailable as problem:
            return failed(step, "unavailable", f"nothing was sent, for the other nodes could not be told: {problem}")

    def _send(self, trying: Try) -> Step:
        step, meeting = trying.step, trying.meeting
        if step.draws_text:
            meeting = trying.meeting = replace(meeting, fonts_root=self._fonts_root())
        if question := step.asked_before(meeting):
            meeting = trying.meeting = replace(meeting, told=self._link.commands.api(question))
        if step.reached():
            notes = notes_for(step, meeting, node=self._node, now=self._clock.time())
            meeting = trying.meeting = replace(meeting, notes=notes)
        lines = step.lines(meeting)
        texts = tuple(line.text for line in lines)
        with self._watches.watch(meeting.uuid, *step.calls(meeting), *texts) as watch:
            for left in reversed(range(JOINING_TRIES)):
                reply = self._reply(trying, lines)
                if reply.ok or reply.reason != "member_gone" or not left:
                    break
                self._clock.sleep(JOINING_PAUSE)
            again = partial(self._reply, trying, lines)
            reply = right_way(step, meeting, reply, again, proof=self._proof, clock=self._clock)
            self._checkpoint("executed")
            text = redact(reply.text)
            if not reply.ok:
                detail = redact(reply.detail or "")
                return failed(step, reply.reason or "refused", detail, reply=text)
            return self._proof.prove(step, meeting, watch, text, texts)

    def _fonts_root(self) -> str:
        """Where FreeSWITCH looks for fonts: asked once on each connection."""
        generation, root = self._fonts
        if generation != self._link.generation:
            told = self._link.commands.api("global_getvar fonts_dir").strip()
            generation, root = self._fonts = self._link.generation, told if PATH.fullmatch(told) else ""
        return root

    def _reply(self, trying: Try, lines: Sequence[Line]) -> Reply:
        return trying.step.read(lines, [self._say(trying, line) for line in lines])

    def _say(self, trying: Try, line: Line) -> str:
        if self._link.generation != trying.generation:
            # What has come about on an earlier connection would be judged by events of this one.
            raise ConnectionLost("the connection on which it was begun is gone")
        trying.sent.append(line.text)
        commands = self._link.commands
        if (told := line.application) is not None:
            return commands.execute(told.call, told.name, told.argument)
        # `api` holds up every other command of its connection, so what is slow runs as a job.
        return self._as_job(line) if trying.step.slow else commands.api(line.text)

    def _as_job(self, line: Line) -> str:
        job = str(uuid.uuid4())
        with self._watches.watch(job) as watch:
            answer = self._link.commands.bgapi(line.text, job)
            if not answer.startswith("+OK"):
                return answer
            until = self._clock.monotonic() + JOB_SECONDS
            while (left := until - self._clock.monotonic()) > 0:
                self._clock.wait(watch.signal, left)
                for event in watch.take():
                    if event.get("Event-Name") == "BACKGROUND_JOB":
                        return event.get("_body", "")
                if watch.lost:
                    raise ConnectionLost("the job's result cannot come any more")
        raise ReplyTimeout(f"the job did not end within {JOB_SECONDS:g} s")


def _gone(step: PlainCommand, reason: str, detail: str, *, again: bool) -> Step:
    """What it is for is not there any more; whether an earlier try had done it then, nobody can see now."""
    if again:
        return unknown(step, reason, f"{detail}; it may have been done before")
    return failed(step, reason, detail)
