"""What the alarms and the dashboard look for is what the code writes: each name with just these dimensions."""

import ast
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from freeswitch.edge.__main__ import SERVICE as OF_EDGES
from freeswitch.relay.telemetry.metrics import SERVICE as OF_RELAYS
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.telemetry.metric_names import EDGE_NAMES, NAMESPACE, RELAY_NAMES, NodeMetric
from functions.shared.telemetry.observations import SERVICE as OF_FUNCTIONS
from functions.shared.telemetry.observations import STACK
from infra.local.template import TEMPLATE, Template, node_template

ROOT = TEMPLATE.parent
# Metric, service, names of all dimensions.
Emitted = tuple[str, str, frozenset[str]]


def calls(folder: str, *names: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Every metric that is counted by one of these functions or methods, with the keywords of the call."""
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names:
                for one in ast.walk(node.args[0]):
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        yield one.value, frozenset(one.arg for one in node.keywords if one.arg)


@cache
def words(folder: str) -> set[str]:
    """Every text in the code: some metrics stand in a table, by what has happened."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / folder).rglob("*.py")]
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def of_nodes(name: NodeMetric, service: str) -> set[Emitted]:
    """As the line says that a relay or an edge writes."""
    written: list[str] = []
    metrics = Metrics("fs1", written.append, service)
    metrics.count(name)
    metrics.flush(0.0)
    (line,) = map(json.loads, written)
    (of_aws,) = line["_aws"]["CloudWatchMetrics"]
    assert (line["stack"], line["node"], of_aws["Namespace"]) == (STACK, "fs1", NAMESPACE)
    return {
        (one["Name"], line["service"], frozenset(names)) for one in of_aws["Metrics"] for names in of_aws["Dimensions"]
    }


def emitted() -> set[Emitted]:
    of_all = frozenset({"stack", "service"})
    functions = {(name, OF_FUNCTIONS, of_all) for name, _ in calls("functions", "count", "count_in_both")} | {
        (name, OF_FUNCTIONS, of_all | more) for name, more in calls("functions", "count_of")
    }
    beside = {
        each
        for folder, service, names in (
            ("freeswitch/relay", OF_RELAYS, RELAY_NAMES),
            ("freeswitch/edge", OF_EDGES, EDGE_NAMES),
        )
        for name in names
        if name in words(folder)
        for each in of_nodes(name, service)
    }
    return functions | beside


EMITTED = emitted()


def alarms() -> dict[str, dict[str, Any]]:
    stacks = (Template(name=STACK, region="eu-central-1"), node_template(STACK, "fs1", region="eu-central-1"))
    found = {name: one for stack in stacks for name, one in stack.of_type("AWS::CloudWatch::Alarm").items()}
    return {name: one for name, one in found.items() if one.get("Namespace") == NAMESPACE}


@pytest.mark.parametrize("name", sorted(alarms()))
def test_an_alarm_looks_for_what_is_written(name: str) -> None:
    alarm = alarms()[name]
    dimensions = {one["Name"]: one["Value"] for one in alarm["Dimensions"]}

    assert (alarm["MetricName"], dimensions["service"], frozenset(dimensions)) in EMITTED
    assert dimensions["stack"] == STACK
    assert dimensions.get("node", "fs1") == "fs1"


def test_each_line_of_the_dashboard_shows_what_is_written() -> None:
    (dashboard,) = Template(name=STACK, region="r").of_type("AWS::CloudWatch::Dashboard").values()
    lines = [one for each in json.loads(dashboard["DashboardBody"])["widgets"] for one in each["properties"]["metrics"]]
    named = [line for line in lines if line[0] == NAMESPACE]
    wanted = {(line[1], line[5], frozenset(line[2:6:2])) for line in named}

    assert len(wanted) > 30
    assert {tuple(line[2:6]) for line in named} == {
        ("stack", STACK, "service", service) for service in (OF_FUNCTIONS, OF_RELAYS, OF_EDGES)
    }
    assert wanted - EMITTED == set()
