"""A conference on its way into its table: its own row, and those of its members."""

from collections.abc import Iterable

import msgspec
from pynamodb.exceptions import PutError

from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.base import answering, condition_failed
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.conferences.rows import CONFERENCE_KEY, MEMBER, ConferencesItem


def write_conference(
    state: ConferenceState, *, over: Iterable[str] = (), told: int | None = None, names_domains: bool = True
) -> bool:
    """Write the conference's own row; its members and outputs are rows of their own.

    Args:
        over: uuids of meetings that this one takes the name from; from another one that has ended it may always.
        told: up to which seq of the feed the rows are folded.
        names_domains: whether users of other domains are named with theirs, as in all meetings but those that began
            before that was so.

    Returns:
        False if another meeting has the name, or somebody has ended this one.
    """
    mine, ended = ConferencesItem.uuid == state.uuid, ConferencesItem.ended_at.exists()
    free = ConferencesItem.uuid.does_not_exist() | (mine & ~ended) | (~mine & ended)
    for uuid in over:
        free |= ConferencesItem.uuid == uuid
    with answering():
        try:
            _head(state, told, names_domains).save(condition=free)
        except PutError as error:
            if condition_failed(error):
                return False
            raise
    return True


def write_rows(
    state: ConferenceState,
    *,
    members: Iterable[MemberState] = (),
    gone: Iterable[str] = (),
    left: Iterable[ConferencesItem] = (),
    over: Iterable[str] = (),
    head: bool = True,
    told: int | None = None,
    names_domains: bool = True,
) -> bool:
    """Write the members that changed, 25 rows a call, then the conference's own row unless that is the same (`head`).

    Args:
        gone: keys such as `member#uuid`.
        left: rows that say who left, see `tables.conferences.left`.
        over: uuids of meetings that this one takes the name from.
        told, names_domains: as in `write_conference`.

    Returns:
        False if another meeting has the name; the members of this one are shown to nobody then.

    Raises:
        TablesUnavailable: no answer in time, or DynamoDB took only a part; writing all of it again is safe.
    """
    # Hands have rows of their own.
    lowered = (msgspec.structs.replace(member, hand_raised_at=None) for member in members)
    items = [
        ConferencesItem(state.name, MEMBER + member.uuid, body=_encode(member), uuid=state.uuid) for member in lowered
    ]
    write_in_batches(ConferencesItem, [*items, *left], [(state.name, key) for key in gone])
    # The revision last: whoever sees it would be told 304 for ever if a member's row were still the old one.
    return write_conference(state, over=over, told=told, names_domains=names_domains) if head else True


def _head(state: ConferenceState, told: int | None, names_domains: bool) -> ConferencesItem:
    bare = msgspec.structs.replace(state, members=(), recordings=(), streams=(), hands=())
    return ConferencesItem(
        state.name,
        CONFERENCE_KEY,
        body=_encode(bare),
        uuid=state.uuid,
        # No key may be empty.
        live_domain=state.domain or None,
        live_node=state.node,
        told=told,
        observed_by=len(state.observers) or None,
        began_as=state.began_as,
        names_domains=1 if names_domains else None,
    )


def _encode(body: msgspec.Struct) -> str:
    return msgspec.json.encode(body).decode()
