"""That somebody who may wants a recording gone whose files lie on a node's disk.

Every relay may write the rows of recordings, so a word there is not enough for the node's relay. This one stands where
IAM keeps other nodes' relays away: its key begins with the node, as those of its commands do.
"""

from functions.shared.outputs.jobs import RecordingRow
from functions.shared.tables.base import answering
from functions.shared.tables.commands.rows import CommandsItem

# No command's random part has these signs, so no command's id looks like it.
ERASE = ".erase/"
# A node may be away for long. What it finds after this it leaves, and shows again, until somebody asks once more.
KEPT_SECONDS = 400 * 24 * 3600


def wish_erasure(row: RecordingRow, *, now: float) -> None:
    """Write that this recording is to be erased; twice is once."""
    wish = CommandsItem(
        _key_of(row),
        request="erase",
        state="wish",
        deadline=now,
        attempt=0,
        until=0,
        expires=int(now + KEPT_SECONDS),
    )
    with answering():
        wish.save()


def is_erasure_wished(row: RecordingRow) -> bool:
    """Whether the API has written so of this very recording."""
    with answering():
        try:
            CommandsItem.get(_key_of(row), consistent_read=True, attributes_to_get=["id"])
        except CommandsItem.DoesNotExist:
            return False
    return True


def _key_of(row: RecordingRow) -> str:
    # With the meeting: what is recorded by hand may have the same name in the next one.
    return f"{row.job.node}{ERASE}{row.conference_uuid}/{row.conference}/{row.id}"
