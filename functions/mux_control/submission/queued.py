"""A command's row as it begins: queued for the conference's node, by whom the token names."""

import time

from functions.shared.api.tokens import Grant
from functions.shared.audit.entry import Entry
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.settings import ApiSettings, read
from functions.shared.state import ConferenceState

_command_seconds = read(ApiSettings).command_seconds


def queued(new_id: str, kind: str, body: str, conference: ConferenceState, grant: Grant, *, entry: Entry) -> CommandRow:
    """Make the row; the audit names who it was, and keeps how the command ends, as it does for `entry`."""
    now = time.time()
    return CommandRow(
        id=new_id,
        kind=kind,
        body=body,
        node=conference.node,
        domain=grant.domain,
        subject=grant.sub,
        created_at=now,
        deadline=now + _command_seconds,
        conference=conference.name,
        conference_uuid=conference.uuid,
        request=entry.request,
        pseudonym=entry.pseudonym,
        audit_until=entry.expires,
    )
