"""Hostile text in any field is refused with the field's name or reaches FreeSWITCH as exactly the words it should."""

import json
from urllib.parse import unquote

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.shared.commands import InvalidCommand, Meeting, UnsafeText, decode_command, encode_command
from functions.shared.commands.catalogue import PLAIN_COMMANDS
from functions.shared.grammars.names import is_visible
from tests.functions.shared.commands.asking import text_of
from tests.functions.shared.commands.claims import Body, kind_in
from tests.functions.shared.commands.examples import EXAMPLES, TEXTS
from tests.functions.shared.commands.here import ADA
from tests.functions.shared.commands.hostile import ANY, KNOWN_TRICKS, texts
from tests.functions.shared.commands.tokenizer import words

Field = tuple[Body, str, str]


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
    (command,) = decode_command(body).plain()
    line, *more = command.lines(ANY)
    assert all(ord(character) >= 0x20 for one in (line, *more) for character in one.text)
    if line.application is not None:
        # It is not split, but what a call runs is expanded first (switch_channel_expand_variables).
        assert "\\" not in line.text
        assert "${" not in line.text
        assert not any("{" in one.text for one in more)
        return [line.application.argument]
    split = [word for one in (line, *more) for word in words(one.text)]
    return [unquote(word) for word in split] if body["kind"] == "set_banner" else split


Told = str | list[str]


def told_and_wished(field: Field, value: str) -> tuple[Told, Told]:
    """What became of the value: the refused field beside its own, or the words beside those wished."""
    path, harmless = field[1], field[2]
    result = became(filled(field, value))
    if isinstance(result, InvalidCommand):
        return result.field, path
    return result, [word.replace(harmless, value) for word in words_of(filled(field, harmless))]


@pytest.mark.parametrize("field", TEXTS, ids=lambda field: f"{field[0]['kind']} {field[1]}")
def test_known_tricks_are_refused_or_carried_exactly(field: Field) -> None:
    for value in KNOWN_TRICKS:
        told, wished = told_and_wished(field, value)
        assert told == wished


@settings(max_examples=400)
@given(st.sampled_from(TEXTS), texts)
def test_any_text_is_refused_with_the_fields_name_or_carried_exactly(field: Field, value: str) -> None:
    told, wished = told_and_wished(field, value)
    assert told == wished


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_a_banner_carries_any_text_but_braces_control_characters_and_freeswitchs_words(text: str) -> None:
    result = became({"kind": "set_banner", "member": ADA, "banner": {"text": text}})

    if isinstance(result, InvalidCommand):
        assert result.field == "banner.text"
        assert (
            text.strip().lower() in {"", "clear", "allclear", "reset"}
            or "{" in text
            or "}" in text
            or not text.isprintable()
            or not is_visible(text)
        )
    else:
        assert result == ["conference", "internal", "vid-banner", "7", text]


@pytest.mark.parametrize(("body", "lines"), EXAMPLES, ids=kind_in)
def test_a_command_comes_back_from_json_as_it_was(body: Body, lines: tuple[str, ...]) -> None:
    command = decode_command(body)

    assert decode_command(encode_command(command)) == command
    assert decode_command(json.dumps(body).encode()) == command


@pytest.mark.parametrize("conference", ["list", "Help", "a b", "a@b", "a+b", "", "x" * 65, "a\nb", "it's"])
def test_a_conference_that_freeswitch_would_misread_gets_no_command(conference: str) -> None:
    with pytest.raises(UnsafeText) as refused:
        text_of(decode_command({"kind": "lock", "locked": True}), Meeting(conference))

    assert refused.value.field == "conference"


def test_every_text_that_reaches_freeswitch_is_tried() -> None:
    # A member becomes a number; a person, a name, a sealed key, a stream's id, what it goes on from and what `say`
    # speaks stay here; the words for who is refused are sent as letters, digits, - and _.
    stay = {"member", "other", "name", "sealed_key", "stream", "person", "goes_on_from"}
    _, parts = msgspec.json.schema_components(PLAIN_COMMANDS)
    fields = {
        (shape["kind"]["enum"][0], field)
        for shape in (part["properties"] for part in parts.values() if "kind" in part["properties"])
        for field, form in shape.items()
        for one in (form, *form.get("anyOf", ()))
        if field != "kind" and ("$ref" in one or (one.get("type") == "string" and "enum" not in one))
    }
    tried = {(str(body["kind"]), path.partition(".")[0]) for body, path, _ in TEXTS}

    assert {
        (kind, field)
        for kind, field in fields - {("say", "text"), ("refuse", "words")}
        # Its fields are no text of its own: `test_moving.py` tries what the relay makes of them.
        if kind != "move_conference"
        if field not in stay or (kind, field) in {("set_variable", "name"), ("rename", "name")}
    } - tried == set()
