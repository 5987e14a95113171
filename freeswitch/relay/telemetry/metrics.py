"""What the relay counts, written as one line in CloudWatch's embedded format; every name stands here once."""

import json
from collections.abc import Callable

from functions.shared.telemetry.metric_names import GAUGES, NAMESPACE, Metric


class Metrics:
    """Adds up until `flush`."""

    def __init__(self, node: str, write: Callable[[str], None]) -> None:
        self._node = node
        self._write = write
        self._values: dict[Metric, float] = {}
        self.totals: dict[Metric, float] = {}

    def count(self, name: Metric, value: float = 1) -> None:
        self._values[name] = self._values.get(name, 0) + value
        self.totals[name] = self.totals.get(name, 0) + value

    def gauge(self, name: Metric, value: float) -> None:
        self._values[name] = self.totals[name] = value

    def flush(self, now: float) -> None:
        """Write what has come together since the last time."""
        if not self._values:
            return
        units = [{"Name": name, "Unit": "None" if name in GAUGES else "Count"} for name in self._values]
        head = {
            "Timestamp": int(now * 1000),
            "CloudWatchMetrics": [{"Namespace": NAMESPACE, "Dimensions": [["service", "node"]], "Metrics": units}],
        }
        line: dict[str, object] = {"_aws": head, "service": "relay", "node": self._node}
        line |= {str(name): value for name, value in self._values.items()}
        self._values = {}
        self._write(json.dumps(line))
