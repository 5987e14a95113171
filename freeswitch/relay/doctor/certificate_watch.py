"""For how long the certificates that callers are shown are good, as a metric: an alarm comes before one ends.

What is shown counts and not what lies in a file: FreeSWITCH goes on showing the old one until it takes the new one.
"""

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import ParseError, fromstring

from freeswitch.relay.clock import Clock
from freeswitch.relay.doctor.certificates import ANSWER_SECONDS, look
from freeswitch.relay.doctor.examined import TREE, Ask, Node, Shown
from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.switch.esl import CONNECT_SECONDS, EslConnection
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.settings import RelaySettings

# A renewed one is told of so much later at most, and one that ends in weeks is told of in time.
PAUSE_SECONDS = 900.0
TURN_SECONDS = 1.0
# The whole configuration is FreeSWITCH's longest answer.
REPLY_SECONDS = 20.0
# Users' and browsers' listener, the trunk's, the other nodes'; whoever adds more has them looked at as well.
MOST_LISTENERS = 6
LONGEST_TURN = CONNECT_SECONDS + REPLY_SECONDS + MOST_LISTENERS * 2 * ANSWER_SECONDS


def shown_by(settings: RelaySettings) -> list[Shown]:
    """What each listener of this node's FreeSWITCH shows, by a connection that is made for the question.

    Raises:
        EslError: it does not answer.
        ParseError: it has no configuration, as the stand-in of a demo.
    """
    connection = EslConnection(settings.esl_host, settings.esl_port, settings.esl_password, reply_seconds=REPLY_SECONDS)
    connection.connect()
    try:
        return listeners(connection.api)
    finally:
        connection.stop()


def listeners(ask: Ask) -> list[Shown]:
    """Shake hands with each of them."""
    return list(look(Node(configuration=fromstring(ask(TREE)))))  # noqa: S314  # FreeSWITCH's own tree


class CertificateWatch:
    """Looks every quarter of an hour; what ends first is told with every line of metrics."""

    def __init__(
        self, see: Callable[[], Iterable[Shown]], clock: Clock, metrics: Metrics, *, may_work: Callable[[], bool]
    ) -> None:
        self._see, self._clock, self._metrics, self._may_work = see, clock, metrics, may_work
        # Seconds since 1970, of what ends first; None until something was shown.
        self._ends: float | None = None
        self._due = 0.0
        self._problem = ""

    def run_once(self) -> None:
        """Look, if it is time to and this relay serves the node."""
        now = self._clock.monotonic()
        if now < self._due or not self._may_work():
            self._clock.sleep(TURN_SECONDS)
            return
        self._due = now + PAUSE_SECONDS
        try:
            shown = list(self._see())
        except (EslError, ParseError) as problem:
            self._cannot(str(problem))
            return
        self._cannot("; ".join(f"{one.where}: {one.problem}" for one in shown if one.problem))
        ends = [one.ends for one in shown if not one.problem]
        # Of a profile that does not run just now it is not known that it got a better one.
        if ends or not shown:
            self._ends = min(ends, default=None)
        self.tell()

    def tell(self) -> None:
        """Give the metric what is left now: less than 0 where one has ended, nothing where there is no TLS."""
        if self._ends is not None:
            self._metrics.gauge("CertificateSecondsLeft", round(self._ends - self._clock.time()))

    def _cannot(self, problem: str) -> None:
        """Say once why something could not be looked at."""
        if problem and problem != self._problem:
            logger.info("certificates could not be looked at", extra={"problem": problem})
        self._problem = problem
