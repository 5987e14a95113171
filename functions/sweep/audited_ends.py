"""How commands ended, for the audit and the feed: what FreeSWITCH said and what was seen, as the relay wrote it.

The relay tells the feed itself, at once; here the ends are found that it died with.
"""

from collections.abc import Callable

from functions.shared.audit.entry import Entry, kept_until
from functions.shared.command_life.outcomes import KEY, MOVE, RULE, CommandRow
from functions.shared.settings import AuditSettings, read
from functions.shared.tables.commands.ended import ended_commands, leave_to_audit
from functions.shared.tables.history.audit import append
from functions.shared.telemetry.observations import count, logger
from functions.shared.told.command_ends import ToldEnds

END = "end_command"

_default_days = read(AuditSettings).retention_days


def enter_ends(has_time: Callable[[], bool], *, now: float) -> None:
    """Write an entry for each command that has ended since the last time; killed anywhere in between, nothing is lost.

    An entry's key is made from the command, so that twice is once; so is the id of the event that tells the end.

    Raises:
        TablesUnavailable: the next run goes on.
    """
    told = ToldEnds(now)
    for command_id, row in ended_commands():
        if not has_time():
            count("AuditBehind")
            logger.error("the audit waits for ends of commands; the next run goes on")
            return
        if row is not None and row.domain:
            append(end_of(row))
            told.make_sure(row)
        leave_to_audit(command_id)


def end_of(row: CommandRow) -> Entry:
    """The entry of a command's end."""
    at = row.created_at if row.finished_at is None else row.finished_at
    outcome = row.outcome
    return Entry(
        id=f"{row.id}.end",
        domain=row.domain,
        at=at,
        operation=END,
        result="unknown" if outcome is None else outcome.state,
        pseudonym=row.pseudonym,
        conference=row.conference,
        object=_object_of(row),
        command=row.id,
        kinds=(row.kind,),
        reason=outcome.reason if outcome else None,
        detail=outcome.detail if outcome else None,
        reply=outcome.reply if outcome else None,
        evidence=outcome.evidence if outcome else None,
        steps=outcome.steps if outcome else (),
        request=row.request,
        # Of a command that the audit knows nothing else of, its own rule.
        expires=row.audit_until if row.pseudonym else kept_until(at, _default_days),
    )


def _object_of(row: CommandRow) -> str:
    """What it is about beside its conference: the node, or the rule or the telephone's key that has made it."""
    if row.subject.startswith((RULE, KEY, MOVE)):
        return row.subject
    return "" if row.conference else f"node {row.node}"
