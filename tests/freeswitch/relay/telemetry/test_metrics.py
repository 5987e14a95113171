"""Metrics as CloudWatch reads them from a log line."""

import json

from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.telemetry.metric_names import GAUGES, NAMES


def test_a_line_holds_everything_since_the_last_one() -> None:
    lines: list[str] = []
    metrics = Metrics("fs1", lines.append)
    metrics.count("EventsReceived", 3)
    metrics.count("EventsReceived")
    metrics.gauge("Members", 2)
    metrics.flush(1.5)
    metrics.flush(2.5)
    line = json.loads(lines[0])

    assert len(lines) == 1
    assert (line["EventsReceived"], line["Members"], line["node"]) == (4, 2, "fs1")
    assert line["_aws"]["Timestamp"] == 1500
    assert line["_aws"]["CloudWatchMetrics"][0]["Metrics"] == [
        {"Name": "EventsReceived", "Unit": "Count"},
        {"Name": "Members", "Unit": "None"},
    ]


def test_every_gauge_is_a_metric() -> None:
    assert set(NAMES) >= GAUGES
