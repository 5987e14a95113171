"""Every entrance of the API that could take an address: one of them does, and it checks where that leads."""

import re
from collections.abc import Iterator
from typing import Any, cast

import pytest
from starlette.testclient import TestClient

from functions.mux_control.operations import DESCRIPTION
from functions.shared.settings import StreamSettings

ADDRESSES = ("http://169.254.169.254/latest", "rtmp://10.0.0.1/live")

# What is long and free enough for one. A stream's `url` is checked by `check_reach`, a webhook's by `reachable`; the
# others never become one:
NEVER = {
    # shown to people
    "Banner.text", "Call.caller_id_name", "DialWish.caller_id_name", "MemberPatch.name", "Rename.name",
    "SetVariable.value", "Who.invitee", "MessageBody.text",
    # shown to whoever is refused
    "RefuseBody.words",
    # spoken
    "Say.text", "Speech.text",
    # held against a catalogue of names, or coordinates (below)
    "LayoutBody.background", "LayoutBody.foreground", "LayoutBody.transition_in", "LayoutBody.transition_out",
    "GroupBody.layouts", "ImageBody.audio_position",
    # names or patterns of events and conferences
    "WebhookBody.conferences", "WebhookBody.events",
    # names of seats
    "ImageBody.reservation_id", "ImageBody.role_id",
    # follows the address
    "StreamBody.key", "StartStreamWish.key", "StreamRule.key",
    # of what people see
    "StreamRule.name",
}  # fmt: skip
# What functions/rooms takes, by the grammars of a provisioning file or of a link: names, numbers, moments, secrets. A
# trunk's address is FreeSWITCH's to call; no function connects to it.
OF_ROOMS = {
    "DialInBody", "EntryBody", "FlagsFor", "Forwarding", "GatewayBody", "InviteeBody", "LayoutRule", "Picture",
    "PictureRule", "RecordRule", "Redeeming", "RevocationBody", "RoomBody", "Seat", "UserBody", "UserGroupBody",
}  # fmt: skip
# That of a rule is tried in tests/functions/rooms/test_stream_rules.py.
CHECKED = {"StartStreamWish.url", "StreamBody.url", "StreamRule.url", "WebhookBody.url"}


def free_texts() -> Iterator[str]:
    """Yield `Schema.field` for each text of a body in which an address has room."""
    described = cast("Any", DESCRIPTION)
    schemas = described["components"]["schemas"]
    waiting = [
        (method["requestBody"], "")
        for path in described["paths"].values()
        for method in path.values()
        if "requestBody" in method
    ]
    seen = set()
    while waiting:
        node, where = waiting.pop()
        if isinstance(node, list):
            waiting += [(each, where) for each in node]
        elif isinstance(node, dict):
            if "$ref" in node and (name := node["$ref"].rpartition("/")[2]) not in seen:
                seen.add(name)
                waiting.append((schemas[name], name))
            if node.get("type") == "string" and not {"enum", "const"} & set(node):
                pattern, longest = node.get("pattern", ""), node.get("maxLength", 1000)
                if any(re.search(pattern, one) and len(one) <= longest for one in ADDRESSES):
                    yield where
            for word, inner in node.items():
                if word == "properties":
                    waiting += [(each, f"{where.partition('.')[0]}.{name}") for name, each in inner.items()]
                elif word not in ("examples", "description", "$ref"):
                    waiting.append((inner, where))


def test_no_body_takes_an_address_but_those_that_are_checked() -> None:
    found = set(free_texts())

    assert {where for where in found if where.partition(".")[0] not in OF_ROOMS} == NEVER | CHECKED
    assert {where.partition(".")[0] for where in found} >= OF_ROOMS


WISHES = [
    ("POST", "/v1/conferences/internal/streams", {"url": "{}"}),
    ("POST", "/v1/conferences/internal/commands", {"kind": "start_stream", "stream": "s", "url": "{}"}),
    ("POST", "/v1/conferences/internal/scenes", {"steps": [{"kind": "start_stream", "stream": "s", "url": "{}"}]}),
    ("POST", "/v1/conferences/internal/play", {"prompt": "{}"}),
    ("POST", "/v1/conferences/internal/commands", {"kind": "set_background", "image": "{}"}),
    ("POST", "/v1/conferences/internal/commands", {"kind": "set_foreground", "image": "{}"}),
    ("PUT", "/v1/layouts/mine", {"images": [{"x": 0, "y": 0, "scale": 360}], "background": "{}"}),
    ("PUT", "/v1/layouts/mine", {"images": [{"x": 0, "y": 0, "scale": 360}], "foreground": "{}"}),
    ("PUT", "/v1/layouts/mine", {"images": [{"x": 0, "y": 0, "scale": 360}], "transition_in": "{}"}),
    ("PUT", "/v1/layouts/mine", {"images": [{"x": 0, "y": 0, "scale": 360, "audio_position": "{}"}]}),
    ("PUT", "/v1/layout-groups/mine", {"layouts": ["{}"]}),
    ("PUT", "/v1/webhooks/mine", {"url": "{}"}),
]


def filled(body: object, address: str) -> object:
    if isinstance(body, dict):
        return {name: filled(value, address) for name, value in body.items()}
    if isinstance(body, list):
        return [filled(value, address) for value in body]
    return address if body == "{}" else body


@pytest.mark.parametrize("address", [*ADDRESSES, "rtmp://rebound.example/live", "rtmp://live.example.com:22/live"])
@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: f"{wish[1]} {sorted(wish[2])}")
def test_no_entrance_leads_to_the_metadata_service_or_an_inner_host(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, wish: tuple[str, str, object], address: str
) -> None:
    monkeypatch.setattr("functions.mux_control.submission.stream_hosts._settings", StreamSettings())
    monkeypatch.setattr(
        "functions.shared.reach.hosts.resolve_host",
        lambda host, _port: ["93.184.215.14"] if host == "live.example.com" else ["169.254.169.254"],
    )

    method, path, body = wish

    answer = api.request(method, path, json=filled(body, address))

    assert answer.status_code == 422, answer.text


def test_a_port_that_is_no_stream_s_is_told_with_those_that_are(api: TestClient) -> None:
    answer = api.post("/v1/conferences/internal/streams", json={"url": "rtmp://8.8.8.8:6379/live"})

    assert answer.json()["errors"][0]["field"] == "url"
    assert "1935, 443, 80" in answer.text
