"""The operations that this function answers, each with what does it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from starlette.requests import Request

from functions.rooms import dial_in_numbers, gateways, groups, invitees, revocations, rooms, users
from functions.rooms.entries import making, observing
from functions.rooms.entries.redeeming import redeem_entry
from functions.shared.api.operation import Operation, Read
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.entries.operations import ENTRY_OPERATIONS
from functions.shared.provisioning.over_http.operations import PROVISIONING_OPERATIONS

_READS: Mapping[str, Read] = {
    read.__name__: read
    for read in (
        users.list_users, users.get_user, users.put_user, users.patch_user, users.delete_user,
        rooms.list_rooms, rooms.get_room, rooms.put_room, rooms.patch_room, rooms.delete_room,
        invitees.list_invitees, invitees.get_invitee, invitees.put_invitee, invitees.patch_invitee,
        invitees.delete_invitee,
        groups.list_groups, groups.get_group, groups.put_group, groups.patch_group, groups.delete_group,
        gateways.get_gateway, gateways.put_gateway, gateways.patch_gateway, gateways.delete_gateway,
        dial_in_numbers.list_dial_in_numbers,
        making.list_entries, making.create_entry, making.revoke_entry, observing.observe,
        revocations.list_revocations, revocations.revoke_tokens, revocations.allow_tokens,
    )
}  # fmt: skip


async def _of_the_whole_domain(_: Request, grant: Grant) -> None:
    """Refuse a token for some conferences: with a user or a gateway of its own it would reach all of them."""
    if "*" not in grant.conferences:
        raise Problem(
            "missing_ability", "what is provisioned is the whole domain's; this token is for some conferences only"
        )


OPERATIONS: Sequence[Operation] = tuple(
    replace(operation, read_openly=redeem_entry)
    if operation.public
    # A link is of its room, everything else of the domain.
    else replace(
        operation,
        read=_READS[operation.name],
        read_first=None if operation.tag == "entries" else _of_the_whole_domain,
    )
    for operation in (*PROVISIONING_OPERATIONS, *ENTRY_OPERATIONS)
)
