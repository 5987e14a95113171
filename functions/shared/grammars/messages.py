"""What people write to each other in a conference: plain text, nothing in it that nobody sees.

A line break (U+000A) is allowed, for people write lists; every other control is not, nor a mark that turns the
direction of what follows: a message could show words that its writer did not write.
"""

from typing import Annotated

from msgspec import Meta

from functions.shared.grammars.names import hidden_in, is_visible

LONGEST_MESSAGE = 2000

MessageText = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=LONGEST_MESSAGE,
        description="plain text; line breaks (U+000A) are allowed, invisible characters and direction marks are not",
        examples=["The minutes are in the folder."],
    ),
]
MessageId = Annotated[
    str,
    Meta(pattern="^[A-Za-z0-9_-]{1,64}$", description="an id of the sender's own; the same again is the same message"),
]


def trouble_with_message(text: str) -> str | None:
    """What is wrong with a message, or None."""
    for line in text.split("\n"):
        if held := hidden_in(line):
            return f"holds {held}; it must be printable text, with line breaks U+000A"
    return None if any(map(is_visible, text.split("\n"))) else "shows nothing"
