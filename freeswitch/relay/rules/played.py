"""What a rule says to those who are there: what came to nothing is said again, while the rule wants it said."""

from dataclasses import dataclass
from typing import Final

from freeswitch.relay.loops.backoff import limit_of

# An order that came to nothing is given again after so long; each time in a row after twice as long, up to the longest.
AGAIN_SECONDS: Final = 30.0
LONGEST_SECONDS: Final = 240.0
# So often is the row of a command looked at until it has ended.
LOOK_SECONDS: Final = 1.0


@dataclass
class Played:
    """One thing that is played on one occasion, until it was heard; times are seconds since 1970."""

    # How many tries have come to nothing, and until when it is left at that.
    times: int = 0
    again_at: float = 0.0
    # Of the try whose end is not known yet: its command, when that was given, and when its row is looked at next.
    command: str = ""
    given_at: float = 0.0
    look_at: float = 0.0

    def given(self, command: str, at: float) -> None:
        """One more try is made, or was made by an earlier relay."""
        self.command, self.given_at, self.look_at = command, at, at + LOOK_SECONDS

    def came_to_nothing(self) -> None:
        """Nobody heard it; it is said once more after a pause, on an occasion of its own."""
        self.again_at = self.given_at + limit_of(self.times, AGAIN_SECONDS, LONGEST_SECONDS)
        self.times, self.command = self.times + 1, ""
