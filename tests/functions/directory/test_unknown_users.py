"""A scan of users is told as an alarm of the node where it happens."""

import json

import pytest

from functions.directory.app import app
from functions.shared.lookups.strangers import OF_AN_ADDRESS
from tests.functions.lookups import ask, document, provision
from tests.iam import TEMPLATE
from tests.nodes import NODE


@pytest.fixture(autouse=True)
def counted(lookup_tables: None, monkeypatch: pytest.MonkeyPatch) -> None:
    provision()
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")


def asked(**fields: str) -> None:
    answer = ask(app, "/directory", {"section": "directory", "domain": "example.com", "action": "sip_auth", **fields})
    assert answer.status_code == 200


def told(capsys: pytest.CaptureFixture[str], name: str = "UnknownUsers") -> list[dict[str, object]]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    return [line for line in lines if name in line]


@pytest.mark.parametrize(
    "fields",
    [
        {"user": "no-one"},
        {"user": "'; --"},
        {"user": "no-one", "sip_auth_method": "REGISTER"},
        {"user": "1000", "domain": "not-ours.example"},
    ],
)
def test_a_user_who_is_not_there_is_counted_with_the_node_that_asks(
    fields: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked(**fields)

    (line,) = told(capsys)
    assert (line["UnknownUsers"], line["node"]) == ([1.0], NODE)
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["stack", "service", "node"]]  # type: ignore[index]


@pytest.mark.parametrize(
    "fields",
    [
        {"user": "1000"},
        {"purpose": "gateways"},
        {"purpose": "network-list"},
        {"action": "message-count", "user": "1000"},
        {"domain": "not-ours.example", "purpose": "gateways"},
    ],
)
def test_who_is_there_and_what_is_no_user_is_not_counted(
    fields: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked(**fields)

    assert told(capsys) == []


def test_who_was_not_looked_up_is_counted_with_the_node_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(OF_AN_ADDRESS + 2):
        asked(user=f"scan-{number}", ip="192.0.2.1")

    lines = told(capsys, "UnknownUsersUnread")
    assert [(line["UnknownUsersUnread"], line["node"]) for line in lines] == [([1.0], NODE)] * 2


def test_after_a_scan_the_users_who_are_there_are_answered_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(200):
        asked(user=f"scan-{number}")
    answer = ask(app, "/directory", {"section": "directory", "domain": "example.com", "user": "1000"})

    assert document(answer).find("section/domain/users/user[@id='1000']") is not None
    assert len(told(capsys)) == 200


def test_each_node_has_an_alarm_whose_threshold_is_a_parameter() -> None:
    alarm = TEMPLATE.of_type("AWS::CloudWatch::Alarm")["UnknownUsersAlarmfs1"]

    assert alarm["MetricName"] == "UnknownUsers"
    assert {one["Name"]: one["Value"] for one in alarm["Dimensions"]} == {
        "stack": "stack", "service": "freeswitch-functions", "node": "fs1",
    }  # fmt: skip
    assert (alarm["Statistic"], alarm["Period"], alarm["Threshold"]) == ("Sum", 300, 100)
