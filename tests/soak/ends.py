"""Every end is true: confirmed was carried out, failed and expired were not, and everything ended in time."""

from collections.abc import Iterator, Mapping, Sequence

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands.hold import Hold, ear_after_hold
from functions.shared.commands.leaving import HangUp, Kick
from functions.shared.commands.muting import Deafen
from functions.shared.commands.outputs.stills import TakeStill
from tests.soak.account import Account
from tests.soak.promises import END_SECONDS
from tests.soak.span import Span
from tests.soak.steps import Steps, Told
from tests.soak.twice import TOLERANCE_SECONDS, describe
from tests.soak.violations import Violation

# FreeSWITCH said yes at first, and then no: the call was not answered, the file could not be opened.
NO_AFTER_YES = frozenset({"call_failed", "refused"})
# It wrote a picture, which the relay has thrown away: there is no still.
PICTURE_WENT = frozenset({"unavailable", "no_file", "no_picture", "too_large", "no_folder"})


def untrue_ends(
    steps: Steps, account: Account, unheard: Sequence[Span] = (), lost: Sequence[float] = ()
) -> Iterator[Violation]:
    """Hold every step's end against what the stand-in did; in `unheard` the relay heard no events.

    `lost` are the moments at which the stand-in saw a connection end.
    """
    elsewhere = {entry.text for entry in steps.misdirected if any(entry.at in span for span in unheard)}
    for told in (one for one in steps.told if not elsewhere.intersection(one.lines)):
        match told.state:
            case "confirmed":
                if not _is_shown(told, account, lost):
                    yield _untrue("confirmed means that it was done", told, "the stand-in did nothing of it")
            case "accepted":
                if not _ran_in_time(told):
                    yield _untrue("accepted means that it was done", told, "the stand-in did nothing of it")
            case "failed":
                reason = told.outcome.reason if told.outcome is not None else None
                if told.deeds and reason not in _no_after_yes(told) and not told.shared_with:
                    yield _untrue("failed means that it was not done", told, _runs(told))
            case "expired" | "skipped":
                # What an earlier attempt has done is not known to a later one, and the command as a whole says so.
                unknown = told.row.state == "unknown" and told.row.attempt > 1
                if told.runs and not told.shared_with and not unknown:
                    yield _untrue(f"{told.state} means that nothing was done", told, _runs(told))


def _no_after_yes(told: Told) -> frozenset[str]:
    if isinstance(told.step, TakeStill):
        return NO_AFTER_YES | PICTURE_WENT
    # They left between its lines, or all did.
    return NO_AFTER_YES | {"member_gone", "conference_gone"} if isinstance(told.step, Hold) else NO_AFTER_YES


def _is_shown(told: Told, account: Account, lost: Sequence[float]) -> bool:
    if _ran_in_time(told) or _noted_for_later(told, account):
        return True
    end = told.row.finished_at or 0.0
    if isinstance(told.step, Kick | HangUp):
        # Somebody who should leave and had left is where he should be.
        return account.left_before(told.row.conference_uuid, told.step.member, end + TOLERANCE_SECONDS)
    # It was so already: FreeSWITCH was asked first, because an earlier try may have done it, or floors toggle.
    evidence = told.outcome.evidence if told.outcome is not None else None
    asked_first = told.retry_class == "checkable" or told.row.attempt > 1 or any(at in _time_of(told) for at in lost)
    return evidence is not None and evidence.kind == "state" and asked_first


def _ran_in_time(told: Told) -> bool:
    return any(entry.at in _time_of(told) for entry in told.runs)


def _time_of(told: Told) -> Span:
    until = (told.row.finished_at or float("inf")) + TOLERANCE_SECONDS
    return Span(told.row.created_at - TOLERANCE_SECONDS, until)


def _noted_for_later(told: Told, account: Account) -> bool:
    """Who is on hold hears music only: what they will hear afterwards is noted at their call."""
    if not isinstance(told.step, Deafen):
        return False
    noted = ear_after_hold(told.step.member, deaf=told.step.deaf).text
    return any(entry.text == noted and entry.at in _time_of(told) for entry in account.commands_of(""))


def _runs(told: Told) -> str:
    return "; ".join(f"{run.text!r} → {run.reply.strip()[:60]!r}" for run in told.runs)


def _untrue(claim: str, told: Told, words: str) -> Violation:
    return Violation(claim=claim, words=f"{describe(told)}: {words}", at=told.row.finished_at or told.row.created_at)


def without_end(rows: Mapping[str, CommandRow], away: Sequence[Span], patience: float) -> Iterator[Violation]:
    """Every row has ended, soon enough after its deadline; `away` is when the tables or the queue were not well."""
    for row in rows.values():
        if row.finished_at is None:
            words = f"{row.kind} {row.id} in {row.conference} is {row.state}, attempt {row.attempt}"
            yield Violation(claim="every command ends", words=words, at=row.created_at)
            continue
        allowed = END_SECONDS * patience
        allowed += sum(span.overlap(row.created_at, row.finished_at) for span in away)
        late = row.finished_at - row.deadline
        if late > allowed:
            words = f"{row.kind} {row.id} in {row.conference} ended {row.state} {late:.1f} s after its deadline"
            yield Violation(claim="every command ends by its deadline and a little", words=words, at=row.finished_at)
