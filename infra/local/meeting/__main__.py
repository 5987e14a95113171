"""Plays the minute on a running stack, says what happens, and stays: whoever ends it ends the stack.

`python -m infra.local.meeting http://127.0.0.1:3000 127.0.0.1:8050`: the functions, and the stand-in's control port.
"""

import signal
import sys
import threading
from collections.abc import Sequence

from functions.shared.settings import ApiSettings, read
from infra.local.meeting.playing import Clock, WallClock, play
from infra.local.meeting.script import GUEST, MINUTE, OPENING
from infra.local.meeting.stage import CONFERENCE, NotPlayed, Person, Stage
from infra.token import mint

# As in infra/demo.yaml.
DOMAIN = "example.com"
# Whoever opens the page in time sees all of it.
OPENS_WITHIN_SECONDS = 60.0


def main(arguments: Sequence[str], clock: Clock) -> int:
    """Play, then wait to be ended."""
    url, control = arguments
    host, _, port = control.rpartition(":")
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    settings = read(ApiSettings)

    def token(who: Person | None) -> str:
        if who is None:
            return mint(settings, domain=DOMAIN)
        return mint(
            settings, domain=DOMAIN, conferences=(CONFERENCE,), can=("view", "chat"), subject=who.user, name=who.name
        )

    try:
        stage = Stage(url, (host, int(port)), token)
        play(OPENING, stage, clock, _say)
        _say(_invitation(stage.invite(GUEST)))
        clock.wait(OPENS_WITHIN_SECONDS, stage.is_watched)
        play(MINUTE, stage, clock, _say)
        _say("\nThat was the minute. The meeting goes on; mute, move, record as you like. Ctrl-C ends it.")
    except NotPlayed as problem:
        # The stack stays: what went wrong can be looked at.
        print(f"\nthe demo did not go on: {problem}", file=sys.stderr, flush=True)
    ended.wait()
    return 0


def _invitation(link: str) -> str:
    return "\n".join([
        "",
        f"Beside it, the page of a guest ({GUEST}); the stand-in takes no calls, so she gets as far as the door:",
        "",
        f"  {link}",
        "",
        f"The minute begins when the operator's page is open, or after {OPENS_WITHIN_SECONDS:.0f} seconds.",
        "",
    ])  # fmt: skip


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], WallClock()))
