"""Carries one command out on FreeSWITCH and finds out what really happened."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from freeswitch.relay.clock import Clock
from freeswitch.relay.errors import ConnectionLost, EslError, NotOneLine, ReplyTimeout
from freeswitch.relay.event_values import Event, api_line, integer, rfc3339
from freeswitch.relay.follower import Follower
from freeswitch.relay.link import Link
from freeswitch.relay.rooms import Room
from freeswitch.relay.watches import Watch, Watches
from functions.shared.commands import (
    Command,
    MemberGone,
    PlainCommand,
    Target,
    UnsafeText,
    already,
    confirms,
    evidence,
    is_slow,
    kind_of,
    plain_steps,
    read_reply,
    reads_state,
    redact,
    retry_class,
    state_query,
    to_esl,
)
from functions.shared.commands.confirming import Confirmed, Failed
from functions.shared.commands.outputs import RecordingFile, StreamTarget
from functions.shared.commands.stills import TakeStill
from functions.shared.outcomes import Evidence, Outcome, Step
from functions.shared.tables.base import TablesUnavailable

# After a loss: FreeSWITCH is given this long to come back, so that a command ends within 5 s of a restart.
RETURN_SECONDS = 3.5
LOOK_SECONDS = 0.05
# FreeSWITCH calls dial on its own time: the job's event tells when it is done.
JOB_SECONDS = 65.0
# An API event follows each command; by then everything that it caused at once is in the state.
SETTLE_SECONDS = 0.5
# A member is announced before it is in the list: "-ERR Non-Existant ID" for up to 100 ms.
JOINING_TRIES, JOINING_PAUSE = 3, 0.1
STATE_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4)


@dataclass(frozen=True)
class Places:
    """Where the node keeps its files."""

    recordings: str
    images: str
    stills: str


@dataclass(frozen=True)
class Extra:
    """What only the jobs know of a command: keys of streams, texts that somebody else typed."""

    keys: Mapping[str, str]
    begun_texts: Mapping[str, str]


NOTHING = Extra({}, {})


class OutputJobs(Protocol):
    """Who carries out the commands of recordings and streams, which are jobs."""

    def run(self, step: PlainCommand, room: Room | None) -> Step: ...


class StillJobs(Protocol):
    """Who takes stills: only the file shows what came of it."""

    def run(self, step: TakeStill, room: Room | None) -> Step: ...


@dataclass
class Try:
    """One plain command on its way."""

    step: PlainCommand
    room: Room | None
    target: Target
    generation: int
    sent: list[str] = field(default_factory=list)


class Execution:
    """Runs commands one at a time per conference; `checkpoint` is told how far each has come."""

    def __init__(
        self,
        link: Link,
        follower: Follower,
        watches: Watches,
        clock: Clock,
        places: Places,
        *,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._link = link
        self._follower = follower
        self._watches = watches
        self._clock = clock
        self._places = places
        self._checkpoint = checkpoint
        self.outputs: OutputJobs | None = None
        self.stills: StillJobs | None = None

    def run(self, command: Command, conference_uuid: str, deadline: float, *, again: bool = False) -> Outcome:
        """Run the command to its end; `again` if an earlier try may have done a part of it."""
        plain = list(plain_steps(command))
        if again and any(retry_class(step) == "once_only" for step in plain):
            detail = "the relay was interrupted while it ran this, and to run it twice would do it twice"
            return Outcome(state="unknown", reason="interrupted", detail=detail)
        steps: list[Step] = []
        for step in plain:
            if steps and steps[-1].state in ("failed", "unknown"):
                steps.append(Step(kind=kind_of(step), state="skipped"))
            else:
                steps.append(self._job_or_step(step, conference_uuid, deadline, again=again))
        return outcome_of(steps, composite=plain != [command])

    def _job_or_step(self, step: PlainCommand, conference_uuid: str, deadline: float, *, again: bool) -> Step:
        try:
            if isinstance(step, TakeStill) and self.stills is not None:
                return self.stills.run(step, self._follower.rooms.get(conference_uuid))
            if isinstance(step, (RecordingFile, StreamTarget)) and self.outputs is not None:
                return self.outputs.run(step, self._follower.rooms.get(conference_uuid))
            return self._step(step, conference_uuid, deadline, NOTHING, again=again)
        except TablesUnavailable as problem:
            return failed(step, "unavailable", f"nothing was begun, for its row could not be written: {problem}")

    def carry_out(
        self,
        step: PlainCommand,
        conference_uuid: str,
        deadline: float,
        *,
        keys: Mapping[str, str],
        begun_texts: Mapping[str, str],
    ) -> Step:
        """Run one plain command for such a job; where it may run already, FreeSWITCH is asked first."""
        return self._step(step, conference_uuid, deadline, Extra(keys, begun_texts), again=False)

    def _step(self, step: PlainCommand, conference_uuid: str, deadline: float, extra: Extra, *, again: bool) -> Step:
        """One step, run again where a lost connection left it open and running again is safe."""
        for _ in range(2):
            if self._clock.time() > deadline:
                return unknown(step, "late", "its time was over before it could be run again")
            room = self._follower.rooms.get(conference_uuid) if conference_uuid else None
            if conference_uuid and room is None:
                return failed(step, "conference_gone", "the conference has ended")
            trying = Try(step, room, self._target(room, extra), self._link.generation)
            try:
                return self._try(trying, again=again)
            except ConnectionLost as problem:
                if not self._may_run_again(trying):
                    return self._lost(trying, str(problem))
                again = bool(trying.sent)
            except ReplyTimeout as problem:
                return unknown(step, "no_reply", str(problem))
            except EslError as problem:
                return failed(step, "switch_lost", str(problem))
        return unknown(step, "switch_lost", "FreeSWITCH was lost twice")

    def _may_run_again(self, trying: Try) -> bool:
        """Wait for FreeSWITCH to come back."""
        if trying.sent and retry_class(trying.step) == "once_only":
            return False
        until = self._clock.monotonic() + RETURN_SECONDS
        while self._clock.monotonic() < until:
            # `ready` alone may still be set: the link learns of the loss after us.
            if self._link.generation > trying.generation and self._follower.ready.is_set():
                return True
            self._clock.sleep(LOOK_SECONDS)
        return False

    def _lost(self, trying: Try, problem: str) -> Step:
        if not trying.sent:
            return failed(trying.step, "switch_lost", f"FreeSWITCH was lost before the command was sent: {problem}")
        return unknown(trying.step, "switch_lost", f"FreeSWITCH was lost while it ran this: {problem}")

    def _target(self, room: Room | None, extra: Extra) -> Target:
        return Target(
            room.name if room else "",
            members=room.numbers() if room else {},
            uuid=room.uuid if room else "",
            new_call=str(uuid.uuid4()),
            recordings_root=self._places.recordings,
            images_root=self._places.images,
            stills_root=self._places.stills,
            stream_keys=extra.keys,
            begun_texts=extra.begun_texts,
        )

    def _try(self, trying: Try, *, again: bool) -> Step:
        step, room, target = trying.step, trying.room, trying.target
        try:
            if (again or retry_class(step) == "checkable") and self._shows(step, target):
                return Step(kind=kind_of(step), state="confirmed", evidence=self._seen("state"))
            return self._send(trying)
        except MemberGone as problem:
            # Somebody who should leave and has left is where he should be.
            if room is not None and already(step, room.state("")):
                return Step(kind=kind_of(step), state="confirmed", evidence=self._seen("state"))
            return failed(step, "member_gone", str(problem))
        except (UnsafeText, NotOneLine) as problem:
            return failed(step, "invalid_field", str(problem))

    def _send(self, trying: Try) -> Step:
        step, target = trying.step, trying.target
        lines = to_esl(step, target)
        calls = [call for call in (getattr(step, "member", None), target.new_call) if call]
        with self._watches.watch(target.uuid, *calls, *lines) as watch:
            for left in reversed(range(JOINING_TRIES)):
                reply = read_reply(step, [self._say(trying, line) for line in lines])
                if reply.ok or reply.reason != "member_gone" or not left:
                    break
                self._clock.sleep(JOINING_PAUSE)
            self._checkpoint("executed")
            text = redact(reply.text)
            if not reply.ok:
                detail = redact(reply.detail or "")
                return failed(step, reply.reason or "refused", detail, reply=text)
            return self._prove(trying, watch, text, lines)

    def _say(self, trying: Try, line: str) -> str:
        commands = self._link.commands
        trying.sent.append(line)
        if not is_slow(trying.step):
            return commands.api(line)
        job = str(uuid.uuid4())
        with self._watches.watch(job) as watch:
            answer = commands.bgapi(line, job)
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

    def _prove(self, trying: Try, watch: Watch, text: str, lines: tuple[str, ...]) -> Step:
        """FreeSWITCH said yes: see whether it is so."""
        step, target = trying.step, trying.target
        kind, proof = kind_of(step), evidence(step)
        if proof.kind == "event":
            verdict = self._event(trying, watch, proof.time_limit)
            if isinstance(verdict, Failed):
                return failed(step, verdict.reason, redact(verdict.detail), reply=text)
            if verdict is not None:
                return Step(kind=kind, state="confirmed", evidence=verdict, reply=text)
        elif proof.kind == "reply":
            self._settle(watch, lines)
            return Step(kind=kind, state="accepted", evidence=self._seen("reply"), reply=text)
        elif proof.kind == "file":
            # Whoever knows the file looks at it.
            return Step(kind=kind, state="accepted", evidence=self._seen("reply"), reply=text)
        until = self._clock.monotonic() + (proof.time_limit if proof.kind == "state" else 0)
        for pause in (*STATE_PAUSES, *[STATE_PAUSES[-1]] * 10):
            if self._shows(step, target):
                self._settle(watch, lines)
                return Step(kind=kind, state="confirmed", evidence=self._seen("state"), reply=text)
            if watch.lost or self._clock.monotonic() >= until:
                break
            self._clock.sleep(pause)
        if watch.lost:
            raise ConnectionLost("before it showed what came of it")
        detail = f"FreeSWITCH said yes, but nothing showed it within {proof.time_limit:g} s"
        return unknown(step, "not_shown", detail, reply=text)

    def _event(self, trying: Try, watch: Watch, seconds: float) -> Evidence | Failed | None:
        until = self._clock.monotonic() + seconds
        while True:
            for event in watch.take():
                match confirms(trying.step, trying.target, event):
                    case Confirmed(name):
                        return Evidence(kind="event", event=name, at=when(event) or rfc3339(self._clock.time()))
                    case Failed() as failure:
                        return failure
            left = until - self._clock.monotonic()
            if left <= 0 or watch.lost:
                return None
            self._clock.wait(watch.signal, left)

    def _settle(self, watch: Watch, lines: tuple[str, ...]) -> None:
        """Wait until the state has taken in what the command caused: its API event is the last of it."""
        last = lines[-1] if lines else ""
        until = self._clock.monotonic() + SETTLE_SECONDS
        while not any(api_line(event) == last for event in watch.take()):
            left = until - self._clock.monotonic()
            if left <= 0 or watch.lost or not last:
                return
            self._clock.wait(watch.signal, left)

    def _shows(self, step: PlainCommand, target: Target) -> bool:
        """Ask FreeSWITCH whether the wished end is the state."""
        query = state_query(step, target)
        return query is not None and bool(reads_state(step, target, self._link.commands.api(query)))

    def _seen(self, kind: str) -> Evidence:
        now = rfc3339(self._clock.time())
        return Evidence(kind="reply", at=now) if kind == "reply" else Evidence(kind="state", at=now)


def when(event: Event) -> str | None:
    micros = integer(event.get("Event-Date-Timestamp"))
    return None if micros is None else rfc3339(micros / 1e6)


def failed(step: PlainCommand, reason: str, detail: str, *, reply: str | None = None) -> Step:
    return Step(kind=kind_of(step), state="failed", reason=reason, detail=detail or None, reply=reply)


def unknown(step: PlainCommand, reason: str, detail: str, *, reply: str | None = None) -> Step:
    return Step(kind=kind_of(step), state="unknown", reason=reason, detail=detail, reply=reply)


def outcome_of(steps: list[Step], *, composite: bool) -> Outcome:
    """One outcome of all steps: as good as the worst of them, in the words of that one."""
    order = ("confirmed", "accepted", "unknown", "failed")
    worst = max((step for step in steps if step.state != "skipped"), key=lambda step: order.index(step.state))
    assert worst.state != "skipped"  # noqa: S101  # for the type checker: they are left out above
    return Outcome(
        state=worst.state,
        reason=worst.reason,
        detail=worst.detail,
        reply=worst.reply,
        evidence=worst.evidence,
        steps=tuple(steps) if composite else (),
    )
