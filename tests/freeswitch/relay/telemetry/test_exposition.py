"""Metrics as Prometheus reads them."""

from prometheus_client.parser import text_string_to_metric_families

from freeswitch.relay.telemetry.exposition import Exposition, exposed_name
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.telemetry.metric_names import GAUGES, RELAY_NAMES


def samples(metrics: Metrics) -> dict[str, float]:
    """Every sample by its name, as Prometheus's own parser reads them."""
    families = text_string_to_metric_families(Exposition(metrics).text().decode())
    return {sample.name: sample.value for family in families for sample in family.samples}


def test_what_was_counted_is_told_as_sums_of_the_processs_life() -> None:
    metrics = Metrics("fs1", lambda _line: None)
    metrics.count("CommandsFailed", 2)
    metrics.flush(1.0)
    metrics.count("CommandsFailed")
    metrics.gauge("Members", 7)
    metrics.gauge("Members", 5)
    metrics.took("CommandMilliseconds", 20)
    metrics.took("CommandMilliseconds", 30)
    told = samples(metrics)

    assert told["freeswitch_relay_commands_failed_total"] == 3
    assert told["freeswitch_relay_members"] == 5
    assert told["freeswitch_relay_command_milliseconds_count"] == 2
    assert told["freeswitch_relay_command_milliseconds_sum"] == 50


def test_what_was_never_counted_is_0_and_what_was_never_measured_is_not_there() -> None:
    told = samples(Metrics("fs1", lambda _line: None))

    assert told["freeswitch_relay_loops_spinning_total"] == 0
    assert {name for name in RELAY_NAMES if exposed_name(name) in told} == set()
    assert len(told) >= len(RELAY_NAMES) - len(GAUGES)


def test_there_are_as_many_series_as_metrics_whatever_happens() -> None:
    metrics = Metrics("fs1", lambda _line: None)
    for number in range(1000):
        metrics.count("RegisterFailures")
        metrics.gauge("Members", number)
        metrics.took("CommandAgeMilliseconds", number)
    families = list(text_string_to_metric_families(Exposition(metrics).text().decode()))

    assert {tuple(sorted(sample.labels)) for family in families for sample in family.samples} == {("node", "stack")}
    assert len(families) <= len(RELAY_NAMES)
