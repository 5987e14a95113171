"""What a room's rules want done now: from the rules, who is there, what was done before, and the time; no network."""

from collections.abc import Collection, Iterator
from typing import Final

from freeswitch.relay.rules.memory import Doing, Memory
from freeswitch.relay.rules.picture import PAUSE_SECONDS, next_change
from functions.shared.commands.hosting import EndConference
from functions.shared.commands.outputs.recordings import StartRecording, StopRecording
from functions.shared.commands.playing import Play
from functions.shared.grammars.moments import seconds_of
from functions.shared.state import ConferenceState
from functions.shared.tables.provisioned.rules import Rules

# Who is gone for a moment only, as in a redial, ends no recording.
GONE_SECONDS: Final = 5.0
# An order to end that did not end it is given again after so long.
AGAIN_SECONDS: Final = 30.0


def due(rules: Rules, state: ConferenceState, memory: Memory, *, live: Collection[str], now: float) -> Doing | None:
    """The next thing to do, or nothing; `memory` learns what it sees.

    Args:
        live: ids of what FreeSWITCH records now.
        now: seconds since 1970.
    """
    wanted = (
        *_ending(rules, state, memory, now),
        *_closing(rules, state, memory, now),
        *_recording(rules, state, memory, live, now),
        *_changing(rules, state, memory, now),
    )
    return next((one for one in wanted if one.id not in memory.done), None)


def _changing(rules: Rules, state: ConferenceState, memory: Memory, now: float) -> Iterator[Doing]:
    """The picture follows who is there, until somebody changes it by hand."""
    if rules.picture is None or state.picture_by_hand_at is not None:
        return
    change = next_change(rules.picture, state, memory.picture, now)
    if change is not None:
        yield memory.changing(*change, now, PAUSE_SECONDS)


def _ending(rules: Rules, state: ConferenceState, memory: Memory, now: float) -> Iterator[Doing]:
    """A conference lasts no longer than it may."""
    if not rules.longest_minutes or state.started_at is None:
        return
    end = seconds_of(state.started_at) + 60 * rules.longest_minutes
    if now >= end:
        yield memory.doing("duration", f"end.{int((now - end) // AGAIN_SECONDS)}", EndConference())
    elif rules.warn_minutes and now >= end - 60 * rules.warn_minutes:
        yield memory.doing("duration", "warning", Play(prompt=f"{rules.language}/ends_soon"))


def _closing(rules: Rules, state: ConferenceState, memory: Memory, now: float) -> Iterator[Doing]:
    """It ends some time after its last host has left, unless one comes back."""
    if not rules.close_after_seconds:
        return
    if any(member.is_host for member in state.members):
        memory.leavings += memory.left_at is not None
        memory.hosted, memory.left_at = True, None
        return
    if not memory.hosted or not state.members:
        return
    if memory.left_at is None:
        memory.left_at = now
    yield memory.doing("closing", f"{memory.leavings}.told", Play(prompt=f"{rules.language}/host_left"))
    late = now - memory.left_at - rules.close_after_seconds
    if late >= 0:
        yield memory.doing("closing", f"{memory.leavings}.end.{int(late // AGAIN_SECONDS)}", EndConference())


def _recording(
    rules: Rules, state: ConferenceState, memory: Memory, live: Collection[str], now: float
) -> Iterator[Doing]:
    """It is recorded while those are there for whom it is; who is there hears so, and who comes later."""
    rule = rules.record
    if rule is None:
        return
    turn, recording = memory.recordings, memory.id("record", f"{memory.recordings}.start")
    hosts = sum(member.is_host for member in state.members)
    wanted = hosts > 0 if rule.when == "host" else len(state.members) >= rule.people
    if not memory.records:
        if wanted:
            begin = StartRecording(recording=recording, format=rule.format, name=rule.name or None)
            yield memory.doing("record", f"{turn}.start", begin)
        return
    memory.unwanted_since = None if wanted else now if memory.unwanted_since is None else memory.unwanted_since
    if memory.unwanted_since is not None and now - memory.unwanted_since >= GONE_SECONDS:
        yield memory.doing("record", f"{turn}.stop", StopRecording(recording=recording, format=rule.format))
        return
    if not rule.announced or recording not in live:
        return
    # To all, so that the recording holds it; then to each who comes.
    yield memory.doing("record", f"{turn}.announced", Play(prompt=f"{rules.language}/recording_started"))
    if memory.id("record", f"{turn}.announced") in memory.done:
        for member in state.members:
            if member.uuid not in memory.told:
                told = Play(prompt=f"{rules.language}/recorded", member=member.uuid)
                yield memory.doing("record", f"{turn}.told.{member.uuid}", told)
