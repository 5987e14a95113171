"""The description says what makers of clients need: what may be left out, what is always there, what a word means."""

import re
from typing import Any

import msgspec
import pytest

from functions.mux_control.operations import DESCRIPTION
from functions.shared.feed.events import KINDS
from functions.shared.live.message_shapes import Message

PLAIN: Any = msgspec.json.decode(msgspec.json.encode(DESCRIPTION))
SHAPES = PLAIN["components"]["schemas"]


def everything(part: object) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [found for one in part for found in everything(one)]
    if isinstance(part, dict):
        return [part, *(found for one in part.values() for found in everything(one))]
    return []


def test_no_field_has_a_default_that_a_generator_takes_for_always_there() -> None:
    assert [part for shape in SHAPES.values() for part in everything(shape) if "default" in part] == []


def test_a_request_may_leave_out_what_has_a_default_and_says_what_that_is() -> None:
    assert SHAPES["Speech"]["required"] == ["text"]
    assert SHAPES["Speech"]["properties"]["language"]["description"] == 'left out: "en"'


def test_an_answer_has_every_field_unless_it_is_left_out_for_being_empty() -> None:
    for name in ("MemberState", "RecordingState", "StreamState", "ConferenceView", "CommandView", "Event"):
        assert SHAPES[name]["required"] == list(SHAPES[name]["properties"]), name
    assert SHAPES["ProblemBody"]["required"] == ["type", "title", "status", "code", "detail"]
    assert SHAPES["Banner"]["required"] == ["text"]


def test_what_can_be_one_word_only_is_a_constant() -> None:
    assert [part for part in everything(PLAIN) if len(part.get("enum", [1, 2])) == 1] == []
    assert SHAPES["Mute"]["properties"]["kind"] == {"const": "mute"}


def test_every_moment_has_its_format() -> None:
    moments = {
        (name, field): shape
        for name, described in SHAPES.items()
        for field, shape in described.get("properties", {}).items()
        if re.search(r"(_at|^at|^deadline)$", field)
    }

    assert len(moments) > 20
    wrong = [
        key for key, shape in moments.items() if "date-time" not in {one.get("format") for one in everything(shape)}
    ]
    assert wrong == []


def test_every_tag_is_described_and_the_server_is_named() -> None:
    used = {operation["tags"][0] for item in PLAIN["paths"].values() for operation in item.values()}

    assert {tag["name"] for tag in PLAIN["tags"] if tag["description"]} == used
    assert PLAIN["servers"] == [{"url": "/"}]


@pytest.mark.parametrize(("tag", "kind"), KINDS.items())
def test_every_type_of_event_is_described_with_its_data(tag: str, kind: type) -> None:
    event = SHAPES[f"{kind.__name__}Event"]

    assert event["properties"]["type"] == {"const": tag}
    assert event["properties"]["data"] == {"$ref": f"#/components/schemas/{kind.__name__}"}
    assert "type" not in SHAPES[kind.__name__]["properties"]
    assert {"$ref": f"#/components/schemas/{kind.__name__}Event"} in SHAPES["KnownEvent"]["oneOf"]


def test_every_frame_of_a_client_is_described() -> None:
    named = {one["$ref"].rpartition("/")[2] for one in SHAPES["ClientFrame"]["oneOf"]}

    assert named == {kind.__name__ for kind in Message.__args__}
