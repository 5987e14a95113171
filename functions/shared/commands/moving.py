"""A conference with its people goes to another node."""

from typing import Final

from functions.shared.commands.common.command import PlainCommand
from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.lines import NAME, UUID, Line, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import BY_ROW
from functions.shared.commands.common.reaching import Address, NodeName
from functions.shared.encoders.between_nodes import MOVED, MOVES_TO, NODE_ADDRESS, moved_call
from functions.shared.grammars.fields import ProfileName
from functions.shared.layouts.conference_profile import NAME as VIDEO

_NO_SUCH_CALL: Final = "-ERR No such channel!"


class MoveConference(PlainCommand, frozen=True):
    """Bring everybody of a conference to another node, without a new call; who comes meanwhile goes there at once."""

    node: NodeName
    # Of that node, and the room's profile: the API writes both.
    address: Address
    profile: ProfileName = VIDEO

    has_own_path = True
    # Each call is asked for by who moves it; the row tells the node afterwards.
    proven = BY_ROW

    def lines(self, _: Meeting, /) -> tuple[Line, ...]:
        # Each call gets its own note a moment before it goes: the relay makes the lines of each.
        word("node", self.node, NAME)
        word("address", self.address, NODE_ADDRESS)
        return ()


def lines_to_move(call: str, bridge: str) -> tuple[Line, ...]:
    """Take one call out of its conference and to another node; `bridge` holds its note.

    Somebody who has hung up in between is not a failure.
    """
    word("call", call, UUID)
    if " " in bridge or "'" in bridge or "$" in bridge:
        raise UnsafeText("bridge", "", "has a character that would end the command")
    return (
        Line(f"uuid_setvar {call} {MOVES_TO} {bridge}", expects=rf"\+OK|{_NO_SUCH_CALL}", harmless=_NO_SUCH_CALL),
        Line(moved_call(call), expects=rf"\+OK|{_NO_SUCH_CALL}", harmless=_NO_SUCH_CALL),
    )


def line_to_send_on(call: str) -> Line:
    """End the call of somebody who has come from a third node, which then brings them to where the conference is."""
    text = f"uuid_kill {word('call', call, UUID)} {MOVED}"
    return Line(text, expects=rf"\+OK|{_NO_SUCH_CALL}", harmless=_NO_SUCH_CALL)
