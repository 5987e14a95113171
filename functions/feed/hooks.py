"""Wakes the webhooks of a domain where one of them wants what is new; what they are told they read themselves."""

from collections.abc import Iterable

from functions.feed.rounds import Round
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.known.hooks import known_hooks
from functions.shared.telemetry.observations import count, logger
from functions.shared.webhooks.waking import Wake, wake_hooks


def wake_those_that_want(rounds: Iterable[Round]) -> None:
    """Wake them once for each conference; whoever is not woken is found by the clock."""
    wakes: list[Wake] = []
    for one in rounds:
        try:
            hooks = [hook for hook in known_hooks(one.domain) if hook.enabled and hook.covers(one.conference)]
        except TablesUnavailable as error:
            count("WakesFailed")
            logger.error("webhooks were not looked up", extra={"domain": one.domain, "reason": str(error)})
            continue
        events = one.events
        if any(hook.wants(event.type) for hook in hooks for event in events):
            wakes.append(Wake(domain=one.domain, conference=one.conference, seq=events[-1].seq))
    wake_hooks(wakes)
