"""How a node's gateways are, as its relay has last seen them: one text in the node's row."""

from collections.abc import Iterable
from typing import Literal

import msgspec

# A row has 400 kB at most, and without its row a node is lost.
MOST_GATEWAYS = 500
LONGEST_REASON = 80

# `none`: it does not register; `trying`: not known yet.
Registration = Literal["none", "trying", "registered", "failed"]


class GatewayState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A gateway; `up`: it takes calls; `reason`: what the carrier said to a registration or ping that failed."""

    # As on the switch: domain and name.
    name: str
    up: bool
    registration: Registration
    reason: str = ""
    # Since when it is so, as far as its relay has seen: seconds since 1970.
    since: float = 0.0


class _Told(msgspec.Struct, frozen=True):
    owner: str
    gateways: tuple[msgspec.Raw, ...]


def write(owner: str, gateways: Iterable[GatewayState]) -> str:
    """Write what stands in the row of a node whose lease is the owner's."""
    listed = sorted(gateways, key=lambda gateway: (gateway.up, gateway.name))[:MOST_GATEWAYS]
    return msgspec.json.encode({"owner": owner, "gateways": listed}).decode()


def read(text: str, owner: str | None) -> tuple[GatewayState, ...]:
    """Read what the relay that holds the lease has told; one of another version is read as far as it can be.

    What another relay has left there is nobody's word any more.
    """
    try:
        told = msgspec.json.decode(text, type=_Told)
    except (msgspec.DecodeError, ValueError):
        return ()
    if told.owner != owner:
        return ()
    return tuple(gateway for raw in told.gateways if (gateway := _gateway(raw)) is not None)


def _gateway(raw: msgspec.Raw) -> GatewayState | None:
    try:
        return msgspec.json.decode(raw, type=GatewayState)
    except (msgspec.DecodeError, ValueError):
        return None
