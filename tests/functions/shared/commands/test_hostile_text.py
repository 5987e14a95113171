"""Hostile text in any field is refused with the field's name or reaches FreeSWITCH as exactly the words it should."""

import json
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.shared.commands import InvalidCommand, Target, UnsafeText, decode_command, encode_command, to_esl
from tests.functions.shared.commands.examples import ADA, BOB, EXAMPLES, Example, name_of
from tests.functions.shared.commands.tokenizer import words


class Anybody(Mapping[str, int]):
    """Whatever uuid a command names, it is a member."""

    def __getitem__(self, uuid: str) -> int:
        return 7

    def __contains__(self, uuid: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


ANY = Target("internal", Anybody(), new_call="new-call")

Field = tuple[dict[str, object], str, str]
FIELDS: list[Field] = [
    ({"kind": "hang_up"}, "member", "zq9"),
    ({"kind": "set_slot", "member": ADA}, "slot", "zq9"),
    ({"kind": "set_role", "member": ADA}, "role", "zq9"),
    ({"kind": "set_banner", "member": ADA}, "banner.text", "zq9"),
    ({"kind": "set_banner", "member": ADA}, "banner.font_face", "zq9.ttf"),
    ({"kind": "set_banner", "member": ADA}, "banner.fg", "#00ff7f"),
    ({"kind": "set_banner", "member": ADA}, "banner.bg", "#00ff7f"),
    ({"kind": "set_layout"}, "layout", "zq9"),
    ({"kind": "set_layout_group"}, "group", "zq9"),
    ({"kind": "set_variable", "name": "x_a"}, "value", "zq9"),
    ({"kind": "set_variable", "value": "a"}, "name", "x_zq9"),
    ({"kind": "send_dtmf", "member": ADA}, "digits", "0129"),
    ({"kind": "transfer", "member": ADA}, "conference", "zq9"),
    ({"kind": "transfer", "member": ADA, "conference": "other"}, "profile", "zq9"),
    ({"kind": "play"}, "prompt", "wrong"),
    ({"kind": "set_background"}, "image", "frame"),
    ({"kind": "set_logo", "member": ADA}, "image", "frame"),
    ({"kind": "set_mute_image", "member": ADA}, "image", "frame"),
    ({"kind": "dial", "domain": "example.com"}, "user", "zq9"),
    ({"kind": "dial", "user": "1000"}, "domain", "zq9"),
    ({"kind": "dial", "number": "12"}, "gateway", "zq9"),
    ({"kind": "dial", "gateway": "trunk"}, "number", "zq9"),
    ({"kind": "dial", "gateway": "trunk", "number": "12"}, "caller_id_number", "zq9"),
    ({"kind": "dial", "gateway": "trunk", "number": "12"}, "caller_id_name", "zq9"),
    ({"kind": "start_recording"}, "recording", "zq9"),
    ({"kind": "stop_recording"}, "recording", "zq9"),
    ({"kind": "start_stream", "stream": "s1"}, "url", "rtmp://zq9/live"),
    ({"kind": "flush_user", "domain": "example.com"}, "user", "zq9"),
    ({"kind": "flush_user", "user": "1000"}, "domain", "zq9"),
    ({"kind": "drop_registration", "user": "1000", "domain": "example.com"}, "profile", "zq9"),
    ({"kind": "end_user_calls", "domain": "example.com"}, "user", "zq9"),
]

KNOWN_TRICKS = [
    "a\nb",
    "a\r\n\r\napi shutdown",
    "a b",
    "it's",
    "'",
    "\\",
    "\\n",
    "${system(reboot)}",
    "$${domain}",
    "{a=b}c",
    "}",
    "a,b",
    "^^:a:b",
    "%0A",
    "%27",
    "x" * 10_240,
    "👩‍💻",
    "مرحبا",
    "\u202eevil",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "\ud800",
    "",
    " ",
    "all",
    "last",
    "clear",
    "CLEAR",
    "force",
    "allclear",
    "reset",
    "group:x",
    "list",
    "say",
    "../../etc/passwd",
    "a\n",
    "rtmp://user@host/app",
    "rtmp://host/a b",
]
texts = st.one_of(st.sampled_from(KNOWN_TRICKS), st.text(max_size=40), st.text("ab'\\ {}$\n\r,^%@+", max_size=12))


def filled(field: Field, value: str) -> dict[str, object]:
    """The body with the value in the field's place."""
    body, path, _ = field
    outer, _, inner = path.partition(".")
    if not inner:
        return {**body, outer: value}
    return {**body, outer: {"text": "a", inner: value}}


def became(body: dict[str, object]) -> list[str] | InvalidCommand:
    """The words that FreeSWITCH reads, or the refusal."""
    try:
        return words_of(body)
    except InvalidCommand as refused:
        return refused


def words_of(body: dict[str, object]) -> list[str]:
    (line,) = to_esl(decode_command(body), ANY)
    assert all(ord(character) >= 0x20 for character in line)
    split = words(line)
    return [unquote(word) for word in split] if body["kind"] == "set_banner" else split


def holds(field: Field, value: str) -> None:
    path, harmless = field[1], field[2]
    expected = [word.replace(harmless, value) for word in words_of(filled(field, harmless))]
    result = became(filled(field, value))

    if isinstance(result, InvalidCommand):
        assert result.field == path
    else:
        assert result == expected


@pytest.mark.parametrize("value", KNOWN_TRICKS, ids=ascii)
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field[0]['kind']} {field[1]}")
def test_known_tricks_are_refused_or_carried_exactly(field: Field, value: str) -> None:
    holds(field, value)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(FIELDS), texts)
