"""The prompts that lie on the node: their names in the catalogue, with how long each lasts."""

import wave
from collections.abc import Mapping
from pathlib import Path

from functions.shared.grammars.media import PROMPTS

PROMPTS_FOLDER = Path(__file__).parents[2] / "freeswitch" / "prompts"


def prompts(folder: Path = PROMPTS_FOLDER) -> Mapping[str, float]:
    """Seconds of every prompt of the catalogue that is there, by the path that FreeSWITCH is told."""
    found: dict[str, float] = {}
    for path in sorted(set(PROMPTS.values())):
        if (folder / path).is_file():
            with wave.open(str(folder / path)) as sound:
                found[path] = sound.getnframes() / sound.getframerate()
    return found
