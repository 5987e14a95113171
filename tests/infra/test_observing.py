"""The template's dashboard and alarms, and how the relays' metrics get to CloudWatch."""

import json
import re
from typing import Any

import pytest

from functions.shared.telemetry.metric_names import NAMES, NAMESPACE
from infra.local.template import Template, node_template

STACK = "conferences-eu"
TEMPLATE = Template(name=STACK, region="eu-central-1", nodes=["fs1", "fs2"])
ALARMS = TEMPLATE.of_type("AWS::CloudWatch::Alarm")
(DASHBOARD,) = TEMPLATE.of_type("AWS::CloudWatch::Dashboard").values()
BODY = json.loads(DASHBOARD["DashboardBody"])


def lines() -> list[tuple[str, list[Any]]]:
    """Every line of a graph with its graph's title."""
    return [
        (widget["properties"]["title"], line) for widget in BODY["widgets"] for line in widget["properties"]["metrics"]
    ]


def shown() -> set[str]:
    """The names of the metrics of ours that the dashboard shows."""
    named = {line[1] for _, line in lines() if line[0] == NAMESPACE}
    searched = [line[0]["expression"] for _, line in lines() if isinstance(line[0], dict)]
    of_ours = [text for text in searched if f'"{NAMESPACE}"' in text]
    return named | {match[1] for text in of_ours if (match := re.search(r'MetricName="(\w+)"', text))}


def test_the_dashboard_shows_what_is_counted_and_this_stack_only() -> None:
    assert shown()
    assert shown() <= set(NAMES)
    for _, line in lines():
        assert STACK in json.dumps(line) or f" {STACK.replace('-', ' ')}" in json.dumps(line)
        assert "${" not in json.dumps(line)


def found(search: str, names: set[str]) -> set[str]:
    """Those of the names that CloudWatch's search finds: a word in quotation marks is a whole name, others a part."""
    terms = re.sub(r"\{.*?\}|MetricName=\S+", "", search.partition("'")[2].partition("'")[0]).split()
    whole = {term.strip('"') for term in terms if term.startswith('"')}
    parts = {term for term in terms if not term.startswith('"')}
    return {name for name in names if whole <= {name} and parts <= set(re.split(r"\W", name))}


def test_a_search_by_the_stacks_name_finds_every_function_table_and_queue_of_a_node() -> None:
    named = {
        "AWS/Lambda": {one["FunctionName"] for one in TEMPLATE.of_type("AWS::Serverless::Function").values()},
        "AWS/DynamoDB": {one["TableName"] for one in TEMPLATE.of_type("AWS::DynamoDB::Table").values()},
        "AWS/SQS": {f"{STACK}-node-fs1.fifo", f"{STACK}-node-fs2.fifo"},
    }
    others = {f"other-{kind}" for kind in ("directory", "users", "node-fs1.fifo")} | {f"{STACK}-wakes.fifo"}
    searched = [line[0]["expression"] for _, line in lines() if isinstance(line[0], dict)]
    of_aws = [(text, match[1]) for text in searched if (match := re.search(r"\{(AWS/\w+)", text))]

    assert {namespace for _, namespace in of_aws} == named.keys()
    for text, namespace in of_aws:
        assert found(text, named[namespace] | (others if namespace == "AWS/SQS" else set())) == named[namespace], text


@pytest.mark.parametrize(
    "wanted",
    [
        {"ServerErrors"},
        {"CommandsConfirmed", "CommandsFailed", "CommandsExpired", "CommandsUnknown", "CommandAgeMilliseconds"},
        {"NodeLost", "LeaseHeld", "SwitchUp"},
        {"StreamsInterrupted", "RecordingsFailed", "RecordingsPutOff"},
        {"PinRefused", "RegisterFailures"},
        {"LoopsSpinning", "LoopsStuck"},
        {"MembersFair", "MembersPoor"},
        {"LookupsStale", "LookupsUnanswered"},
        {"CertificateSecondsLeft"},
    ],
    ids=lambda names: "-".join(sorted(names)),
)
def test_what_an_operator_asks_first_is_on_it(wanted: set[str]) -> None:
    assert wanted <= shown()


def test_look_ups_are_shown_by_function_at_the_middle_and_at_the_slowest_of_a_hundred() -> None:
    stats = {(line[3], line[4]["stat"]) for _, line in lines() if line[:2] == ["AWS/Lambda", "Duration"]}
    functions = {
        properties["FunctionName"]
        for name, properties in TEMPLATE.of_type("AWS::Serverless::Function").items()
        if name in ("DirectoryFunction", "DialplanFunction", "PinCheckFunction", "ConfigurationFunction")
    }

    assert stats == {(name, stat) for name in functions for stat in ("p50", "p99")}


