"""A conference and what happens in it, as the API tells it."""

from collections.abc import Mapping

import msgspec

from freeswitch_functions_client.schemas import Event
from tests.functions.shared.feed.vectors import ADA, AT, BOB, meeting

NODE = {"node_state": "up", "as_of": AT}
PLAIN: dict[str, object] = msgspec.json.decode(msgspec.json.encode(meeting(ADA, BOB)))


def conference(seq: int, **fields: object) -> dict[str, object]:
    return {**PLAIN, **NODE, "seq": seq, **fields}


def happening(seq: int, kind: str, **data: object) -> dict[str, object]:
    """An event as JSON."""
    fields = {"conference": "internal", "seq": seq, "id": f"event-{seq}", "type": kind, "at": AT, "revision": 8}
    return {**fields, "meeting": "meeting-1", "data": data}


def muted(seq: int, is_muted: bool = True) -> dict[str, object]:
    return happening(seq, "member.changed", uuid="call-1", changed={"muted": is_muted})


def event(plain: Mapping[str, object]) -> Event:
    return msgspec.convert(plain, Event)
