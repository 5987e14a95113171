"""Whoever has shown a right PIN on a node that has not the conference is brought to the one that has it."""

from functions.pin_check.pins import Entry
from functions.shared.claims.claiming import Elsewhere
from functions.shared.claims.crossing import address_of
from functions.shared.encoders.between_nodes import bridge_to_node
from functions.shared.tables.fleet.crossings import Note, put_note
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.provisioned.rooms import DialIn

# In place of a context and a number in the note.
DIAL_IN = "dial-in"


def across(  # what they come into and as whom, and who they are
    elsewhere: Elsewhere, dial_in: DialIn, entry: Entry, asker: Asker, *, call: str, shown: str, now: float
) -> str:
    """Data of `bridge` that brings them there, where nodes reach each other; else empty.

    One write, and a read where that node is not remembered.

    Args:
        call: its uuid.
        shown: the number that it shows; empty where that is withheld.
    """
    address = address_of(elsewhere, asker, dial_in.domain)
    if not address:
        return ""
    note = Note(
        source=asker.node,
        target=elsewhere.node,
        call=call,
        context=DIAL_IN,
        number=DIAL_IN,
        shown=shown,
        room=dial_in.room,
        moderator=entry.role == "moderator",
        slot=entry.slot or "",
        invitee=entry.name or "",
    )
    return bridge_to_node(address, put_note(note, now=now), browser=False, picture=False)
