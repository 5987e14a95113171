"""Calls between nodes: one that is brought to the node that has its conference, one that comes from another node."""

from collections.abc import Sequence
from dataclasses import replace

from functions.dialplan.actions import crossing_actions
from functions.dialplan.ringing import Action
from functions.shared.claims.claiming import Elsewhere
from functions.shared.claims.crossing import address_of, nodes_with
from functions.shared.encoders.between_nodes import NODES, bridge_to_node, leg_to_node
from functions.shared.lookups.calls import Call
from functions.shared.tables.fleet.crossings import Note, put_note, spend_note
from functions.shared.tables.fleet.registrations import Registered
from functions.shared.tables.known.identities import Asker

# A node is lost after 20 s, and whoever takes its conference then has it at once; who has waited so long waits in vain.
WAITS_SECONDS = 40.0


def waits_for_node(call: Call) -> bool:
    """Whether a call's node is gone, and it has not waited too long yet for another one to take its conference."""
    now = call.at.timestamp()
    return call.gone_since is not None and now - (call.gone_since or now) < WAITS_SECONDS


def crossed_over(call: Call, elsewhere: Elsewhere, domain: str, asker: Asker) -> list[Action] | None:
    """What brings a call to the node that has its conference; None where nobody is brought there.

    One write, and a read where that node is not remembered. Who has come from another node goes nowhere else.
    """
    in_vain = call.gone_since is not None and not waits_for_node(call)
    address = "" if call.crossed or in_vain else address_of(elsewhere, asker, domain)
    if not address:
        return None
    text = put_note(_note(call, asker, elsewhere.node, domain=call.domain), now=call.at.timestamp())
    hurried = call.gone_since is not None
    bridge = bridge_to_node(address, text, browser=call.browser, picture=call.picture, hurried=hurried)
    return crossing_actions(call, bridge)


def legs_to_users(
    call: Call, users: Sequence[str], domain: str, registered: Registered, asker: Asker, *, later: float = 0.0
) -> list[str]:
    """What rings users who are registered on other nodes, one leg a node; none of who has come from one.

    One write for each, and two reads where that node is not remembered.

    Args:
        call: that calls them.
        users: their ids.
        domain: theirs.
        registered: as it was read.
        asker: where the call is.
        later: how many seconds later they may be rung.
    """
    now = call.at.timestamp()
    if call.crossed:
        return []
    legs = []
    for other, there in nodes_with(users, domain, registered, asker, now):
        note = _note(call, asker, other.node, domain=domain, reach=there)
        text = put_note(note, now=now, later=later)
        legs.append(leg_to_node(other.address, text, browser=call.browser, picture=call.picture))
    return legs


def _note(call: Call, asker: Asker, target: str, *, domain: str, reach: tuple[str, ...] = ()) -> Note:
    """What this node vouches for."""
    return Note(
        source=asker.node,
        target=target,
        call=call.uuid,
        context=call.context,
        number=call.number,
        dialled=call.dialled,
        user=call.user,
        profile=call.profile,
        shown=call.shown,
        name=call.name,
        screen=call.screen,
        domain=domain,
        reach=reach,
    )


def arrived(call: Call, asker: Asker) -> tuple[Call, Note] | None:
    """The call as the other node vouches for it, whose note is spent; None for one that no node vouches for."""
    note = spend_note(call.note, asker.node, now=call.at.timestamp()) if call.note else None
    if note is None or note.context == NODES:
        return None
    known = replace(
        call,
        context=note.context,
        number=note.number,
        dialled=note.dialled,
        user=note.user,
        profile=note.profile,
        caller=note.shown,
        shown=note.shown,
        name=note.invitee or note.name,
        screen=note.screen,
        domain=note.domain,
        invitee=note.invitee,
        browser=False,
        note="",
        crossed=True,
    )
    return known, note
