"""Rows as a domain's token may see them: another domain's is not there, and takes no longer than one that is nowhere.

DynamoDB leaves out what is another's before it answers, so nothing of it is sent, read or decoded here. Documents are
JSON in one attribute, and quotes inside of a text are escaped there: the text looked for is a field of its own.
"""

import time
from typing import Literal, cast, overload

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.outputs.jobs import Noun, OutputRow, RecordingRow, StreamRow
from functions.shared.outputs.own_places import is_own_recording, is_own_still
from functions.shared.outputs.stills import StillRow
from functions.shared.tables.base import answering
from functions.shared.tables.commands.rows import KEPT_SECONDS, CommandsItem, row_of
from functions.shared.tables.conferences.output_rows import PREFIXES, shown
from functions.shared.tables.conferences.rows import (
    CONFERENCE_KEY,
    ConferencesItem,
    StoredConference,
    find_conference,
    stored_head,
)
from functions.shared.tables.conferences.stills import STILL, kept_still, partition
from functions.shared.tables.provisioned.identities import IDENTITY_KEY, IdentitiesItem, Identity, identity_in
from functions.shared.tables.provisioned.rooms import ROOM_KEY, Room, RoomsItem, conference_key, read_room
from functions.shared.tables.reading import items_of
from functions.shared.telemetry.observations import count, logger

# For so long a name that was the domain's is taken for it: reading the conference takes one call then instead of two.
REMEMBERED_SECONDS = 60.0
MOST_REMEMBERED = 4096
_remembered: dict[tuple[str, str], float] = {}


def find_own_conference(name: str, domain: str) -> StoredConference | None:
    """Read a conference of the domain, as `find_conference` does.

    First its own row alone: a large meeting's members would be read before they are left out.
    """
    if time.monotonic() > _remembered.get((name, domain), 0.0) and _own_head(name, domain) is None:
        return None
    stored = find_conference(name)
    return stored if stored is not None and stored.state.domain == domain else None


def find_own_head(name: str, domain: str) -> StoredConference | None:
    """Read a conference of the domain without members, recordings and streams: one Query of one row."""
    head = _own_head(name, domain)
    stored = None if head is None else stored_head(head)
    return stored if stored is not None and stored.state.domain == domain else None


def _own_head(name: str, domain: str) -> ConferencesItem | None:
    mine = (ConferencesItem.live_domain == domain) | says(ConferencesItem.body, domain)
    with answering():
        found = ConferencesItem.query(name, ConferencesItem.key == CONFERENCE_KEY, mine, consistent_read=True)
        head = next(items_of(found), None)
    if head is not None:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        _remembered[name, domain] = time.monotonic() + REMEMBERED_SECONDS
    return head


def forget_names() -> None:
    """Drop what is remembered, so that the next reader asks the table."""
    _remembered.clear()


def find_own_room(conference: str, domain: str) -> Room | None:
    """Read the domain's room of a conference, whose name may be another: two Queries."""
    if "#" in conference:
        return None
    mine = says(RoomsItem.body, domain)
    found: list[Room] = []
    with answering():
        for key in (conference, conference_key(conference)):
            found += map(read_room, items_of(RoomsItem.query(key, RoomsItem.key == ROOM_KEY, mine)))
    return next((room for room in found if room.conference == conference and room.domain == domain), None)


@overload
def find_own_output(
    conference: str, noun: Literal["recording"], output_id: str, domain: str
) -> RecordingRow | None: ...
@overload
def find_own_output(conference: str, noun: Literal["stream"], output_id: str, domain: str) -> StreamRow | None: ...
def find_own_output(conference: str, noun: Noun, output_id: str, domain: str) -> OutputRow | None:
    """Read one recording or stream of the domain, of whichever meeting; one that cannot be read is shown as failed."""
    found = _outputs(conference, ConferencesItem.key == PREFIXES[noun] + output_id, domain)
    return found[0] if found else None


@overload
def own_outputs_of(conference: str, noun: Literal["recording"], domain: str) -> list[RecordingRow]: ...
@overload
def own_outputs_of(conference: str, noun: Literal["stream"], domain: str) -> list[StreamRow]: ...
def own_outputs_of(conference: str, noun: Noun, domain: str) -> list[RecordingRow] | list[StreamRow]:
    """Read all of the domain's under a conference's name, those of earlier meetings too."""
    found = _outputs(conference, ConferencesItem.key.startswith(PREFIXES[noun]), domain)
    return cast(list[RecordingRow] | list[StreamRow], found)


def find_own_still(conference: str, still: str, domain: str, *, now: float) -> StillRow | None:
    """Read a still of the domain, as `find_still` does."""
    mine = says(ConferencesItem.body, domain)
    with answering():
        found = ConferencesItem.query(
            partition(conference), ConferencesItem.key == STILL + still, mine, consistent_read=True
        )
        item = next(iter(found), None)
    row = None if item is None else kept_still(item, now=now)
    if row is None or row.domain != domain or not is_own_still(row, conference):
        return None
    return row


def find_own_command(command_id: str, domain: str, *, now: float) -> CommandRow | None:
    """Read a command of the domain, as `find_kept_command` does."""
    with answering():
        found = CommandsItem.query(
            command_id, filter_condition=says(CommandsItem.request, domain), consistent_read=True
        )
        row = next((row_of(item) for item in found), None)
    if row is None or row.domain != domain or int(row.created_at + KEPT_SECONDS) <= now:
        return None
    return row


def find_own_identity(node: str, domain: str) -> Identity | None:
    """Read who a node is, if it serves the domain: one Query."""
    named = IdentitiesItem.body.contains(msgspec.json.encode(domain).decode())
    with answering():
        found = IdentitiesItem.query(node, IdentitiesItem.key == IDENTITY_KEY, named, consistent_read=True)
        identity = next((identity_in(item) for item in items_of(found)), None)
    return identity if identity is not None and domain in identity.domains else None


def says(document: UnicodeAttribute, domain: str) -> Condition:
    """Whether the document has this domain."""
    return document.contains(f'"domain":{msgspec.json.encode(domain).decode()}')


def _outputs(conference: str, which: Condition, domain: str) -> list[OutputRow]:
    mine = says(ConferencesItem.job, domain)
    with answering():
        rows = [shown(item) for item in items_of(ConferencesItem.query(conference, which, mine, consistent_read=True))]
    return [row for row in rows if row.job.domain == domain and _names_its_own(row)]


def _names_its_own(row: OutputRow) -> bool:
    """Whether it leads to no file of others: such a row is as good as none."""
    if not isinstance(row, RecordingRow) or is_own_recording(row):
        return True
    count("OutputsForged")
    logger.error("a recording is left out: its row names the file of another", extra={"recording": row.id})
    return False
