"""`python -m freeswitch.relay.speech PAPER.json RELAY_PID`: render one text into a file, say how it went."""

import sys
from pathlib import Path

import msgspec

from freeswitch.relay.children.child_life import Alive, live
from freeswitch.relay.speech.order import SpeechOrder, SpeechResult
from freeswitch.relay.speech.rendering import limit_this_process, render


def work(paper: Path, _: Alive) -> SpeechResult:
    limit_this_process()
    return render(msgspec.json.decode(paper.read_bytes(), type=SpeechOrder))


if __name__ == "__main__":
    sys.exit(live(sys.argv, work, urgent=True))
