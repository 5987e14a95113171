"""Creates the tables, queues and buckets that template.yaml declares."""

import json
from functools import cache
from typing import Any, cast

import boto3
from botocore.config import Config

from infra.local.aws.key import AwsKey
from infra.local.template import ACCOUNT, Template, Tree

# Names that CloudFormation and DynamoDB's own interface share.
TABLE_PROPERTIES = ("TableName", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


def create_resources(
    template: Template, *, region: str, endpoint: str | None = None, key: AwsKey | None = None
) -> dict[str, str]:
    """Create everything; returns the queues' urls by logical id. Without a key, with that of the environment."""

    def client(service: str) -> Any:
        return _client(service, region, endpoint, key)

    for properties in template.of_type("AWS::DynamoDB::Table").values():
        _create_table(client("dynamodb"), properties)
    for properties in template.of_type("AWS::S3::Bucket").values():
        _create_bucket(client("s3"), properties, region)
    queues = template.of_type("AWS::SQS::Queue")
    # A dead-letter queue must be there before the queue that names it.
    ordered = sorted(queues, key=lambda logical: "RedrivePolicy" in queues[logical])
    return {logical: _create_queue(client("sqs"), queues, logical, region) for logical in ordered}


@cache
def _client(service: str, region: str, endpoint: str | None, key: AwsKey | None) -> Any:
    return cast("Any", boto3.client)(
        service,
        region_name=region,
        endpoint_url=endpoint,
        aws_access_key_id=key.name if key else None,
        aws_secret_access_key=key.secret if key else None,
        config=Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 3}),
    )


def _create_table(dynamodb: Any, properties: Tree) -> None:
    wanted = {name: properties[name] for name in TABLE_PROPERTIES if name in properties}
    dynamodb.create_table(**wanted)
    dynamodb.update_time_to_live(
        TableName=properties["TableName"], TimeToLiveSpecification=properties["TimeToLiveSpecification"]
    )


def _create_bucket(s3: Any, properties: Tree, region: str) -> None:
    name = properties["BucketName"]
    locked = {"ObjectLockEnabledForBucket": True} if properties.get("ObjectLockEnabled") else {}
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region}, **locked)
    if "VersioningConfiguration" in properties:
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=properties["VersioningConfiguration"])
    if "ObjectLockConfiguration" in properties:
        wanted = properties["ObjectLockConfiguration"]
        days = int(wanted["Rule"]["DefaultRetention"]["Days"])
        rule = {"DefaultRetention": {**wanted["Rule"]["DefaultRetention"], "Days": days}}
        s3.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration={**wanted, "Rule": rule})


def _create_queue(sqs: Any, queues: dict[str, Tree], logical: str, region: str) -> str:
    properties = dict(queues[logical])
    name = properties.pop("QueueName")
    redrive = properties.pop("RedrivePolicy", None)
    attributes = {key: _attribute(value) for key, value in properties.items()}
    if redrive:
        dead = queues[redrive["deadLetterTargetArn"].removesuffix(".Arn")]["QueueName"]
        arn = f"arn:aws:sqs:{region}:{ACCOUNT}:{dead}"
        attributes["RedrivePolicy"] = json.dumps({**redrive, "deadLetterTargetArn": arn})
    return str(sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"])


def _attribute(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
