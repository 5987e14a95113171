"""Metrics as CloudWatch reads them from a log line."""

import json
from typing import Any

from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.telemetry.metric_names import GAUGES, NAMES


def flushed(metrics: Metrics, lines: list[str]) -> list[Any]:
    metrics.flush(1.5)
    return [json.loads(line) for line in lines]


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


def test_it_is_told_of_the_stack_of_all_its_relays_and_of_this_one() -> None:
    lines: list[str] = []
    metrics = Metrics("fs1", lines.append)
    metrics.count("Gaps")
    (line,) = flushed(metrics, lines)

    # TABLE_PREFIX of these tests is `test-`.
    assert (line["stack"], line["service"], line["node"]) == ("test", "relay", "fs1")
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["stack", "service"], ["stack", "service", "node"]]


def test_of_a_timing_every_value_is_told_a_hundred_in_a_line() -> None:
    lines: list[str] = []
    metrics = Metrics("fs1", lines.append)
    for milliseconds in range(250):
        metrics.took("CommandMilliseconds", milliseconds)
    metrics.count("CommandsConfirmed", 250)
    told = flushed(metrics, lines)

    assert [len(line["CommandMilliseconds"]) for line in told] == [100, 100, 50]
    assert [value for line in told for value in line["CommandMilliseconds"]] == list(range(250))
    # What is added up is told once.
    assert [line.get("CommandsConfirmed") for line in told] == [250, None, None]
    assert told[0]["_aws"]["CloudWatchMetrics"][0]["Metrics"][1] == {
        "Name": "CommandMilliseconds",
        "Unit": "Milliseconds",
    }


def test_every_gauge_is_a_metric() -> None:
    assert set(NAMES) >= GAUGES
