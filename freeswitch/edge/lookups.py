"""How a look-up is answered: from memory, by asking, with the last good answer, or not at all."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from freeswitch.edge.answers import Answer, Answers, Kept, Key
from freeswitch.edge.asked import DIRECTORY, Asked
from freeswitch.edge.flights import Flights, TooMany
from freeswitch.edge.regions import Away, Regions
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.encoders import xml_curl
from functions.shared.lookups.strangers import Purse, Question, Strangers

OK, UNAUTHORIZED = 200, 401
UNANSWERED = Answer(503, b"no function answers\n", (("Content-Type", "text/plain"), ("Retry-After", "1")))


@dataclass(frozen=True)
class Reply:
    """An answer, and where it comes from, as `Cache-Status` says it (RFC 9211)."""

    answer: Answer
    source: str


class Lookups:
    """Answers FreeSWITCH."""

    def __init__(
        self,
        regions: Regions,
        metrics: Metrics,
        outage_seconds: float,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`outage_seconds` is for how long a last good answer is used at most."""
        self._regions, self._metrics, self._outage_seconds, self._clock = regions, metrics, outage_seconds, clock
        self.answers = Answers()
        self.flights = Flights()
        self._strangers = Strangers(clock)

    async def reply(self, asked: Asked) -> Reply:
        """Answer a request; whatever happens, there is a reply."""
        if asked.key is None:
            return await self._passed_on(asked)
        kept, now = self.answers.get(asked.key), self._clock()
        if kept is not None and kept.fresh_for(now) > 0:
            await self._as_late_as_a_look(asked)
            return self._fresh(kept, now)
        if kept is not None and not kept.serves_outage(now, self._outage_seconds):
            kept = None
        # Whoever is kept was there a moment ago: their telephone is no scanner.
        purse = None
        if kept is None and asked.telephone is not None:
            purse = self._strangers.purse_for(asked.telephone)
            if purse is None:
                return await self._nobody(asked.telephone)
        if kept is not None and self._regions.is_doubted(asked.path):
            if self._regions.wants_a_try(asked.path):
                self._try(asked, asked.key)
            return await self._as_last_time(asked, kept)
        return await self._newly(asked, asked.key, kept, purse)

    def at_once(self, asked: Asked) -> Reply | None:
        """Answer with what is fresh; None where somebody is to be asked or to wait."""
        kept, now = self.answers.get(asked.key) if asked.key else None, self._clock()
        if kept is None or kept.fresh_for(now) <= 0 or self._is_doubted(asked):
            return None
        return self._fresh(kept, now)

    def forget(self, domain: str, user: str) -> int:
        """Forget a user who was changed; what is being asked about them just now is not kept either."""
        self._metrics.count("UsersForgotten")
        self.flights.part_with((domain, user))
        return self.answers.forget_user((domain, user), self._clock())

    async def _newly(self, asked: Asked, key: Key, kept: Kept | None, purse: Purse | None) -> Reply:
        joined = key in self.flights
        try:
            answer = await self.flights.answer(key, lambda: self._ask(asked, purse))
        except (Away, TooMany) as problem:
            if kept is not None:
                return await self._as_last_time(asked, kept)
            return self._unanswered(asked, problem)
        if not joined:
            return Reply(answer, "fwd=miss")
        # The question may be older than a change of which FreeSWITCH has heard before it asked.
        self._metrics.count("LookupsShared")
        return Reply(_not_for_freeswitch(answer), "fwd=miss; collapsed")

    async def _ask(self, asked: Asked, purse: Purse | None = None) -> Answer:
        """Ask the functions, and keep what they answer for as long as they say; nobody is paid for from the purse."""
        began = self._clock()
        answer = await self._regions.ask(asked)
        self._metrics.count("LookupsAsked")
        if asked.path == DIRECTORY:
            self._strangers.looked(self._clock() - began)
        if asked.key is not None:
            if answer.status == UNAUTHORIZED:
                self.answers.forget_credential(asked.key.credential)
            self.answers.keep(asked.key, answer if answer.status == OK else Answer(answer.status), began)
        if asked.telephone is not None:
            self._remember(asked.telephone, answer, purse)
        return answer

    def _remember(self, telephone: Question, answer: Answer, purse: Purse | None) -> None:
        if answer.nobody:
            purse = purse or self._strangers.purse_for(telephone)
            if purse is not None:
                self._strangers.missed(telephone, purse)
        elif answer.status == OK:
            self._strangers.found(telephone)

    async def _passed_on(self, asked: Asked) -> Reply:
        try:
            return Reply(await self._ask(asked), "fwd=bypass")
        except Away as problem:
            return self._unanswered(asked, problem)

    def _fresh(self, kept: Kept, now: float) -> Reply:
        self._metrics.count("LookupsFresh")
        return Reply(kept.answer, f"hit; ttl={kept.fresh_for(now):.0f}")

    def _is_doubted(self, asked: Asked) -> bool:
        return asked.telephone is not None and self._strangers.doubts(asked.telephone)

    async def _as_late_as_a_look(self, asked: Asked) -> None:
        """An address that looks for names is not told by the time who is known here."""
        if self._is_doubted(asked):
            await asyncio.sleep(self._strangers.as_long_as_a_look())

    async def _as_last_time(self, asked: Asked, kept: Kept) -> Reply:
        """Answer as the last time; FreeSWITCH may not keep that beyond the outage."""
        self._metrics.count("LookupsStale")
        age = self._clock() - kept.asked_at
        logger.warning("answered as the last time", extra={"path": asked.path, "seconds_old": round(age)})
        await self._as_late_as_a_look(asked)
        source = f"hit; ttl={kept.fresh_for(self._clock()):.0f}; detail=outage"
        return Reply(_not_for_freeswitch(kept.answer), source)

    def _try(self, asked: Asked, key: Key) -> None:
        """Find out whether the functions answer again, without letting anybody wait for it."""
        try:
            self.flights.begin(key, lambda: self._ask(asked))
        except TooMany as problem:
            logger.warning("a try has to wait", extra={"path": asked.path, "reason": str(problem)})

    async def _nobody(self, telephone: Question) -> Reply:
        """Answer as a function does for a user who is not there, as late as it would."""
        self._metrics.count("LookupsUnread")
        await asyncio.sleep(self._strangers.as_long_as_a_look())
        body = xml_curl.document("directory", xml_curl.domain(telephone.domain, "", xml_curl.users()))
        return Reply(Answer(OK, body.encode(), (("Content-Type", "text/xml"),)), "detail=budget")

    def _unanswered(self, asked: Asked, problem: Exception) -> Reply:
        self._metrics.count("LookupsUnanswered")
        logger.error("not answered", extra={"path": asked.path, "reason": str(problem)})
        said = problem.answer if isinstance(problem, Away) else None
        return Reply(said or UNANSWERED, "fwd=miss; detail=outage")


def _not_for_freeswitch(answer: Answer) -> Answer:
    """Return the answer as one that FreeSWITCH may not keep."""
    return replace(answer, body=xml_curl.without_cacheable(answer.body))
