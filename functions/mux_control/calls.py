"""Calls that a conference makes: to a user of the domain, or to a number through a named gateway."""

from collections.abc import Mapping

import msgspec

from functions.mux_control.submission.bodies import checked
from functions.mux_control.submission.wishes import Job, read_wish
from functions.shared.api.operation import Context, Operation
from functions.shared.api.problems import invalid_field
from functions.shared.commands import Command
from functions.shared.commands.calls import Dial
from functions.shared.commands.common.lines import CALLER_NAME
from functions.shared.grammars.fields import CallerIdName, Dialable, GatewayName
from functions.shared.tables.provisioned.domain_items import CallLimits
from functions.shared.tables.provisioned.users import find_domain


class Call(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Whom to call: either `user`, or `gateway` and `number`."""

    user: Dialable | None = None
    gateway: GatewayName | None = None
    number: Dialable | None = None
    caller_id_number: Dialable | None = None
    caller_id_name: CallerIdName | None = None


def make_call(raw: object, context: Context) -> Command:
    call = read_wish(raw, Call, Dial)
    to_number = call.gateway is not None and call.number is not None
    if (call.user is not None) == to_number or (call.user is not None and (call.gateway or call.number)):
        raise invalid_field("user", "is not the one way to say whom to call", expected="user, or gateway and number")
    return checked(_as_dialled({"kind": "dial", **msgspec.to_builtins(call)}, context.grant.domain), Dial)


def _as_dialled(wish: Mapping[str, object], domain: str) -> dict[str, object]:
    """What is called belongs to the token's domain, and a telephone company is told that domain's number and name.

    A gateway with a number of its own tells that one: FreeSWITCH sets it on every call through the gateway.
    """
    dialled: dict[str, object] = {**wish, "domain": domain, "seconds": None}
    if wish.get("gateway") is None:
        return dialled
    found = find_domain(domain)
    dialled["seconds"] = 60 * (found.calls if found is not None else CallLimits()).minutes
    if wish.get("caller_id_number") is not None:
        return dialled
    if found is not None and found.outbound_caller_number:
        dialled["caller_id_number"] = found.outbound_caller_number
        if wish.get("caller_id_name") is None and CALLER_NAME.fullmatch(found.outbound_caller_name):
            dialled["caller_id_name"] = found.outbound_caller_name
    return dialled


JOBS = (Job(Dial, Call, make_call),)
OPERATIONS = (
    Operation(
        method="POST", path="/v1/conferences/{conference}/calls", name="make_call", tag="calls",
        body=Call, make=make_call, codes=("room_not_open", "conference_elsewhere"),
        summary="Call somebody into the conference. Numbers must begin with an allowed prefix.",
    ),
)  # fmt: skip
