"""Ends commands that are too late; whoever sees one first does it, the sweep or somebody who asks."""

from functions.shared.command_life.outcomes import CommandRow, Outcome
from functions.shared.tables.commands.claims import end_lapsed, end_queued
from functions.shared.tables.commands.rows import find_command
from functions.shared.told.command_ends import before_its_end, tell_end

# A relay that died with a command gets this long after the claim's end to come back and to say how it ended.
LOST_SECONDS = 60.0


def end_if_late(row: CommandRow, now: float) -> CommandRow:
    """Return the row, ended if nobody can carry it out any more: queued beyond its deadline, or begun and abandoned.

    Its end is told in the conference's feed.
    """
    if row.state == "queued" and row.deadline < now:
        outcome = Outcome(state="expired", reason="deadline_passed", detail="nobody began it in time; nothing was done")
        end = end_queued
    elif row.state == "running" and max(row.until, row.deadline) + LOST_SECONDS < now:
        outcome = Outcome(state="unknown", reason="relay_lost", detail="the relay stopped while it was carried out")
        end = end_lapsed
    else:
        return row
    ended = end(row.id, outcome=outcome, now=now, told_after=before_its_end(row, now=now))
    if ended is None:
        # Somebody else changed it meanwhile: what they wrote counts.
        return find_command(row.id) or row
    tell_end(ended, now=now)
    return ended
