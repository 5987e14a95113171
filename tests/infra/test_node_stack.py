"""infra/node.yaml: what of a node is open, who may what, and that two nodes or stages share nothing."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from infra.local.template import Template, node_template
from infra.sam.machine_script import script

ROOT = Path(__file__).parents[2]
REGION = "eu-central-1"
GIVEN = {"HostName": "fs1.sip.example.com", "HostedZoneId": "Z1", "FreeSwitchImage": "fs:1", "RelayImage": "relay:1"}


def stack(node: str = "fs1", control_plane: str = "conferences", **more: str) -> Template:
    return node_template(control_plane, node, region=REGION, parameters=GIVEN | more)


def opened(template: Template) -> set[tuple[str, int, int, str]]:
    (group,) = template.of_type("AWS::EC2::SecurityGroup").values()
    return {(one["IpProtocol"], one["FromPort"], one["ToPort"], one["CidrIp"]) for one in group["SecurityGroupIngress"]}


def test_nothing_but_sip_wss_and_rtp_is_open_to_everybody() -> None:
    everybody = "0.0.0.0/0"

    assert opened(stack()) == {
        ("udp", 5060, 5060, everybody),
        ("tcp", 5060, 5061, everybody),
        ("tcp", 7443, 7443, everybody),
        ("udp", 16384, 32767, everybody),
    }


def test_the_trunk_is_open_to_its_network_alone_and_to_nobody_without_one() -> None:
    template = stack(TrunkNetwork="203.0.113.0/28")
    rules = {
        logical: one
        for logical, one in template.of_type("AWS::EC2::SecurityGroupIngress").items()
        if logical.startswith("Trunk")
    }

    assert {(one["IpProtocol"], one["FromPort"], one["ToPort"], one["CidrIp"]) for one in rules.values()} == {
        ("udp", 5080, 5080, "203.0.113.0/28"),
        ("tcp", 5080, 5081, "203.0.113.0/28"),
    }
    assert {template.resources[logical]["Condition"] for logical in rules} == {"HasTrunk"}
    assert (stack().holds("HasTrunk"), template.holds("HasTrunk")) == (False, True)


def names(template: Template) -> set[str]:
    named = ("QueueName", "LogGroupName")
    return {
        properties[name]
        for resource in template.resources.values()
        for properties in [template.resolve(resource.get("Properties", {}))]
        for name in named
        if name in properties
    }


def test_two_nodes_and_two_stages_share_no_name_and_no_alarm() -> None:
    stacks = [stack(), stack("fs2"), stack(control_plane="other")]
    found = [names(one) for one in stacks]
    watched = [
        {json.dumps([alarm["MetricName"], alarm["Dimensions"]]) for alarm in alarms if alarm["Namespace"] != "AWS/EC2"}
        for alarms in (one.of_type("AWS::CloudWatch::Alarm").values() for one in stacks)
    ]

    for sets in (found, watched):
        assert len(set.union(*sets)) == sum(map(len, sets)) > 0
    # A secret or a role that had one would stand in the way of a stack that comes back.
    for kind, name in (("AWS::SecretsManager::Secret", "Name"), ("AWS::IAM::Role", "RoleName")):
        assert all(name not in properties for properties in stack().of_type(kind).values())


def statements(template: Template) -> list[dict[str, Any]]:
    (role,) = template.of_type("AWS::IAM::Role").values()
    return [one for policy in role["Policies"] for one in policy["PolicyDocument"]["Statement"]]


def test_the_machine_reads_two_secrets_and_changes_one_record() -> None:
    by_action = {action: one for one in statements(stack(StreamKeySecretArn="arn:s")) for action in one["Action"]}

    assert by_action["secretsmanager:GetSecretValue"]["Resource"] == ["NodePassword", "arn:s"]
    record = by_action["route53:ChangeResourceRecordSets"]
    assert record["Resource"] == "arn:aws:route53:::hostedzone/Z1"
    (conditions,) = record["Condition"].values()
    assert conditions["route53:ChangeResourceRecordSetsNormalizedRecordNames"] == [
        "_acme-challenge.fs1.sip.example.com"
    ]


def test_whoever_asks_the_machine_for_its_credentials_needs_a_sessions_token() -> None:
    (template,) = stack().of_type("AWS::EC2::LaunchTemplate").values()
    options = template["LaunchTemplateData"]["MetadataOptions"]

    assert (options["HttpTokens"], options["HttpPutResponseHopLimit"]) == ("required", 1)


def test_the_machines_script_is_one_that_bash_reads_and_has_no_secret() -> None:
    text = script()
    done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, timeout=20, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert text.startswith("#!/bin/bash")
    # What EC2 takes, before it is encoded.
    assert len(text.encode()) < 16 * 1024
    for line in text.splitlines():
        assert "resolve:secretsmanager" not in line


@pytest.mark.parametrize("unit", ["freeswitch", "relay", "edge"])
def test_each_container_is_started_without_rights_and_with_a_root_that_it_cannot_write_to(unit: str) -> None:
    text = script()
    (run,) = [line for line in text.replace("\\\n", " ").splitlines() if "docker run --name $1" in line]

    assert f"unit {unit} " in text
    for word in ("--read-only", "--user 10001:10001", "--cap-drop ALL", "no-new-privileges"):
        assert word in run
    (given,) = [line for line in text.replace("\\\n", " ").splitlines() if line.strip().startswith(f"unit {unit} ")]
    assert "--pids-limit " in given
    # No value of a secret, which `docker inspect` would show: files, each for the container that needs it.
    assert "env-file" not in given
    assert ("/run/relay-secrets:" in given) is (unit == "relay")


def test_a_node_asks_the_edge_where_there_is_one_and_else_the_functions() -> None:
    def asked(**more: str) -> str:
        (node,) = stack(FunctionsUrl="https://api.example.com", **more).of_type("AWS::EC2::Instance").values()
        (word,) = {word for word in node["UserData"]["Fn::Base64"].split() if word.startswith("XML_CURL_URL=")}
        return str(word).partition("=")[2]

    assert asked() == "https://api.example.com"
    assert asked(EdgeImage="edge:1") == "http://127.0.0.1:3080"


def test_production_keeps_what_was_recorded_and_lets_nobody_end_the_machine_by_mistake() -> None:
    production = stack(Stage="production")
    (volume,) = [one for one in production.resources.values() if one["Type"] == "AWS::EC2::Volume"]
    (node,) = production.of_type("AWS::EC2::Instance").values()

    assert production.resolve(volume["DeletionPolicy"]) == "Snapshot"
    assert node["DisableApiTermination"] is True


def test_a_certificate_that_is_not_taken_yet_is_tried_again_at_the_next_run() -> None:
    hook = script().partition("cat > /opt/node/certificate <<'END'\n")[2].partition("\nEND\n")[0]
    steps = [line.strip() for line in hook.splitlines() if line.strip() and not line.strip().startswith("#")]

    # Nothing ends it before FreeSWITCH is asked, except that there is none yet.
    assert [line for line in steps if "exit 0" in line] == ["docker inspect freeswitch > /dev/null 2>&1 || exit 0"]
    assert steps[-1].split()[:3] == ["docker", "exec", "freeswitch"]
    # It waits for less than the time to the next run.
    program, seconds = steps[-1].split()[3:]
    assert int(seconds) < 12 * 3600
    assert f"freeswitch/{program.rpartition('/')[2]}" in (ROOT / "freeswitch/Dockerfile").read_text(encoding="utf-8")
