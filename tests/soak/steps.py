"""The steps of every command, each with its outcome and with what the stand-in carried out of it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from freeswitch.relay.outputs.recordings.ballast import NOWHERE
from functions.shared.command_life.outcomes import CommandRow, Outcome, Step
from functions.shared.commands import Meeting, MemberGone, PlainCommand, decode_command, kind_of
from functions.shared.commands.hold import Hold
from infra.fake_freeswitch.state.diary import Entry
from tests.soak.account import Account

# Stands where the relay makes up a uuid of its own.
NEW_CALL = "a-new-call"
RECORDING_VERBS = {
    "start_recording": "record",
    "stop_recording": "norecord",
    "pause_recording": "recording pause",
    "resume_recording": "recording resume",
}
# Asked for by nobody but the relay itself: they change nothing, the last ones are its ballast (outputs/ballast.py).
QUESTIONS = re.compile(
    r"(?!conference|uuid_kill).*|conference (json_list|xml_list|list|count)\b.*"
    r"|conference \S+ (json_list|xml_list|list|count|get|getvar|vid-layout list|chkrecord|recording check)\b.*"
    r"|conference \S+ play_status \d+"
    rf"|conference \S+ record {re.escape(NOWHERE)}"
)


# How FreeSWITCH tells who means a member that is not there.
USAGE = re.compile(r"[a-z_-]+ <\[?member_id")


def refused(entry: Entry) -> bool:
    """Whether the stand-in did nothing of it."""
    return entry.reply.startswith("-") or USAGE.match(entry.reply) is not None


@dataclass
class Told:
    """One step: `runs` are the stand-in's entries of it that were not refused."""

    row: CommandRow
    step: PlainCommand
    outcome: Step | Outcome | None
    lines: tuple[str, ...] = ()
    # The line that does it: the last one, but where others end with the same.
    deed: str = ""
    # Instead of that, where the relay makes up a part of it.
    pattern: str = ""
    runs: list[Entry] = field(default_factory=list)
    # Others that mean the very same text in the same meeting; their runs cannot be told apart.
    shared_with: int = 0

    @property
    def deeds(self) -> list[Entry]:
        """Its runs, but those of a toggle that went the wrong way: whoever was told so has to set it right."""
        back = self.step.toggled_back
        return [run for run in self.runs if not back or run.reply.strip() != back]

    @property
    def kind(self) -> str:
        return kind_of(self.step)

    @property
    def retry_class(self) -> str:
        return self.step.retry

    @property
    def state(self) -> str:
        """Of the step; an open command's is `queued` or `running`."""
        return self.row.state if self.outcome is None else self.outcome.state


@dataclass
class Steps:
    """All steps, and what was carried out although nobody had asked for it there, or anywhere."""

    told: list[Told]
    misdirected: list[Entry]
    unasked: list[Entry]

    def of(self, command: str) -> list[Told]:
        return [one for one in self.told if one.row.id == command]


def steps_of(rows: Mapping[str, CommandRow], account: Account, stills_root: str) -> Steps:
    """Match every command's steps with the diary."""
    told = [one for row in rows.values() for one in _told(row, account, stills_root)]
    asked: set[int] = set()
    by_meeting: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_meeting[one.row.conference_uuid].append(one)
    for meeting, members in by_meeting.items():
        # A call is ended by its uuid, outside of any conference.
        _match(members, (*account.commands_of(meeting), *account.commands_of("")), asked)
    for one in told:
        one.runs.sort(key=lambda entry: entry.number)
    # What was refused changed nothing: after a gap the relay may name a member who is gone.
    commands = (entry for entry in account.entries if entry.what == "command" and not refused(entry))
    unasked = [entry for entry in commands if entry.number not in asked and not QUESTIONS.fullmatch(entry.text)]
    # A recording is a job: a file that does not grow is closed and gone on with in another one.
    recordings = {row.id for row in rows.values() if row.kind == "start_recording"}
    unasked = [entry for entry in unasked if not any(recording in entry.text for recording in recordings)]
    known = {one.deed for one in told if one.lines}
    return Steps(
        told,
        misdirected=[entry for entry in unasked if entry.text in known],
        unasked=[entry for entry in unasked if entry.text not in known],
    )


def _match(told: Sequence[Told], entries: Sequence[Entry], asked: set[int]) -> None:
    """Give every step of a meeting its entries, and note their numbers."""
    by_text: dict[str, list[Told]] = defaultdict(list)
    by_pattern: dict[str, list[Told]] = defaultdict(list)
    prepared: set[str] = set()
    for one in told:
        if one.pattern:
            by_pattern[one.pattern].append(one)
        elif one.lines:
            by_text[one.deed].append(one)
            prepared.update(line for line in one.lines if line != one.deed)
    patterns = [(re.compile(pattern), members) for pattern, members in by_pattern.items()]
    for group in (*by_text.values(), *by_pattern.values()):
        for one in group:
            one.shared_with = len(group) - 1
    for entry in entries:
        found = by_text.get(entry.text) or next(
            (them for pattern, them in patterns if pattern.fullmatch(entry.text)), ()
        )
        if found or entry.text in prepared:
            asked.add(entry.number)
        if not refused(entry):
            for one in found:
                one.runs.append(entry)


def _told(row: CommandRow, account: Account, stills_root: str) -> Iterator[Told]:
    command = decode_command(row.body.encode())
    steps = list(command.plain())
    outcomes: Sequence[Step | Outcome | None] = [row.outcome] * len(steps)
    if row.outcome is not None and row.outcome.steps:
        outcomes = row.outcome.steps
    meeting = Meeting(
        row.conference,
        members=account.numbers[row.conference_uuid],
        # Whoever may have had a banner: then it is taken away before the next one.
        bannered=frozenset(account.numbers[row.conference_uuid]),
        uuid=row.conference_uuid,
        new_call=NEW_CALL,
        stills_root=stills_root,
    )
    for step, outcome in zip(steps, outcomes, strict=True):
        if kind_of(step) in RECORDING_VERBS:
            yield Told(row, step, outcome, pattern=_output_pattern(step, meeting))
        else:
            yield _with_text(Told(row, step, outcome), meeting)


def _output_pattern(step: PlainCommand, meeting: Meeting) -> str:
    """The relay chooses options and the number of the part."""
    verb, output = RECORDING_VERBS[kind_of(step)], getattr(step, "recording", "")
    return rf"conference {re.escape(meeting.conference)} {verb} .*{re.escape(output)}.*"


def _with_text(told: Told, meeting: Meeting) -> Told:
    try:
        lines = tuple(line.text for line in told.step.lines(meeting))
    except MemberGone:
        # Nobody with that call was ever in this meeting: it can never have run.
        return told
    told.lines, told.deed = lines, _deed(told.step, lines)
    if NEW_CALL in told.deed:
        told.pattern = re.escape(told.deed).replace(re.escape(NEW_CALL), "[0-9a-f-]+")
    return told


def _deed(step: PlainCommand, lines: Sequence[str]) -> str:
    """The music that whoever is on hold hears is begun again by others, behind a prompt."""
    begins = isinstance(step, Hold) and step.on_hold
    return next((line for line in lines if begins and " hold " in line), lines[-1])
