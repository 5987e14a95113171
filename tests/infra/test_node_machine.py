"""The machine of infra/node.yaml: what its containers are told, and that it comes up when something is late."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.local.template import Template, node_template
from infra.sam.machine_script import script

ROOT = Path(__file__).parents[2]

# What compose.fleet.yaml may be told and a machine of ours needs not, and why.
LEFT: Mapping[str, set[str]] = {
    # One region; addresses are EC2's own; the rest has the image's default. Trunks with a password: a node elsewhere.
    "freeswitch": {
        *("XML_CURL_URL_2", "LISTEN_IP", "STUN_SERVER", "CANDIDATE_ACL", "ESL_PORT"),
        *("CANVAS_SIZE", "CANVAS_FPS", "LOG_LEVEL"),
        *("TRUNK_PASSWORD_FILE", "TRUNK_PASSWORD_2_FILE", "TRUNK_PASSWORD_3_FILE"),
    },
    # The machine's role is its credential, and names no bucket of somebody else's.
    "relay": {"AWS_SHARED_CREDENTIALS_FILE", "AWS_ENDPOINT_URL", "ESL_PORT", "RECORDINGS_BY_DOMAIN", "FOREIGN_SECONDS"},
    "edge": {"FUNCTIONS_URL_2", "EDGE_CA_FILE", "EDGE_OUTAGE_SECONDS"},
}
WITH_AN_EDGE = {"EdgeImage": "edge:1", "FunctionsUrl": "https://api.example.com"}


def stack(**parameters: str) -> Template:
    return node_template("production", "fs1", region="eu-central-1", parameters=WITH_AN_EDGE | parameters)


def told(unit: str, template: Template) -> dict[str, str]:
    (node,) = template.of_type("AWS::EC2::Instance").values()
    text = node["UserData"]["Fn::Base64"].replace("\\\n", " ")
    (line,) = re.findall(rf"^ *unit {unit} .*$", text, re.MULTILINE)
    return dict(re.findall(r"--env (\w+)=([^ \"]*)", line))


def of_compose(service: str) -> set[str]:
    files: dict[str, Any] = {
        name: yaml.safe_load((ROOT / name).read_text())["services"]
        for name in ("compose.fleet.yaml", "compose.services.yaml")
    }
    own = files["compose.fleet.yaml"][service]
    extended = files["compose.services.yaml"][own["extends"]["service"]]
    return {*own["environment"], *extended.get("environment", {})}


@pytest.mark.parametrize("unit", ["freeswitch", "relay", "edge"])
def test_a_container_is_told_what_the_same_one_of_compose_is_told(unit: str) -> None:
    # Neither less nor something that nobody reads; and nothing is left out that is said.
    assert of_compose(unit) - LEFT[unit] == told(unit, stack()).keys()


def test_an_edge_counts_as_its_own_stacks_and_nodes_and_is_told_whom_to_forget() -> None:
    edge, relay = told("edge", stack()), told("relay", stack())

    # The alarms and the dashboard look for these dimensions.
    assert (edge["TABLE_PREFIX"], edge["NODE_NAME"]) == (relay["TABLE_PREFIX"], relay["NODE_NAME"])
    assert (edge["TABLE_PREFIX"], edge["NODE_NAME"]) == ("production-", "fs1")
    assert relay["EDGE_URL"] == told("freeswitch", stack())["XML_CURL_URL"] == "http://127.0.0.1:3080"
    assert told("relay", stack(EdgeImage=""))["EDGE_URL"] == ""


def test_other_nodes_reach_it_from_their_network_alone_and_not_at_all_without_one() -> None:
    template = stack(NodesNetwork="10.0.0.0/24")
    rules = {
        (one["IpProtocol"], one["FromPort"], one["ToPort"], one["CidrIp"])
        for logical, one in template.of_type("AWS::EC2::SecurityGroupIngress").items()
        if template.resources[logical]["Condition"] == "HasNodes"
    }

    assert rules == {("udp", 5090, 5090, "10.0.0.0/24"), ("tcp", 5090, 5090, "10.0.0.0/24")}
    assert told("freeswitch", template)["NODES_NETWORKS"] == "10.0.0.0/24"
    assert (stack().holds("HasNodes"), template.holds("HasNodes")) == (False, True)


def test_an_update_of_the_stack_takes_no_newer_image_by_itself() -> None:
    """CloudFormation reads a parameter of Systems Manager anew at every update; another image replaces the machine."""
    parameters = stack()._tree["Parameters"]

    assert [name for name, one in parameters.items() if one["Type"].startswith("AWS::SSM::")] == []
    assert parameters["ImageId"]["Type"] == "AWS::EC2::Image::Id"


def test_the_machine_waits_for_its_address_and_tries_again_what_broke_off(tmp_path: Path) -> None:
    beginning, found, _ = script().partition("systemctl enable --now docker")
    assert found
    programs = {
        # None at first, then the one that EC2 gave the machine, at last its own.
        "curl": """case "$*" in
            *PUT*) echo token;;
            *) echo x >> asked; sed -n "$(wc -l < asked)p" addresses | grep .;;
            esac""",
        "dnf": 'echo x >> installing; [ "$(wc -l < asked)" = 3 ] && [ "$(wc -l < installing)" = 3 ]',
        "sleep": "true",
    }
    for name, text in programs.items():
        (tmp_path / name).write_text(f"#!/bin/bash\n{text}\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "addresses").write_text("\n192.0.2.1\nNodeAddress\n")

    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", beginning], cwd=tmp_path, env=environment, timeout=30, check=False, capture_output=True
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert len((tmp_path / "asked").read_text().split()) == 3
    assert len((tmp_path / "installing").read_text().split()) == 3


def unit_of_systemd() -> str:
    _, _, unit = script().partition('cat > "/etc/systemd/system/$1.service" <<END\n')
    return unit.partition("\nEND\n")[0]


def test_no_container_starts_on_a_folder_that_is_not_mounted_yet() -> None:
    mounted = set(re.findall(r"(/\S+) (?:xfs|tmpfs) [^\n]* >> /etc/fstab", script()))
    before = unit_of_systemd().partition("ExecStart=")[0]

    assert mounted == {"/var/lib/freeswitch", "/run/stills"}
    for folder in mounted:
        assert f"ExecStartPre=/usr/bin/mountpoint -q {folder}\n" in before


@pytest.mark.parametrize("image", ["docker.io/relay:1", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/relay:1"])
def test_an_image_that_is_there_needs_no_registry(tmp_path: Path, image: str) -> None:
    fetch = script().partition("cat > /opt/node/registry <<'END'\n")[2].partition("\nEND\n")[0]
    programs = {
        "docker": 'echo "$1" >> did; [ "$1" != image ] || [ -e here ]; [ "$1" != login ] || cat > /dev/null',
        "aws": "echo token",
    }
    for name, text in programs.items():
        (tmp_path / name).write_text(f"#!/bin/bash\nset -e\n{text}\n")
        (tmp_path / name).chmod(0o755)

    def asked() -> list[str]:
        (tmp_path / "did").unlink(missing_ok=True)
        environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        subprocess.run(["bash", "-c", fetch, "registry", image], cwd=tmp_path, env=environment, timeout=30, check=True)
        return (tmp_path / "did").read_text().split()

    assert asked() == (["image", "login", "pull"] if "amazonaws" in image else ["image", "pull"])
    (tmp_path / "here").touch()
    assert asked() == ["image"]


def test_no_container_stays_away_because_secrets_or_an_image_come_late() -> None:
    text, unit = script(), unit_of_systemd()
    secrets = text.partition("/etc/systemd/system/node-secrets.service <<'END'\n")[2].partition("\nEND\n")[0]

    # A unit that requires one whose first start fails is never started; one that fails itself is started again.
    assert not re.findall(r"^Requires=", unit, re.MULTILINE)
    assert "Wants=docker.service node-secrets.service" in unit
    assert unit.index("is-active --quiet node-secrets.service") < unit.index("ExecStart=")
    assert "Restart=always" in unit
    assert "Restart=on-failure" in secrets
    # systemd's own 90 s are for a program that starts, not for an image that is fetched.
    (seconds,) = re.findall(r"^TimeoutStartSec=(\d+)$", unit, re.MULTILINE)
    assert int(seconds) >= 600
    # With `set -e` the script would end at the first of them that fails, and start none of the others.
    starts = re.findall(r"systemctl (?:start|enable --now) .*", text.partition("systemctl daemon-reload")[2])
    assert starts
    assert all("--no-block" in each for each in starts)
