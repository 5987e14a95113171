"""What can be seen over the API of whether all is well, and who sees the rest."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

import msgspec
import typer

from ffctl.commands.tokens import claims_of
from ffctl.desk import Desk, desk_of
from ffctl.endings import NOT_SO
from freeswitch_functions_client import Operations, Problem

# As the paths say it: another one would be another API (docs/versions.md).
API = "1"
# A token with less is soon refused in the middle of something.
SOON_SECONDS = 600
CALLS: tuple[Callable[[Operations], object], ...] = (
    lambda api: api.get_description(),
    lambda api: api.all_conferences(),
    lambda api: api.list_gateways(),
    lambda api: api.list_webhooks(),
)


@dataclass(frozen=True)
class Finding:
    """What was looked at, and how it is."""

    what: str
    state: Literal["good", "look", "bad", "not_seen"]
    words: str


class _Info(msgspec.Struct):
    version: str


class _Description(msgspec.Struct):
    info: _Info


def doctor(context: typer.Context) -> None:
    """Whether all is well, as far as the API tells."""
    desk = desk_of(context)
    if desk.as_curl:
        for call in CALLS:
            desk.print_curl(call)
        return
    looks = (("api", _api), ("token", _token), ("nodes", _nodes), ("gateways", _gateways), ("webhooks", _webhooks))
    findings = [finding for what, look in looks for finding in _looked(desk, what, look)]
    host = "what a node is like is seen on its own host: python -m freeswitch.relay.doctor"
    findings.append(Finding("host", "not_seen", host))
    desk.tell_items([asdict(one) for one in findings], ("state", "what", "words"))
    if any(one.state == "bad" for one in findings):
        raise typer.Exit(NOT_SO)


def _looked(desk: Desk, what: str, look: Callable[[Desk], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look(desk)
    except Problem as problem:
        # Who may not look has found nothing wrong.
        yield Finding(what, "not_seen" if problem.status == 403 else "bad", str(problem))


def _api(desk: Desk) -> Iterator[Finding]:
    try:
        version = msgspec.json.decode(desk.api.get_description(), type=_Description).info.version
    except msgspec.DecodeError as error:
        yield Finding("api", "bad", f"what answers at {desk.place.url} does not describe itself: {error}")
        return
    if version == API:
        yield Finding("api", "good", f"{desk.place.url} is the API v{version}")
    else:
        yield Finding("api", "look", f"{desk.place.url} is the API v{version}, and ffctl is made for v{API}")


def _token(desk: Desk) -> Iterator[Finding]:
    claims = claims_of(desk)
    left = claims.get("seconds_left")
    can = claims.get("can")
    may = ", ".join(str(one) for one in can) if isinstance(can, list) else "nothing"
    if not isinstance(left, int):
        yield Finding("token", "look", f"it says no end; it may: {may}")
    else:
        yield Finding("token", "good" if left > SOON_SECONDS else "look", f"good for {left} s; it may: {may}")


def _nodes(desk: Desk) -> Iterator[Finding]:
    # Also for a token without `operate`: by the domain's conferences, of several moments the last one counts.
    states: dict[str, tuple[str, str]] = {}
    for one in desk.api.all_conferences():
        states[one.node] = max(states.get(one.node, ("", "")), (one.as_of, one.node_state))
    for node, (at, node_state) in sorted(states.items()):
        state: Literal["good", "bad"] = "good" if node_state == "up" else "bad"
        yield Finding(f"node {node}", state, f"{node_state}, as of {at}")


def _gateways(desk: Desk) -> Iterator[Finding]:
    for gateway in desk.api.list_gateways().items:
        for one in gateway.nodes:
            if one.node_state == "up" and not one.up:
                told = f"down on {one.node}, {one.registration}: {one.reason or 'no reason is told'}"
                yield Finding(f"gateway {gateway.name}", "bad", told)


def _webhooks(desk: Desk) -> Iterator[Finding]:
    for webhook in desk.api.list_webhooks().items:
        if webhook.disabled is not None:
            told = f"disabled since {webhook.disabled.at}, {webhook.disabled.reason}: {webhook.disabled.detail}"
            yield Finding(f"webhook {webhook.name}", "bad", told)
        elif webhook.failing is not None:
            told = f"{webhook.failing.failures} failures since {webhook.failing.since}"
            yield Finding(f"webhook {webhook.name}", "look", told)
