"""Ends commands that are too late; whoever sees one first does it, the sweep or somebody who asks."""

from functions.shared.outcomes import CommandRow, Outcome
from functions.shared.tables.commands.claims import end_lapsed, end_queued
from functions.shared.tables.commands.rows import find_command

# A relay that died with a command gets this long after the claim's end to come back and to say how it ended.
LOST_SECONDS = 60.0


def end_if_late(row: CommandRow, now: float) -> CommandRow:
    """Return the row, ended if nobody can carry it out any more: queued beyond its deadline, or begun and abandoned."""
    ended: CommandRow | None = None
    if row.state == "queued" and row.deadline < now:
        outcome = Outcome(state="expired", reason="deadline_passed", detail="nobody began it in time; nothing was done")
        ended = end_queued(row.id, outcome=outcome, now=now)
    elif row.state == "running" and max(row.until, row.deadline) + LOST_SECONDS < now:
        outcome = Outcome(state="unknown", reason="relay_lost", detail="the relay stopped while it was carried out")
        ended = end_lapsed(row.id, outcome=outcome, now=now)
    else:
        return row
    # Somebody else changed it meanwhile: what they wrote counts.
    return ended or find_command(row.id) or row
