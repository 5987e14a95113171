"""Every command becomes exactly this ESL text."""

from typing import get_args

import pytest

from functions.shared.commands import Command, MemberGone, Target, decode_command, kind_of, to_esl
from tests.functions.shared.commands.examples import ADA, EXAMPLES, TARGET, Example, name_of
from tests.functions.shared.commands.tokenizer import words


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_a_command_becomes_exactly_this_text(example: Example) -> None:
    body, lines = example

    assert to_esl(decode_command(body), TARGET) == lines


def test_there_is_an_example_of_every_kind() -> None:
    kinds = {str(kind.__struct_config__.tag) for kind in get_args(Command)}

    assert {name_of(example) for example in EXAMPLES} == kinds


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_a_command_tells_its_kind(example: Example) -> None:
    assert kind_of(decode_command(example[0])) == example[0]["kind"]


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_no_command_comes_near_the_25_words_that_freeswitch_splits(example: Example) -> None:
    for line in to_esl(decode_command(example[0]), TARGET):
        assert len(words(line)) <= 8


def test_a_member_who_is_not_there_is_told_as_gone() -> None:
    command = decode_command({"kind": "kick", "member": ADA})

    with pytest.raises(MemberGone) as gone:
        to_esl(command, Target("internal"))

    assert gone.value.member == ADA


def test_a_call_outside_the_conference_is_not_hung_up() -> None:
    command = decode_command({"kind": "hang_up", "member": "somebody-else"})

    with pytest.raises(MemberGone):
        to_esl(command, TARGET)


@pytest.mark.parametrize("prompts_root", ["/opt/prompts", "/opt/prompts/"])
def test_a_prompt_is_found_below_the_folder_that_the_target_names(prompts_root: str) -> None:
    command = decode_command({"kind": "play", "prompt": "welcome"})

    assert to_esl(command, Target("internal", prompts_root=prompts_root)) == (
        "conference internal play /opt/prompts/en/welcome.wav",
    )
