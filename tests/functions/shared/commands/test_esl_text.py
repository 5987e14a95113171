"""Every command becomes exactly this ESL text."""

from typing import get_args

import pytest

from functions.shared.commands import Meeting, MemberGone, decode_command, kind_of
from functions.shared.commands.composites import AnyCommand
from tests.functions.shared.commands.asking import text_of
from tests.functions.shared.commands.examples import ADA, EXAMPLES, Example, name_of
from tests.functions.shared.commands.tokenizer import words


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_a_command_becomes_exactly_this_text(example: Example) -> None:
    body, lines = example

    assert text_of(decode_command(body)) == lines


def test_there_is_an_example_of_every_kind() -> None:
    kinds = {str(kind.__struct_config__.tag) for kind in get_args(AnyCommand)}

    assert {name_of(example) for example in EXAMPLES} == kinds


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_a_command_tells_its_kind(example: Example) -> None:
    assert kind_of(decode_command(example[0])) == example[0]["kind"]


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_no_command_comes_near_the_25_words_that_freeswitch_splits(example: Example) -> None:
    for line in text_of(decode_command(example[0])):
        assert len(words(line)) <= 8


def test_a_member_who_is_not_there_is_told_as_gone() -> None:
    command = decode_command({"kind": "kick", "member": ADA})

    with pytest.raises(MemberGone) as gone:
        text_of(command, Meeting("internal"))

    assert gone.value.member == ADA


def test_a_call_outside_the_conference_is_not_hung_up() -> None:
    command = decode_command({"kind": "hang_up", "member": "somebody-else"})

    with pytest.raises(MemberGone):
        text_of(command)


@pytest.mark.parametrize("prompts_root", ["/opt/prompts", "/opt/prompts/"])
def test_a_prompt_is_found_below_the_folder_that_the_target_names(prompts_root: str) -> None:
    command = decode_command({"kind": "play", "prompt": "welcome"})

    assert text_of(command, Meeting("internal", prompts_root=prompts_root)) == (
        "conference internal play /opt/prompts/en/welcome.wav",
    )
