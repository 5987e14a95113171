"""Makes the sound files from prompts.yaml: `python -m freeswitch.prompts [folder]` (needs espeak-ng and PyYAML)."""

import subprocess
import sys
import tempfile
from pathlib import Path

from freeswitch.prompts.sound import as_telephone_sound
from freeswitch.prompts.texts import FOLDER, MADE_FROM, fingerprints, read_texts

VOICES = {"en": "en-gb", "de": "de"}
# Words a minute; espeak-ng's own 175 is hard to follow on a telephone.
SPEED = "150"
LONGEST_S = 30


def speak(text: str, language: str) -> bytes:
    """Return what espeak-ng makes of the text, a wav file at its own rate."""
    with tempfile.TemporaryDirectory() as folder:
        spoken = Path(folder) / "spoken.wav"
        subprocess.run(  # noqa: S603  # a fixed program; the text is ours and goes in on standard input
            ["/usr/bin/espeak-ng", "-v", VOICES[language], "-s", SPEED, "-w", str(spoken), "--stdin"],
            input=text.encode(),
            check=True,
            timeout=LONGEST_S,
        )
        return spoken.read_bytes()


def main(folder: Path) -> None:
    """Write folder/<language>/<name>.wav for every prompt."""
    for name, texts in read_texts().items():
        for language, text in texts.items():
            path = folder / language / f"{name}.wav"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(as_telephone_sound(speak(text, language)))
    (folder / MADE_FROM).write_text(fingerprints())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
