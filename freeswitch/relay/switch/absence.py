"""Tells of somebody who is away: at once, then once a minute with the number of tries, then of the return."""

from freeswitch.relay.clock import Clock
from freeswitch.relay.telemetry.logs import logger

AGAIN_SECONDS = 60.0
# Who is lost again so soon has not come back: that is told with the next minute's line.
STEADY_SECONDS = 10.0


class Absence:
    """One for each of those who may be away; `name` begins every line."""

    def __init__(self, name: str, clock: Clock) -> None:
        self._name = name
        self._clock = clock
        self._since: float | None = None
        self._back_at: float | None = None
        self._told_at = 0.0
        # Whether the last line was of the absence and not of the return.
        self._told_away = False
        self._tries = 0

    def away(self, problem: str) -> None:
        """It was lost, or one more try has failed."""
        now = self._clock.monotonic()
        if self._since is None or (self._back_at is not None and now - self._back_at >= STEADY_SECONDS):
            self._since, self._tries = now, 0
            self._tell(now, "is away", problem)
        else:
            self._tries += 1
            if now - self._told_at >= AGAIN_SECONDS:
                self._tell(now, "is still away", problem)
        self._back_at = None

    def _tell(self, now: float, what: str, problem: str) -> None:
        self._told_at, self._told_away = now, True
        logger.warning(f"{self._name} {what}", extra={"problem": problem} | self._account(now))

    def back(self, **more: object) -> None:
        """It is there, for the first time or again."""
        if self._back_at is not None:
            return
        now = self._back_at = self._clock.monotonic()
        if self._told_away or self._since is None:
            self._told_away = False
            logger.info(f"{self._name} is there", extra=self._account(now) | more)

    def _account(self, now: float) -> dict[str, object]:
        return {"tries": self._tries, "seconds": round(now - (self._since or now), 1)} if self._tries else {}
