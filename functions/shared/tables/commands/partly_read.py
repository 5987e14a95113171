"""What can be read of a command that another version wrote: enough to tell that it has ended."""

import msgspec

from functions.shared.command_life.outcomes import CommandRow, CommandState, Outcome
from functions.shared.tables.commands.rows import CommandsItem


class _Known(msgspec.Struct, frozen=True, kw_only=True):
    """What every version writes of a command, whatever else it says."""

    kind: str
    node: str
    domain: str
    subject: str
    created_at: float
    conference: str = ""
    conference_uuid: str = ""


def partly_read(item: CommandsItem) -> CommandRow | None:
    """The command without what it is to do, which nobody may take from here; None where not even this can be read."""
    try:
        known = msgspec.json.decode(item.request, type=_Known)
        return CommandRow(
            id=item.id,
            body="{}",
            **msgspec.structs.asdict(known),
            deadline=float(item.deadline),
            state=msgspec.convert(item.state, CommandState),
            finished_at=None if item.finished_at is None else float(item.finished_at),
            outcome=None if item.outcome is None else msgspec.json.decode(item.outcome, type=Outcome),
            told_after=None if item.told_after is None else int(item.told_after),
        )
    except (ValueError, TypeError):
        # Whoever asks has told already that it cannot be read.
        return None
