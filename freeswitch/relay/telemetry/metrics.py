"""What relay and edge count: a line a minute in CloudWatch's embedded format, and sums for who asks (`exposition.py`).

A line may hold 100 values of a timing, and 100 metrics, which are more than there are:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json
from collections.abc import Callable, Mapping
from typing import Final

from functions.shared.telemetry.metric_names import NAMESPACE, NodeMetric, unit_of
from functions.shared.telemetry.observations import STACK

SERVICE: Final = "relay"
MOST_VALUES: Final = 100
# By node, and all nodes of the stack together; nothing else, for each set of values is a metric of its own.
DIMENSIONS: Final = [["stack", "service"], ["stack", "service", "node"]]


class Metrics:
    """Adds up until `flush`; the totals are of the whole life of the process.

    Attributes:
        totals: what was counted, what a gauge shows, and the sum of a timing's milliseconds.
        times: how many values each timing has had.
    """

    def __init__(self, node: str, write: Callable[[str], None], service: str = SERVICE) -> None:
        self.node = node
        self._service = service
        self._write = write
        self._values: dict[NodeMetric, float] = {}
        self._timings: dict[NodeMetric, list[float]] = {}
        self.totals: dict[NodeMetric, float] = {}
        self.times: dict[NodeMetric, int] = {}

    def count(self, name: NodeMetric, value: float = 1) -> None:
        self._values[name] = self._values.get(name, 0) + value
        self.totals[name] = self.totals.get(name, 0) + value

    def gauge(self, name: NodeMetric, value: float) -> None:
        self._values[name] = self.totals[name] = value

    def took(self, name: NodeMetric, milliseconds: float) -> None:
        """Add a value to a timing."""
        self._timings.setdefault(name, []).append(milliseconds)
        self.totals[name] = self.totals.get(name, 0) + milliseconds
        self.times[name] = self.times.get(name, 0) + 1

    def flush(self, now: float) -> None:
        """Write what has come together since the last time; `now` is in seconds since 1970."""
        values: dict[NodeMetric, float | list[float]] = {**self._values}
        timings, self._values, self._timings = self._timings, {}, {}
        while values or timings:
            for name, took in timings.items():
                values[name], timings[name] = took[:MOST_VALUES], took[MOST_VALUES:]
            self._write(self._line(values, now))
            values, timings = {}, {name: took for name, took in timings.items() if took}

    def _line(self, values: Mapping[NodeMetric, float | list[float]], now: float) -> str:
        units = [{"Name": name, "Unit": unit_of(name)} for name in values]
        head = {
            "Timestamp": int(now * 1000),
            "CloudWatchMetrics": [{"Namespace": NAMESPACE, "Dimensions": DIMENSIONS, "Metrics": units}],
        }
        line: dict[str, object] = {"_aws": head, "stack": STACK, "service": self._service, "node": self.node}
        return json.dumps(line | {str(name): value for name, value in values.items()})
