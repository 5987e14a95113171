"""The model of FreeSWITCH's tokenizer does what docs/freeswitch.md, "Words of a command", says."""

import pytest

from tests.functions.shared.commands.tokenizer import words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("internal mute 3", ["internal", "mute", "3"]),
        ("  internal   mute 3 ", ["internal", "mute", "3"]),
        ("a 'b c' d", ["a", "b c", "d"]),
        ("a it's one word", ["a", "it's one word"]),
        ('a "b c"', ["a", '"b', 'c"']),
        (r"a b\sc \'d", ["a", "b c", "'d"]),
        ("a x'y z'w", ["a", "xy zw"]),
        (" ".join("x" * 30), ["x"] * 24 + [" ".join("x" * 6)]),
    ],
    ids=["words", "blanks", "quoted", "lone apostrophe", "double quotes", "escapes", "quotes inside", "25 words"],
)
def test_words_are_split_as_freeswitch_does(line: str, expected: list[str]) -> None:
    assert words(line) == expected
