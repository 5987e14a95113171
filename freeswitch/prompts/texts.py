"""The list of prompts: name → language → text."""

import hashlib
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "de")
# Written beside the sound files, so that a changed text with yesterday's sound is noticed without espeak-ng.
MADE_FROM = "made-from.txt"


def read_texts() -> dict[str, dict[str, str]]:
    """Read prompts.yaml.

    Raises:
        ValueError: a prompt lacks a language.
    """
    texts: dict[str, dict[str, str]] = yaml.safe_load((FOLDER / "prompts.yaml").read_text())
    for name, spoken in texts.items():
        if tuple(spoken) != LANGUAGES:
            raise ValueError(f"the prompt {name!r} has {list(spoken)}; it must have {list(LANGUAGES)}")
    return texts


def fingerprints() -> str:
    """Return one line a sound file: language/name and the digest of its text."""
    lines = [
        f"{language}/{name} {hashlib.sha256(text.encode()).hexdigest()[:16]}\n"
        for name, spoken in read_texts().items()
        for language, text in spoken.items()
    ]
    return "".join(lines)