@pytest.mark.parametrize("node", ["fs1", "fs2"])
@pytest.mark.parametrize(
    ("alarm", "metric", "missing"),
    [
        ("NodeLostAlarm", "NodeLost", "notBreaching"),
        # A relay that says nothing is as bad as one that says no.
        ("LeaseAlarm", "LeaseHeld", "breaching"),
        ("SwitchDownAlarm", "SwitchUp", "notBreaching"),
        ("QueueAgeAlarm", "ApproximateAgeOfOldestMessage", "notBreaching"),
    ],
)
def test_each_node_has_alarms_of_its_own(alarm: str, metric: str, missing: str, node: str) -> None:
    found = ALARMS[f"{alarm}{node}"]

    assert (found["MetricName"], found["TreatMissingData"]) == (metric, missing)
    assert any(node in one["Value"] for one in found["Dimensions"])


def test_a_certificate_that_ends_in_less_than_fourteen_days_is_told_of_every_relay_of_the_stack() -> None:
    alarm = ALARMS["CertificateAlarm"]

    assert (alarm["MetricName"], alarm["Statistic"]) == ("CertificateSecondsLeft", "Minimum")
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("LessThanThreshold", 14 * 86_400)
    assert {one["Name"]: one["Value"] for one in alarm["Dimensions"]} == {"stack": STACK, "service": "relay"}


def test_each_table_has_an_alarm_about_requests_turned_away() -> None:
    watched = {
        part["MetricStat"]["Metric"]["Dimensions"][0]["Value"]
        for alarm in ALARMS.values()
        for part in alarm.get("Metrics", ())
        if (seen := part.get("MetricStat", {}).get("Metric", {})).get("Namespace") == "AWS/DynamoDB"
        and len(seen["Dimensions"]) == 1
    }

    assert watched == {table["TableName"] for table in TEMPLATE.of_type("AWS::DynamoDB::Table").values()}


@pytest.mark.parametrize("metric", ["ReadThrottleEvents", "WriteThrottleEvents"])
def test_each_index_has_an_alarm_about_requests_turned_away(metric: str) -> None:
    """CloudWatch counts what an index turns away under the index alone."""
    watched = {
        (named["TableName"], named["GlobalSecondaryIndexName"])
        for alarm in ALARMS.values()
        for part in alarm.get("Metrics", ())
        if (seen := part.get("MetricStat", {}).get("Metric", {})).get("MetricName") == metric
        and "GlobalSecondaryIndexName" in (named := {one["Name"]: one["Value"] for one in seen["Dimensions"]})
    }

    assert watched == {
        (table["TableName"], index["IndexName"])
        for table in TEMPLATE.of_type("AWS::DynamoDB::Table").values()
        for index in table.get("GlobalSecondaryIndexes", ())
    }
    # CloudWatch takes no more in one alarm.
    for alarm in ALARMS.values():
        assert len([part for part in alarm.get("Metrics", ()) if "MetricStat" in part]) <= 10


def test_a_sweep_that_does_not_run_at_all_is_told_as_one_that_fails() -> None:
    missing = ALARMS["SweepMissingAlarm"]

    assert (missing["MetricName"], missing["Statistic"], missing["Threshold"]) == ("Swept", "Sum", 1)
    # What does not run says nothing; it runs every minute.
    assert (missing["ComparisonOperator"], missing["TreatMissingData"]) == ("LessThanThreshold", "breaching")
    assert missing["Period"] * missing["EvaluationPeriods"] >= 300
    silent = {name for name, alarm in ALARMS.items() if alarm["TreatMissingData"] == "breaching"}
    assert {name.removesuffix("fs1").removesuffix("fs2") for name in silent} == {"LeaseAlarm", "SweepMissingAlarm"}


def test_every_alarm_goes_to_the_topic_if_there_is_one() -> None:
    topic = {"AlarmTopicArn": "arn:topic"}
    told = [
        Template(name="stack", region="eu-central-1", parameters=topic),
        node_template("stack", "fs1", region="eu-central-1", parameters=topic),
    ]
    moves = "arn:aws:automate:eu-central-1:ec2:recover"

    assert all(alarm["AlarmActions"] in ([], [moves]) for alarm in ALARMS.values())
    for template in told:
        for alarm in template.of_type("AWS::CloudWatch::Alarm").values():
            assert [action for action in alarm["AlarmActions"] if action != moves] == ["arn:topic"]


def test_a_relay_may_write_into_its_own_stream_of_the_log_and_put_no_metric() -> None:
    statements = TEMPLATE.of_type("AWS::IAM::ManagedPolicy")["RelayPolicyfs2"]["PolicyDocument"]["Statement"]
    granted = {
        (action, one["Resource"])
        for one in statements
        for action in one["Action"]
        if action.startswith(("logs:", "cloudwatch:"))
    }
    group = TEMPLATE.of_type("AWS::Logs::LogGroup")["RelayLog"]["LogGroupName"]

    assert granted == {
        ("logs:CreateLogStream", f"arn:aws:logs:eu-central-1:123456789012:log-group:{group}:*"),
        ("logs:PutLogEvents", f"arn:aws:logs:eu-central-1:123456789012:log-group:{group}:log-stream:fs2"),
    }
