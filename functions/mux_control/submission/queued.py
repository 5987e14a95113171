"""A command's row as it begins: queued for the conference's node, by whom the token names."""

import time

from msgspec import structs

from functions.shared.api.tokens import Grant
from functions.shared.audit.entry import Entry
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.settings import ApiSettings, read
from functions.shared.state import ConferenceState

_command_seconds = read(ApiSettings).command_seconds


def queued(new_id: str, kind: str, body: str, conference: ConferenceState, grant: Grant, *, entry: Entry) -> CommandRow:
    """Make the row; the audit names who it was, and keeps how the command ends, as it does for `entry`."""
    row = of_node(new_id, kind, body, conference.node, grant, entry=entry, now=time.time(), seconds=_command_seconds)
    return structs.replace(row, conference=conference.name, conference_uuid=conference.uuid)


def of_node(  # what it is, in the order of the row
    new_id: str, kind: str, body: str, node: str, grant: Grant, *, entry: Entry, now: float, seconds: float
) -> CommandRow:
    """Make the row of what a node is to do beside any conference, within so many seconds from `now` (since 1970)."""
    return CommandRow(
        id=new_id,
        kind=kind,
        body=body,
        node=node,
        domain=grant.domain,
        subject=grant.sub,
        created_at=now,
        deadline=now + seconds,
        request=entry.request,
        pseudonym=entry.pseudonym,
        audit_until=entry.expires,
    )
