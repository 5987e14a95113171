"""A stack is made, deleted, and stumbles over what it kept; the import names all of that and nothing else.

moto makes and deletes what CloudFormation would, but knows no import: that it works was seen nowhere.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError
from moto import mock_aws

from infra.local.template import Template
from infra.sam.kept import STAYS, CannotImport, import_of, main

REGION, ACCOUNT = "eu-central-1", "123456789012"
# What moto makes by a template; secrets it does not. Functions, roles, alarms have no data, and go with their stack.
MADE = (
    "AWS::DynamoDB::Table",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::Logs::LogGroup",
)


@pytest.fixture(autouse=True)
def _aws() -> Iterator[None]:
    with mock_aws():
        yield


def template(stage: str) -> Template:
    return Template(name="fleet", region=REGION, parameters={"Stage": stage})


def resolved(stage: str) -> str:
    """The stack as CloudFormation has it after its transforms; moto knows of what stays only `Retain`."""
    ours = template(stage)
    held = {logical: one for logical, one in ours.resources.items() if one["Type"] in MADE}
    resources: dict[str, dict[str, Any]] = {}
    for logical, one in held.items():
        if "Condition" in one and not ours.holds(one["Condition"]):
            continue
        stays = ours.resolve(one.get("DeletionPolicy", "Delete")) in STAYS
        resources[logical] = {
            "Type": one["Type"],
            "DeletionPolicy": "Retain" if stays else "Delete",
            "Properties": ours.resolve(one["Properties"]),
        }
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources})


def create(stage: str) -> None:
    boto3.client("cloudformation", REGION).create_stack(StackName="fleet", TemplateBody=resolved(stage))


def delete() -> None:
    boto3.client("cloudformation", REGION).delete_stack(StackName="fleet")


def there() -> dict[str, set[str]]:
    """What the account has, by kind."""
    queues = boto3.client("sqs", REGION).list_queues().get("QueueUrls", [])
    return {
        "AWS::DynamoDB::Table": set(boto3.client("dynamodb", REGION).list_tables()["TableNames"]),
        "AWS::S3::Bucket": {one["Name"] for one in boto3.client("s3", REGION).list_buckets()["Buckets"]},
        "AWS::SQS::Queue": set(queues),
        "AWS::Logs::LogGroup": {
            one["logGroupName"] for one in boto3.client("logs", REGION).describe_log_groups()["logGroups"]
        },
    }


@pytest.mark.parametrize("stage", ["dev", "production"])
def test_what_a_deleted_stack_leaves_is_what_the_import_names(stage: str) -> None:
    create(stage)
    before = there()
    assert all(before.values())
    delete()
    left = there()

    made, wanted = import_of(template(stage), {})
    named: dict[str, set[str]] = {kind: set() for kind in left}
    for one in wanted:
        (identifier,) = one["ResourceIdentifier"].values()
        named[one["ResourceType"]].add(identifier)
    assert named == left
    # What has nothing in it that was kept goes.
    assert left["AWS::SQS::Queue"] == left["AWS::Logs::LogGroup"] == set()
    assert bool(left["AWS::DynamoDB::Table"]) == (stage == "production")
    assert {one["LogicalResourceId"] for one in wanted} == set(made["Resources"])
    # CloudFormation takes nothing else for an import: no function of a template, and each thing says that it stays.
    assert "Fn::" not in json.dumps(made)
    assert {one["DeletionPolicy"] for one in made["Resources"].values()} <= set(STAYS)


@pytest.mark.parametrize("stage", ["dev", "production"])
def test_without_the_import_a_new_stack_of_the_name_is_refused(stage: str) -> None:
    create(stage)
    delete()

    # moto passes DynamoDB's refusal on as it is, which is none of CloudFormation's answers.
    with pytest.raises((ClientError, ResponseParserError), match="lready"):
        create(stage)


def test_a_stack_whose_kept_things_were_deleted_comes_back_by_itself() -> None:
    create("dev")
    delete()
    for bucket in there()["AWS::S3::Bucket"]:
        boto3.client("s3", REGION).delete_bucket(Bucket=bucket)
    create("dev")

    assert all(there().values())


def test_the_secrets_of_what_is_sealed_in_the_tables_come_back_by_their_arns() -> None:
    arns = {name: f"arn:of:{name}" for name in ("PinHashKey", "StreamKeySecret", "WebhookKeySecret")}
    made, wanted = import_of(template("production"), arns)

    assert {
        one["LogicalResourceId"]: one["ResourceIdentifier"]
        for one in wanted
        if one["ResourceType"] == "AWS::SecretsManager::Secret"
    } == {name: {"Id": arn} for name, arn in arns.items()}
    assert arns.keys() < made["Resources"].keys()


def test_a_secret_that_is_not_named_is_made_anew_and_one_that_is_not_kept_is_refused() -> None:
    made, wanted = import_of(template("production"), {})

    assert not [one for one in wanted if one["ResourceType"] == "AWS::SecretsManager::Secret"]
    assert "PinHashKey" not in made["Resources"]
    with pytest.raises(CannotImport, match="no secret ApiTokenSecret is kept; there are PinHashKey"):
        import_of(template("production"), {"ApiTokenSecret": "arn"})


def test_it_writes_both_files_with_the_accounts_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--stack", "fleet", "--region", REGION, "--account", "210987654321", "--into", str(tmp_path)]
    status = main([*asked, "--parameter", "Stage=production", "--parameter", "RecordingsLockDays=30"])
    made = json.loads((tmp_path / "template.json").read_text())["Resources"]
    wanted = json.loads((tmp_path / "resources.json").read_text())

    assert status == 0
    assert capsys.readouterr().out.startswith(f"{len(wanted)} things to import")
    assert made["Recordings"]["Properties"]["BucketName"] == "fleet-recordings-210987654321"
    assert made["Recordings"]["Properties"]["ObjectLockEnabled"] is True
    assert main([*asked, "--secret", "TurnSecret=arn"]) == 1
    assert "no secret TurnSecret is kept" in capsys.readouterr().err
