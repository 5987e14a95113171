"""What this node tells others on which its conferences call somebody: a note for each, written just before the call."""

from collections.abc import Mapping
from typing import Final

from functions.shared.commands import Meeting, PlainCommand
from functions.shared.tables.fleet.crossings import Note, put_note

# In place of the context and the number that a caller would have dialled.
CALLED: Final = "called"


def notes_for(step: PlainCommand, meeting: Meeting, *, node: str, now: float) -> Mapping[str, str]:
    """Write what lets a command's calls in on other nodes: by node, good for half a minute. One write for each.

    Args:
        step: that calls somebody.
        meeting: whose call it is.
        node: this one.
        now: in seconds since 1970.

    Raises:
        TablesUnavailable: not all were written; those that were let nobody in but who has them.
    """
    return {
        other.node: put_note(
            Note(
                source=node,
                target=other.node,
                call=meeting.new_call,
                context=CALLED,
                number=CALLED,
                domain=other.domain,
                reach=(other.user,),
            ),
            now=now,
            from_conference=True,
        )
        for other in step.reached()
    }
