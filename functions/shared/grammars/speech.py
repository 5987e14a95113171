"""What may be spoken: languages, and how long a text may be."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, Literal

from msgspec import Meta

# Half a minute to a minute of speech.
LONGEST_SPOKEN: Final = 500
Language = Literal[
    "bg", "cs", "da", "de", "el", "en", "en-us", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "nb", "nl", "pl",
    "pt", "pt-br", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk",
]  # fmt: skip
SpokenText = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=LONGEST_SPOKEN,
        description="what is spoken: one line of printable text",
        examples=["The meeting ends in five minutes."],
    ),
]

# Language → espeak-ng's voice, where that has another name.
VOICES: Final[Mapping[str, str]] = MappingProxyType({"en": "en-gb", "fr": "fr-fr"})


def voice_of(language: str) -> str:
    return VOICES.get(language, language)
