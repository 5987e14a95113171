"""One list of what is counted, for functions and relay, dashboards and alarms."""

from pathlib import Path

import pytest

from functions.shared.telemetry.metric_names import GAUGES, NAMES, NAMESPACE
from infra.local.template import Template

ROOT = Path(__file__).parents[4]
SOURCES = "\n".join(
    path.read_text()
    for folder in ("functions", "freeswitch/relay")
    for path in (ROOT / folder).rglob("*.py")
    if path.name != "metric_names.py"
)


@pytest.mark.parametrize("name", sorted(set(NAMES) - GAUGES))
def test_what_is_named_is_counted_somewhere(name: str) -> None:
    assert f'"{name}"' in SOURCES


def test_no_name_stands_twice() -> None:
    assert len(NAMES) == len(set(NAMES))
    assert set(NAMES) >= GAUGES


def test_every_alarm_looks_at_something_that_is_counted() -> None:
    alarms = Template(name="alarms", region="eu-central-1").of_type("AWS::CloudWatch::Alarm").values()
    looked_at = {alarm["MetricName"] for alarm in alarms if alarm.get("Namespace") == NAMESPACE}

    assert looked_at
    assert looked_at <= set(NAMES)
