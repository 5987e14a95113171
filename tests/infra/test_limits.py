"""What AWS takes no more of than so much: a template that goes beyond is refused when it is deployed, and not before.

IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
Queues of functions: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
CloudFormation: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""

import json
import re
from typing import Any

import pytest

from infra.local.template import TEMPLATE, Template, node_template

LONGEST_NAME = "s" * 37
STACK = Template(name=LONGEST_NAME, region="ap-southeast-2")
FUNCTIONS = STACK.of_type("AWS::Serverless::Function")
NAMED = ("TableName", "QueueName", "BucketName")


def written(value: Any) -> Any:
    """With ARNs as long as they will be."""
    if isinstance(value, list):
        return [written(each) for each in value]
    if isinstance(value, dict):
        return {key: written(each) for key, each in value.items()}
    logical, arn, more = str(value).partition(".Arn")
    if not arn or logical not in STACK.resources:
        return value
    properties = STACK.resolve(STACK.resources[logical].get("Properties", {}))
    name = next((properties[key] for key in NAMED if key in properties), "0" * 36)
    return f"arn:aws:dynamodb:ap-southeast-2:123456789012:table/{name}{more}"


def characters(policy: Any) -> int:
    return len(json.dumps(written(policy), separators=(",", ":")))


@pytest.mark.parametrize("logical", sorted(FUNCTIONS))
def test_a_functions_policies_fit_into_its_role(logical: str) -> None:
    assert 0 < sum(map(characters, FUNCTIONS[logical]["Policies"])) <= 10_240


def test_the_relays_policy_fits_into_one() -> None:
    (policy,) = (
        node_template(LONGEST_NAME, "n" * 32, region="ap-southeast-2").of_type("AWS::IAM::ManagedPolicy").values()
    )

    assert 0 < characters(policy["PolicyDocument"]) <= 6_144


def test_no_function_runs_for_longer_than_its_queue_hides_a_message() -> None:
    queues = STACK.of_type("AWS::SQS::Queue")
    seen = {
        event["Properties"]["Queue"].removesuffix(".Arn"): int(function.get("Timeout", 5))
        for function in FUNCTIONS.values()
        for event in function["Events"].values()
        if event["Type"] == "SQS"
    }

    assert len(seen) == 4
    for queue, seconds in seen.items():
        assert queues[queue]["VisibilityTimeout"] >= seconds, queue


def test_cloudformation_takes_the_template() -> None:
    events = [event for function in FUNCTIONS.values() for event in function["Events"].values()]

    assert len(TEMPLATE.read_bytes()) < 1_000_000
    # SAM makes a role, a function, and beside each event at most two things more.
    assert len(STACK.resources) + len(FUNCTIONS) + 2 * len(events) < 500
    assert len(STACK._tree["Parameters"]) <= 200
    assert len(STACK._tree["Outputs"]) <= 200


def test_a_command_may_carry_the_templates_that_are_deployed_without_a_bucket() -> None:
    found = [path for path in (TEMPLATE.parent / "infra").glob("*.yaml") if path.read_text().startswith("AWSTemplate")]

    assert {"node.yaml", "pages.yaml", "account.yaml"} <= {path.name for path in found}
    for path in found:
        assert len(path.read_bytes()) <= 51_200, path.name


def test_settings_fit_into_a_functions_environment() -> None:
    """4 KB, secrets and everything that a parameter may say among them."""
    for logical, function in FUNCTIONS.items():
        settings = function.get("Environment", {}).get("Variables", {})
        # A secret has 64 characters, two while it is changed.
        said = {name: re.sub(r"\{\{.*?\}\}", "x" * 129, str(value)) for name, value in settings.items()}
        assert len(json.dumps(said)) < 3_000, logical
