"""What FreeSWITCH is told about a room's conference: its profile, its keys, its own layouts; and nothing else."""

import json
from pathlib import Path
from unittest.mock import patch
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element

import pytest
from httpx2 import Response

from functions.configuration.app import app
from functions.shared.layouts.conference_profile import CALLER_CONTROLS, profile
from functions.shared.tables import base
from tests.functions.lookups import ask, declines, document, provision

pytestmark = pytest.mark.usefixtures("lookup_tables")

RECORDED = Path(__file__).parents[2] / "fixtures" / "xml_curl_requests.jsonl"
ROOMS = """
domains:
  - name: example.com
    layouts:
      - name: stage-left
        background: logo
        images:
          - {x: 0, y: 45, scale: 270, reservation_id: speaker}
          - {x: 270, y: 45, scale: 90}
    layout_groups:
      - {name: ours, layouts: [1x1, stage-left]}
rooms:
  - name: internal
    domain: example.com
    max_members: 7
    picture: {layouts: ["group:ours", 2x2], layout: stage-left, fps: 25, background: "#102030", sounds: false}
  - name: plain
    domain: example.com
  - name: renamed
    domain: example.com
    conference: other-name
"""


def join(conference: str, profile_name: str = "video") -> Response:
    fields = {"section": "configuration", "key_value": "conference.conf"}
    return ask(app, "/configuration", {**fields, "conference_name": conference, "profile_name": profile_name})


def keys(conference: str, controls: str = "participant") -> Response:
    fields = {"section": "configuration", "key_value": "conference.conf", "Action": "request-controls"}
    named = {"Conf-Name": conference, "Conf-Profile": "video", "Controls": controls}
    return ask(app, "/configuration", {**fields, **named})


def file(name: str) -> Response:
    return ask(app, "/configuration", {"section": "configuration", "key_value": name})


def params(answer: Response, name: str = "video") -> dict[str, str]:
    found = document(answer).find(f"section/configuration/profiles/profile[@name='{name}']")
    assert found is not None
    return {param.attrib["name"]: param.attrib["value"] for param in found}


def layout_names(answer: Response) -> list[str | None]:
    settings = document(answer).find("section/configuration/layout-settings")
    assert settings is not None
    return [layout.get("name") for layout in settings.findall("layouts/layout")]


def test_a_room_has_the_profile_of_every_node_with_the_nodes_own_choices() -> None:
    provision(ROOMS)

    found = params(join("plain"))

    assert found == {
        **profile(domain="example.com"),
        "video-canvas-size": "$${canvas_size}",
        "video-fps": "$${canvas_fps}",
        "video-codec-bandwidth": "$${canvas_bandwidth}",
        "max-members": "$${max_members}",
    }


def test_what_a_room_chose_is_in_its_profile() -> None:
    provision(ROOMS)

    found = params(join("internal"))

    chosen = {name: found[name] for name in ("video-fps", "max-members", "video-layout-name", "video-canvas-bgcolor")}
    assert chosen == {
        "video-fps": "25",
        "max-members": "7",
        "video-layout-name": "stage-left",
        "video-canvas-bgcolor": "#102030",
    }
    assert found["video-layout-conf"] == "layouts-internal.conf"
    assert "enter-sound" not in found


def test_no_profile_has_a_pin() -> None:
    provision(ROOMS)

    assert [name for room in ("internal", "plain") for name in params(join(room)) if "pin" in name] == []


def test_a_room_lists_its_own_layouts_only() -> None:
    provision(ROOMS)

    answer = file("layouts-internal.conf")

    assert layout_names(answer) == ["1x1", "stage-left", "2x2"]
    own = document(answer).find(".//layout[@name='stage-left']")
    assert isinstance(own, Element)
    assert own.attrib["bgimg"].endswith("/logo.png")
    assert [image.get("reservation_id") for image in own] == ["speaker", None]


def test_the_conference_may_have_another_name_than_the_room() -> None:
    provision(ROOMS)

    assert params(join("other-name"))["domain"] == "example.com"
    assert declines(join("renamed"))


def test_the_keys_of_a_telephone_are_the_nodes() -> None:
    provision(ROOMS)

    group = document(keys("plain")).find("section/configuration/caller-controls/group[@name='participant']")
    assert group is not None
    told = [(one.attrib["digits"], one.attrib["action"], one.attrib.get("data", "")) for one in group]
    assert tuple(told) == CALLER_CONTROLS
    assert declines(keys("plain", "unknown-group"))


@pytest.mark.parametrize(
    "name",
    ["sofia.conf", "ivr.conf", "conference_layouts.conf", "layouts-plain.conf", "layouts-.conf", "layouts-../x.conf"],
)
def test_every_other_file_is_the_nodes_own(name: str) -> None:
    provision(ROOMS)

    assert declines(file(name))


def test_a_room_that_is_not_ours_and_a_profile_that_it_does_not_have_are_the_nodes() -> None:
    provision(ROOMS)

    assert declines(join("nobody"))
    assert declines(join("internal", "another-profile"))
    assert declines(join("$${x}"))
    assert declines(ask(app, "/configuration", {"key_value": "conference.conf", "presence": "true"}))


def test_recorded_requests_for_conferences_that_are_not_ours_are_declined() -> None:
    provision(ROOMS)
    recorded = [json.loads(line) for line in RECORDED.read_text().splitlines()]
    asked = [dict(parse_qsl(one["body"])) for one in recorded if one.get("section") == "configuration"]

    assert asked
    for fields in asked:
        assert declines(ask(app, "/configuration", fields))


@pytest.mark.parametrize("fields", [{"key_value": "layouts-internal.conf"}, {"key_value": "layouts-nobody.conf"}])
def test_layouts_cost_one_table_call(fields: dict[str, str]) -> None:
    provision(ROOMS)
    client = base.shared_connection().client

    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        ask(app, "/configuration", fields)

    assert len(calls.call_args_list) == 1


def test_a_profile_costs_one_table_call() -> None:
    provision(ROOMS)
    client = base.shared_connection().client

    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        join("other-name")

    assert len(calls.call_args_list) == 1


def test_a_changed_file_changes_what_the_next_conference_loads() -> None:
    provision(ROOMS)

    provision(ROOMS.replace("reservation_id: speaker", "reservation_id: lectern"))

    assert "lectern" in file("layouts-internal.conf").text
    provision(ROOMS.replace(", 2x2]", "]"))
    assert layout_names(file("layouts-internal.conf")) == ["1x1", "stage-left"]
