"""Two tenants over WebSockets: whatever frame there is, what is another's is answered like what is nowhere."""

import json
import re
from collections.abc import Mapping

import pytest

from functions.live.messages import KINDS
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.history.feed import FeedItem
from functions.shared.tables.live.messages import MessagesItem
from tests.functions.control import ADA, start_conference
from tests.functions.live.listening import GatewayStub, connect, happen, muted, say, ticket
from tests.functions.mux_control.tries import calls_of_tables

# As long as each other.
THEIRS, NOWHERE = "their-meeting", "gnitteem-rieh"
# What a frame has beside its conference, so that each goes as far as it can.
FIELDS: dict[str, tuple[Mapping[str, object], ...]] = {
    "subscribe": ({}, {"after": 0}),
    "unsubscribe": ({},),
    "ping": ({},),
    "say": ({"text": "hello", "id": "m1"},),
    "moving": ({"member": ADA}, {"member": None}),
    "hand": ({"raised": True}, {"raised": True, "uuid": ADA}, {"raised": False, "subject": "somebody"}),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
TRIES = [(kind, fields) for kind in KINDS for fields in FIELDS[kind]]


def kept() -> list[str]:
    """Everything that a frame could have changed in their conference."""
    rows = (ConferencesItem, FeedItem, MessagesItem)
    return sorted(text for kind in rows for item in kind.scan() if THEIRS in (text := json.dumps(item.serialize())))


def answers(gateway: GatewayStub, connection: str, name: str, frame: Mapping[str, object]) -> tuple[str, list[str]]:
    with calls_of_tables() as calls:
        say(connection, **frame)
    told = MOMENT.sub("then", json.dumps(gateway.taken(connection), sort_keys=True))
    return told.replace(name, "?"), [_shape(call.replace(name, "?").replace(connection, "me")) for call in calls]


def test_every_kind_of_frame_is_tried() -> None:
    assert set(FIELDS) == set(KINDS)


@pytest.mark.parametrize(("kind", "fields"), TRIES, ids=str)
@pytest.mark.parametrize("named", [False, True], ids=["all conferences", "named conferences"])
def test_no_frame_sees_or_changes_what_is_another_tenants_and_no_answer_s_time_tells_of_it(
    gateway: GatewayStub, kind: str, fields: Mapping[str, object], *, named: bool
) -> None:
    start_conference(THEIRS, domain="other.example")
    happen(muted(True), conference=THEIRS)
    granted = (THEIRS, NOWHERE) if named else ("*",)
    for connection in ("of-theirs", "of-nothing"):
        connect(connection, ticket("view", "chat", "host", conferences=granted))
    before = kept()

    frames = [
        {"type": kind, **({} if kind == "ping" else {"conference": name}), **fields} for name in (NOWHERE, THEIRS)
    ]
    nothing = answers(gateway, "of-nothing", NOWHERE, frames[0])
    theirs = answers(gateway, "of-theirs", THEIRS, frames[1])

    assert theirs == nothing
    assert kept() == before


def _shape(call: str) -> str:
    """What is asked, and how much is answered: without moments, which differ between any two requests."""
    operation, asked, told = json.loads(call)
    return json.dumps([operation, asked.get("TableName"), sorted(asked), asked.get("Key"), len(told.get("Items", ()))])
