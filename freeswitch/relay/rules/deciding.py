"""What a room's rules want done now: from the rules, who is there, what was done before, and the time; no network."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from freeswitch.relay.rules.memory import Doing, Memory, OutputKind, OutputMemory
from freeswitch.relay.rules.picture import PAUSE_SECONDS, next_change
from freeswitch.relay.rules.played import AGAIN_SECONDS
from functions.shared.commands import PlainCommand
from functions.shared.commands.hosting import EndConference
from functions.shared.commands.outputs.recordings import StartRecording, StopRecording
from functions.shared.commands.outputs.streams import StartStream, StopStream
from functions.shared.commands.playing import Play
from functions.shared.grammars.moments import seconds_of
from functions.shared.outputs.stream_targets import PRESETS
from functions.shared.state import ConferenceState
from functions.shared.tables.provisioned.rules import RecordRule, Rules, StreamRule

# Who is gone for a moment only, as in a redial, ends no recording.
GONE_SECONDS: Final = 5.0
# What is said to all when it begins, and to each who comes later.
SAID: Final[Mapping[OutputKind, tuple[str, str]]] = {
    "record": ("recording_started", "recorded"),
    "stream": ("streaming_started", "streamed"),
}


def due(rules: Rules, state: ConferenceState, memory: Memory, *, live: Collection[str], now: float) -> Doing | None:
    """The next thing to do, or nothing; `memory` learns what it sees.

    Args:
        live: ids of what FreeSWITCH records and streams now.
        now: seconds since 1970.
    """
    wanted = (
        *_ending(rules, state, memory, now),
        *_closing(rules, state, memory, now),
        *_output("record", rules.record, rules, state, memory, live=live, now=now),
        *_output("stream", rules.stream, rules, state, memory, live=live, now=now),
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
        yield from memory.playing("duration", "warning", Play(prompt=f"{rules.language}/ends_soon"), now)


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
    yield from memory.playing("closing", f"{memory.leavings}.told", Play(prompt=f"{rules.language}/host_left"), now)
    late = now - memory.left_at - rules.close_after_seconds
    if late >= 0:
        yield memory.doing("closing", f"{memory.leavings}.end.{int(late // AGAIN_SECONDS)}", EndConference())


def _output(
    kind: OutputKind,
    rule: RecordRule | StreamRule | None,
    rules: Rules,
    state: ConferenceState,
    memory: Memory,
    *,
    live: Collection[str],
    now: float,
) -> Iterator[Doing]:
    """It is recorded, or streamed, while those are there for whom it is; who is there hears so, and who comes later."""
    if rule is None:
        return
    kept, output = memory.outputs[kind], memory.id(kind, memory.outputs[kind].start)
    hosts = sum(member.is_host for member in state.members)
    wanted = hosts > 0 if rule.when == "host" else len(state.members) >= rule.people
    begin, end = _commands(rule, output)
    if not kept.runs:
        if not wanted:
            kept.rest(now)
        elif now >= kept.again_at:
            yield memory.doing(kind, kept.start, begin)
    elif kept.asked is not None and kept.asked.what == "stop":
        # Whether it goes on, for who has come meanwhile, is known when that has ended.
        return
    elif _is_over(kept, now, wanted=wanted):
        # A stop that overtakes its start would find nothing to stop.
        if now >= kept.again_at and (kept.asked is None or kept.asked.ended):
            yield memory.doing(kind, kept.stop, end)
    elif rule.announced and output in live:
        yield from _telling(kind, rules, state, memory, now)


def _is_over(kept: OutputMemory, now: float, *, wanted: bool) -> bool:
    """Whether nobody for whom it is has been there for longer than a moment."""
    kept.unwanted_since = None if wanted else now if kept.unwanted_since is None else kept.unwanted_since
    return kept.unwanted_since is not None and now - kept.unwanted_since >= GONE_SECONDS


def _telling(kind: OutputKind, rules: Rules, state: ConferenceState, memory: Memory, now: float) -> Iterator[Doing]:
    """To all, so that what is recorded holds it; then to each who comes."""
    kept, (begun, goes_on) = memory.outputs[kind], SAID[kind]
    yield from memory.playing(kind, f"{kept.turn}.announced", Play(prompt=f"{rules.language}/{begun}"), now)
    if memory.id(kind, f"{kept.turn}.announced") in memory.done:
        for member in state.members:
            if member.uuid not in kept.told:
                told = Play(prompt=f"{rules.language}/{goes_on}", member=member.uuid)
                yield from memory.playing(kind, f"{kept.turn}.told.{member.uuid}", told, now)


def _commands(rule: RecordRule | StreamRule, output: str) -> tuple[PlainCommand, PlainCommand]:
    """What begins it and what ends it."""
    name = rule.name or None
    if isinstance(rule, RecordRule):
        begin = StartRecording(recording=output, format=rule.format, name=name)
        return begin, StopRecording(recording=output, format=rule.format)
    url = PRESETS[rule.preset] if rule.preset else rule.url
    # Its key is put in where the command is written.
    return StartStream(stream=output, url=url, name=name), StopStream(stream=output, url=url)
