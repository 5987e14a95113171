"""What a function reads its stack says, what a stack may be told aws.md tells, and two stacks share nothing."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from functions.shared import settings
from infra.local.template import OF_A_NODE, TEMPLATE, Template, node_template

ROOT = TEMPLATE.parent
STACK = Template(name="first", region="eu-central-1")
FUNCTIONS = STACK.of_type("AWS::Serverless::Function")

# What stays at its default on AWS, and why.
LEFT: Mapping[str, str] = {
    "AWS_DEFAULT_REGION": "Lambda itself says in which region a function is",
    "DYNAMODB_CONNECT_SECONDS": "a part of the 2 s for which FreeSWITCH waits: another number would break that",
    "DYNAMODB_READ_SECONDS": "as DYNAMODB_CONNECT_SECONDS",
    "SQS_CONNECT_SECONDS": "a part of the 29 s that API Gateway gives a request, and of what a function may run",
    "SQS_READ_SECONDS": "as SQS_CONNECT_SECONDS",
    "WAKE_SECONDS": "as SQS_CONNECT_SECONDS",
    "WEBHOOK_WAKE_SECONDS": "as SQS_CONNECT_SECONDS",
    "ENDING_WAKE_SECONDS": "as SQS_CONNECT_SECONDS",
    "TELLING_WAKE_SECONDS": "as SQS_CONNECT_SECONDS",
    "RECORDINGS_SERVED_ROOT": "for the local stack only",
    "RECORDINGS_BY_DOMAIN": "of the relay, which puts what it has stored into the recording's row",
    "RECORDINGS_PREFIX": "as RECORDINGS_BY_DOMAIN",
    "RECORDINGS_RETENTION_DAYS": "as RECORDINGS_BY_DOMAIN; a parameter of infra/node.yaml",
    "STILLS_BUCKET": "of the relay, which puts what it has stored into the still's row",
    "STILLS_PREFIX": "as STILLS_BUCKET",
    "STILLS_DAYS": "the bucket's rule in this template says the same",
}
# What some of those do not use who read a group for the rest of it.
LEFT_TO: Mapping[str, set[str]] = {
    # Only mux_control calls numbers and sends commands of people.
    "API_DIAL_PREFIXES": {"LiveFunction", "RoomsFunction"},
    "COMMAND_SECONDS": {"LiveFunction", "RoomsFunction"},
    # It looks after webhooks, and writes nothing into a feed.
    "WAKE_QUEUE_URL": {"WebhooksFunction"},
}


@cache
def tree(module: str) -> ast.Module | None:
    path = ROOT.joinpath(*module.split("."))
    found = [file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()]
    return ast.parse(found[0].read_text()) if found else None


def imported(module: str) -> Iterator[str]:
    for node in ast.walk(tree(module) or ast.Module([], [])):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("functions"):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def read_by(module: str) -> set[str]:
    """The variables of every group that a module, or what it imports, reads."""
    seen: set[str] = set()
    wanted, found = [module], set[str]()
    while wanted:
        one = wanted.pop()
        if one in seen or (code := tree(one)) is None:
            continue
        seen.add(one)
        wanted += imported(one)
        for node in ast.walk(code):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "read":
                group = node.args[0] if node.args else None
                if isinstance(group, ast.Name) and group.id.endswith("Settings"):
                    found |= {one.metadata["name"] for one in fields(getattr(settings, group.id))}
    return found


@pytest.mark.parametrize("logical", sorted(FUNCTIONS))
def test_each_setting_that_a_function_reads_is_said_in_the_template_or_left_for_a_reason(logical: str) -> None:
    function = FUNCTIONS[logical]
    read = read_by(function["Handler"].removesuffix(".handler"))
    left = {name for name, whose in LEFT_TO.items() if logical in whose} | set(LEFT)
    declared = STACK.declared_settings(function)

    assert "TABLE_PREFIX" in read
    assert read - declared - left == set()
    # Nothing is left that is said, and nothing said that nobody reads: the last three are of libraries.
    assert declared & {name for name, whose in LEFT_TO.items() if logical in whose} == set()
    assert declared - read == {"AWS_ENDPOINT_URL", "POWERTOOLS_LOG_LEVEL", "POWERTOOLS_SERVICE_NAME"}


def test_what_is_left_is_read_by_somebody() -> None:
    everything = set().union(*(read_by(each["Handler"].removesuffix(".handler")) for each in FUNCTIONS.values()))
    said = set().union(*(STACK.declared_settings(each) for each in FUNCTIONS.values()))

    # RECORDINGS_BUCKET is said; what is left is said nowhere.
    assert set(LEFT) <= everything
    assert set(LEFT) & said == set()


def test_every_parameter_has_its_line_and_its_default_in_the_document() -> None:
    # Another table below has the outputs.
    parameters = (ROOT / "docs" / "aws.md").read_text().partition("\n## ")[0]
    rows = re.findall(r"^\| (`.+?) \| (.+?) \|", parameters, re.MULTILINE)
    told: dict[str, str] = {}
    for names, defaults in rows:
        each = [word.strip(" `") for word in names.split(",")]
        given = [word.strip(" `") for word in defaults.split(",")]
        told |= dict(zip(each, given if len(given) == len(each) else given * len(each), strict=True))
    declared = {name: str(one.get("Default", "")) or "empty" for name, one in STACK._tree["Parameters"].items()}

    assert {name: told.get(name) for name in declared} == declared


# Properties that are names in an account or a region; `Name` itself where it is the resource's own.
NAMES = re.compile(r"(?:Table|Queue|Bucket|Function|LogGroup|Dashboard|Alarm|ManagedPolicy|Role|Stack)?Name")
# Their `Name` is no resource's.
OTHERS = {"AWS::ApiGatewayV2::DomainName", "AWS::ApiGatewayV2::Stage", "AWS::Lambda::Permission"}


def names(stack: Template) -> set[tuple[str, str]]:
    """Every name that a stack takes for itself, with the kind of thing that has it."""
    return {
        (resource["Type"], str(value))
        for logical, resource in stack.resources.items()
        for key, value in stack.resolve(resource.get("Properties", {})).items()
        if NAMES.fullmatch(key) and resource["Type"] not in OTHERS and str(value) not in stack.resources
    }


# What AWS takes: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
LONGEST = {
    "AWS::S3::Bucket": 63,
    "AWS::Serverless::Function": 64,
    "AWS::SQS::Queue": 80,
    "AWS::DynamoDB::Table": 255,
    "AWS::CloudWatch::Dashboard": 255,
    "AWS::Logs::LogGroup": 512,
}


def test_the_longest_name_that_a_stack_may_have_is_the_one_that_the_document_says() -> None:
    (said,) = re.findall(r"(\d+) characters at most: its buckets and", (ROOT / "docs" / "aws.md").read_text())

    def too_long(length: int) -> list[str]:
        stack = Template(name="s" * length, region="ap-southeast-2")
        node = node_template("s" * length, "n" * 32, region="ap-southeast-2")
        return [
            name
            for one in (stack, node)
            for kind, name in names(one)
            if kind in LONGEST and name.startswith(("s", "/")) and len(name) > LONGEST[kind]
        ] + [name for name in schedules(stack) if len(name) > 64]

    assert too_long(int(said)) == []
    assert too_long(int(said) + 1) != []


def schedules(stack: Template) -> set[str]:
    return {
        str(event["Properties"]["Name"])
        for function in stack.of_type("AWS::Serverless::Function").values()
        for event in function["Events"].values()
        if event["Type"] == "Schedule"
    }


def pages(name: str) -> Template:
    return Template(name=name, region="us-east-1", path=ROOT / "infra" / "pages.yaml")


def test_two_stages_take_no_name_twice() -> None:
    region = "eu-central-1"
    first, second = (Template(name=name, region=region) for name in ("first", "second"))

    assert len(names(first)) > 50
    assert names(first) & names(second) == set()
    assert len(schedules(first)) > 1
    assert schedules(first) & schedules(second) == set()
    # Whoever makes a node gives it its host name.
    nodes = [
        node_template(name, "fs1", region=region, parameters={"HostName": f"fs1.{name}.example.com"})
        for name in ("first", "second")
    ]
    assert names(nodes[0])
    assert names(nodes[0]) & names(nodes[1]) == set()
    assert names(pages("first"))
    assert names(pages("first")) & names(pages("second")) == set()


def metrics(alarm: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return (
        [alarm]
        if "MetricName" in alarm
        else [one["MetricStat"]["Metric"] for one in alarm["Metrics"] if "MetricStat" in one]
    )


@pytest.mark.parametrize("path", [TEMPLATE, OF_A_NODE], ids=lambda path: path.name)
def test_two_stages_share_no_alarm(path: Path) -> None:
    """Each alarm looks at something that is its own stack's: a resource of it, or a metric with its name."""

    def seen(name: str) -> dict[str, set[tuple[str, str, str]]]:
        stack = node_template(name, "fs1", region="r") if path == OF_A_NODE else Template(name=name, region="r")
        resources = set(stack.resources)

        def whose(value: str) -> str:
            return f"{name}: {value}" if value.partition(".")[0] in resources else value

        return {
            logical: {
                (
                    one["Namespace"],
                    one["MetricName"],
                    ", ".join(whose(str(each["Value"])) for each in one["Dimensions"]),
                )
                for one in metrics(alarm)
            }
            for logical, alarm in stack.of_type("AWS::CloudWatch::Alarm").items()
        }

    first, second = seen("first"), seen("second")
    assert first.keys() == second.keys()
    assert first
    assert [logical for logical in first if first[logical] & second[logical] or not first[logical]] == []
