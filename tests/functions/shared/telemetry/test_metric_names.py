"""One list of what is counted, for functions and relay, dashboards and alarms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from functions.shared.telemetry.metric_names import EDGE_NAMES, GAUGES, NAMES, NAMESPACE, RELAY_NAMES, TIMINGS, unit_of
from infra.local.template import Template

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs" / "metrics.md").read_text()
LIST = ROOT / "functions" / "shared" / "telemetry" / "metric_names.py"
FILES = [
    path
    for folder in ("functions", "freeswitch", "infra")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path != LIST
]
SOURCES = "\n".join(path.read_text() for path in FILES if path.relative_to(ROOT).parts[0] != "infra")
# Of what both count, the alarms look at the functions'.
BOTH = {"OutputsForged", "WakesFailed", "TablesUnavailable", "UnexpectedErrors"}
OF_RELAY = set(RELAY_NAMES) - BOTH
OF_EDGE = set(EDGE_NAMES) - BOTH
# What counts, by whatever it is called on.
COUNTING = {"count", "count_in_both", "count_of", "gauge", "took"}
# What makes a metric without these, and the files that may: they take names of the list only.
MAKING = re.compile(r"add_metric\(|single_metric\(|CloudWatchMetrics|MetricFamily\(|put_metric_data|\bHistogram\(")
MAKERS = {
    "functions/shared/telemetry/observations.py",
    "freeswitch/relay/telemetry/metrics.py",
    "freeswitch/relay/telemetry/exposition.py",
}


def counted() -> Iterator[tuple[str, str]]:
    """Every name that something is counted under, with its file."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and called(node.func) in COUNTING:
                for word in ast.walk(node.args[0]):
                    text = word.value if isinstance(word, ast.Constant) else None
                    if isinstance(text, str) and re.fullmatch(r"[A-Z]\w+", text):
                        yield str(path.relative_to(ROOT)), text


def called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


@pytest.mark.parametrize("name", sorted(NAMES))
def test_what_is_named_is_counted_somewhere(name: str) -> None:
    assert f'"{name}"' in SOURCES


def test_nothing_is_counted_that_is_not_named() -> None:
    found = list(counted())

    assert len(found) > 80
    assert [one for one in found if one[1] not in NAMES] == []


def test_a_relay_counts_what_it_exposes_and_a_function_what_is_its_own() -> None:
    relays = {name for path, name in counted() if path.startswith("freeswitch/relay/")}
    edges = {name for path, name in counted() if path.startswith("freeswitch/edge/")}
    functions = {name for path, name in counted() if path.startswith("functions/")}

    assert relays <= set(RELAY_NAMES)
    assert edges == set(EDGE_NAMES)
    assert not functions & (OF_RELAY | OF_EDGE)


def test_metrics_are_made_in_three_files_and_nowhere_else() -> None:
    makers = {str(path.relative_to(ROOT)) for path in FILES if MAKING.search(path.read_text())}

    assert makers == MAKERS


def test_no_name_stands_twice() -> None:
    assert len(NAMES) == len(set(NAMES))
    assert set(NAMES) >= GAUGES | TIMINGS
    assert not GAUGES & TIMINGS


def test_every_metric_is_in_its_page_with_its_unit() -> None:
    rows = re.findall(r"^\| `([A-Z]\w+)` \| (\w+) \| .+ \| .+ \|$", PAGE, re.MULTILINE)

    assert dict(rows) == {name: unit_of(name) for name in NAMES}
    assert len(rows) == len(NAMES)


def test_every_alarm_is_in_its_page() -> None:
    alarms = Template(name="alarms", region="eu-central-1", nodes=["fs1"]).of_type("AWS::CloudWatch::Alarm")
    rows = re.findall(r"^\| `(\w+Alarm)` \| ", PAGE, re.MULTILINE)

    assert sorted(rows) == sorted({re.sub(r"(?<=Alarm)[a-z0-9]+$", "", logical) for logical in alarms})


def test_every_alarm_looks_at_something_that_is_counted() -> None:
    alarms = Template(name="alarms", region="eu-central-1", nodes=["fs1"]).of_type("AWS::CloudWatch::Alarm").values()
    ours = [alarm for alarm in alarms if alarm.get("Namespace") == NAMESPACE]

    assert ours
    assert {alarm["MetricName"] for alarm in ours} <= set(NAMES)
    for alarm in ours:
        told = {one["Name"]: one["Value"] for one in alarm["Dimensions"]}
        # Two stacks of an account share no alarm, and a relay's metric is never looked for among the functions'.
        assert told["stack"] == "alarms"
        name = alarm["MetricName"]
        assert told["service"] == (
            "relay" if name in OF_RELAY else "edge" if name in OF_EDGE else "freeswitch-functions"
        )