def test_any_text_is_refused_with_the_fields_name_or_carried_exactly(field: Field, value: str) -> None:
    holds(field, value)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_a_banner_carries_any_text_but_braces_control_characters_and_freeswitchs_words(text: str) -> None:
    result = became({"kind": "set_banner", "member": ADA, "banner": {"text": text}})

    if isinstance(result, InvalidCommand):
        assert result.field == "banner.text"
        assert text.strip().lower() in {"", "clear", "allclear", "reset"} or any(
            c in "{}" or ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F for c in text
        )
    else:
        assert result == ["conference", "internal", "vid-banner", "7", text]


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_a_command_comes_back_from_json_as_it_was(example: Example) -> None:
    command = decode_command(example[0])

    assert decode_command(encode_command(command)) == command
    assert decode_command(json.dumps(example[0]).encode()) == command


@pytest.mark.parametrize("conference", ["list", "Help", "a b", "a@b", "a+b", "", "x" * 65, "a\nb", "it's"])
def test_a_conference_that_freeswitch_would_misread_gets_no_command(conference: str) -> None:
    with pytest.raises(UnsafeText) as refused:
        to_esl(decode_command({"kind": "lock", "locked": True}), Target(conference))

    assert refused.value.field == "conference"


@pytest.mark.parametrize("key", ["a b", "a\nb", "a}b", "a'b", "a,b", "x" * 600])
def test_a_hostile_stream_key_is_refused_and_not_shown(key: str) -> None:
    command = decode_command({"kind": "start_stream", "stream": "s1", "url": "rtmp://live.example.com/app"})

    with pytest.raises(UnsafeText) as refused:
        to_esl(command, Target("internal", stream_keys={"s1": key}))

    assert key not in str(refused.value)
    assert refused.value.value != key


def test_a_step_is_refused_with_its_place() -> None:
    body = {
        "kind": "scene",
        "steps": [{"kind": "clear_slots"}, {"kind": "set_slot", "member": BOB, "slot": "clear"}],
    }

    with pytest.raises(InvalidCommand) as refused:
        decode_command(body)

    assert (refused.value.field, refused.value.problem) == ("steps[1].slot", "is a word of FreeSWITCH")
