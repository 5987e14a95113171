"""What the relay or the edge has counted since it began, as Prometheus reads it: for a program on this host.

Every metric of the process is there from the start, so that the first time shows as a change. The only labels are the
stack and the node: nothing that a caller, a conference or a token brings is one, so neither secrets nor ever more
series come of them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector, CollectorRegistry

from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.telemetry.metric_names import GAUGES, RELAY_NAMES, TIMINGS, NodeMetric
from functions.shared.telemetry.observations import STACK

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
LABELS: Final = ("stack", "node")
PREFIX: Final = "freeswitch_relay_"
MEANING: Final = "docs/metrics.md tells what it means and what to do"


def exposed_name(name: NodeMetric, prefix: str = PREFIX) -> str:
    """`CommandsFailed` is `freeswitch_relay_commands_failed`; of what is added up Prometheus adds `_total`."""
    return prefix + re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Exposition(Collector):
    """The totals of `metrics`."""

    def __init__(self, metrics: Metrics, names: Sequence[NodeMetric] = RELAY_NAMES, prefix: str = PREFIX) -> None:
        self._metrics = metrics
        self._names = names
        self._prefix = prefix
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def text(self) -> bytes:
        """All of them now."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """One family a metric, as `prometheus_client` asks for them."""
        labels = (STACK, self._metrics.node)
        for name in self._names:
            shown = exposed_name(name, self._prefix)
            value = self._metrics.totals.get(name)
            if name in TIMINGS:
                summary = SummaryMetricFamily(shown, MEANING, labels=LABELS)
                summary.add_metric(labels, self._metrics.times.get(name, 0), value or 0)
                yield summary
            elif name not in GAUGES:
                counter = CounterMetricFamily(shown, MEANING, labels=LABELS)
                counter.add_metric(labels, value or 0)
                yield counter
            elif value is not None:
                # What was not measured yet is not 0.
                gauge = GaugeMetricFamily(shown, MEANING, labels=LABELS)
                gauge.add_metric(labels, value)
                yield gauge
