"""A command's JSON is read strictly, and what is wrong with it is told by field."""

import msgspec
import pytest

from functions.shared.commands import InvalidCommand, decode_command
from functions.shared.commands.composites import AnyCommand

REFUSED: list[tuple[bytes, str, str]] = [
    (b"", "", "not JSON"),
    (b"\xff", "", "not JSON"),
    (b"[]", "", "Expected `object`"),
    (b"{}", "kind", "missing required field `kind`"),
    (b'{"kind": "format_disk"}', "kind", "Invalid value 'format_disk'"),
    (b'{"kind": 1}', "kind", "Expected `str`"),
    (b'{"kind": "mute", "member": "a"}', "muted", "missing required field `muted`"),
    (b'{"kind": "mute", "member": "a", "muted": "yes"}', "muted", "Expected `bool`"),
    (b'{"kind": "mute", "member": "a", "muted": true, "force": 1}', "force", "unknown field"),
    (b'{"kind": "mute", "member": "a b", "muted": true}', "member", "matching regex"),
    (b'{"kind": "set_volume", "member": "a", "direction": "in", "level": 5}', "level", "<= 4"),
    (b'{"kind": "set_video_size", "width": 100, "height": 480}', "width", ">= 320"),
    (b'{"kind": "set_banner", "member": "a", "banner": {"text": "x", "fg": "red"}}', "banner.fg", "matching regex"),
    (b'{"kind": "play", "prompt": "shutdown"}', "prompt", "or one of"),
    (b'{"kind": "set_layout", "layout": "grouped"}', "layout", "may not begin with `group`"),
    (b'{"kind": "dial", "user": "1"}', "", "name either a user and its domain"),
    (b'{"kind": "dial", "user": "1", "domain": "a", "gateway": "b", "number": "2"}', "", "name either a user"),
    (b'{"kind": "scene", "steps": []}', "steps", "length >= 1"),
    (b'{"kind": "scene", "steps": [{"kind": "scene", "steps": []}]}', "steps[0].kind", "Invalid value 'scene'"),
    (b'{"kind": "scene", "steps": [{"kind": "lock"}]}', "steps[0].locked", "missing required field"),
    (b'{"kind": "start_recording", "recording": "../x"}', "recording", "matching regex"),
    (b'{"kind": "start_stream", "stream": "s", "url": "rtmp://u:p@h/app"}', "url", "matching regex"),
    (b'{"kind": "start_stream", "stream": "s", "url": "file:///etc/passwd"}', "url", "matching regex"),
]


@pytest.mark.parametrize(("body", "field", "problem"), REFUSED)
def test_a_wrong_body_is_refused_by_field(body: bytes, field: str, problem: str) -> None:
    with pytest.raises(InvalidCommand) as refused:
        decode_command(body)

    assert refused.value.field == field
    assert problem in refused.value.problem


def test_every_field_with_text_has_a_limit_in_the_description() -> None:
    _, parts = msgspec.json.schema_components([AnyCommand])
    unlimited = [
        f"{name}.{field}"
        for name, part in parts.items()
        for field, shape in part.get("properties", {}).items()
        for form in (shape, *shape.get("anyOf", ()))
        if form.get("type") == "string" and not {"pattern", "maxLength", "enum"} & set(form)
    ]

    assert len(parts) > 40
    assert unlimited == []
