"""template.yaml says what the code needs, and nothing more."""

import inspect
import pkgutil
from importlib import import_module
from typing import Any

import boto3
import pytest
from moto import mock_aws

from freeswitch.relay.commands.inbox import MOST_TRIES
from functions.shared import tables
from functions.shared.outputs.retention import RETENTION_DAYS, TAG
from functions.shared.settings import (
    ApiSettings,
    PinSettings,
    StillSettings,
    TableSettings,
    read,
)
from functions.shared.tables.base import TableItem
from infra.local.aws.resources import create_resources
from infra.local.template import SECRET, Template

REGION = "eu-central-1"
TEMPLATE = Template(name="freeswitch-functions", region=REGION, nodes=["fs1", "fs2"])

READS = {"BatchGetItem", "GetItem", "Query", "Scan"}
# Who reads and who writes which table; tests/functions/test_permissions.py says which calls.
MAY_READ = {
    "DirectoryFunction": {"identities", "users"},
    # Conferences: who is kept out of a meeting.
    # Claims, nodes: which node has a conference.
    "DialplanFunction": {"identities", "routes", "rooms", "users", "conferences", "claims", "nodes"},
    "PinCheckFunction": {"identities", "rooms", "attempts", "conferences", "claims", "nodes"},
    # A room's layouts are rendered into an item of their own.
    "ConfigurationFunction": {"identities", "rooms", "rendered"},
    # Users: whom a conference may call, and through which gateway of the domain.
    "MuxControlFunction": {
        "assets",
        "identities",
        "conferences",
        "commands",
        "nodes",
        "layouts",
        "rendered",
        "rooms",
        "users",
        "revocations",
        "people",
        "audit",
        "feed",
        "meetings",
        "messages",
        "webhooks",
        # What a key has been answered, for scenes and cues.
        "allowances",
        # Whether who is brought into a conference is on its node.
        "claims",
    },
    # Users: how long the domain keeps its meetings. Connections whose token is over or revoked are closed.
    # Identities: whose feeds are told what becomes of a node.
    "SweepFunction": {
        "identities",
        "commands",
        "nodes",
        "conferences",
        "feed",
        "meetings",
        "users",
        "connections",
        "revocations",
        "claims",
    },
    # Users: how long the domain keeps its audit, where somebody is refused. Rooms: whether there is a lobby now.
    "LiveFunction": {
        "rooms",
        "connections",
        "conferences",
        "feed",
        "nodes",
        "revocations",
        "people",
        "users",
        "messages",
        "allowances",
    },
    "FeedFunction": {"connections", "revocations", "feed", "conferences", "webhooks", "rooms"},
    # Users: how long the domain keeps the entry of a webhook that was switched off.
    "WebhooksFunction": {"webhooks", "conferences", "feed", "users"},
    "RoomsFunction": {
        "users",
        # Who was let to observe.
        "connections",
        "rooms",
        "rendered",
        "routes",
        "layouts",
        "identities",
        # At which node a browser registers.
        "nodes",
        "claims",
        "allowances",
        "revocations",
        "people",
        "tellings",
        "entries",
        "conferences",
    },
}
MAY_WRITE = {
    "DirectoryFunction": set[str](),
    # Tickets: the note of a call that goes on to another node; there it is spent.
    "DialplanFunction": {"claims", "tickets"},
    "PinCheckFunction": {"attempts", "claims", "tickets"},
    "ConfigurationFunction": set[str](),
    # Nodes: that one drains, or is to be gone.
    "MuxControlFunction": {
        "assets",
        "nodes",
        "conferences",
        "commands",
        "layouts",
        "rendered",
        "allowances",
        "audit",
        "people",
        "feed",
        "webhooks",
        "claims",
    },
    # Nodes: one that is to be gone goes.
    "SweepFunction": {"commands", "conferences", "audit", "feed", "meetings", "connections", "claims", "nodes"},
    "LiveFunction": {"tickets", "connections", "conferences", "feed", "messages", "allowances", "audit", "people"},
    "FeedFunction": {"connections", "feed", "conferences"},
    "WebhooksFunction": {"webhooks", "audit"},
    "RoomsFunction": {
        "users",
        # Who was let to observe.
        "connections",
        "rooms",
        "rendered",
        "routes",
        "layouts",
        "commands",
        "allowances",
        "audit",
        "people",
        "tellings",
        "entries",
        "revocations",
    },
}


def items() -> list[type[TableItem]]:
    found = pkgutil.walk_packages(tables.__path__, f"{tables.__name__}.")
    modules = [import_module(each.name) for each in found]
    return sorted(
        {
            kind
            for module in modules
            for _, kind in inspect.getmembers(module, inspect.isclass)
            if issubclass(kind, TableItem) and hasattr(kind, "Meta") and hasattr(kind.Meta, "table_name")
        },
        key=lambda kind: kind.__name__,
    )


def statements(function: str) -> list[dict[str, Any]]:
    (policy,) = TEMPLATE.of_type("AWS::Serverless::Function")[function]["Policies"]
    return list(policy["Statement"])


def as_list(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def tables_of(function: str, *, reading: bool) -> set[str]:
    found = set()
    for statement in statements(function):
        if statement["Effect"] == "Deny":
            continue
        actions = {a.removeprefix("dynamodb:") for a in as_list(statement["Action"]) if a.startswith("dynamodb:")}
        if actions & READS if reading else actions - READS:
            found |= {resource.split("Table")[0].lower() for resource in as_list(statement["Resource"])}
    return found


@pytest.mark.parametrize("function", sorted(MAY_READ))
def test_a_function_reads_and_writes_the_tables_of_the_design(function: str) -> None:
    assert tables_of(function, reading=True) == MAY_READ[function]
    assert tables_of(function, reading=False) == MAY_WRITE[function]


def test_every_function_of_the_template_is_in_the_design() -> None:
    assert set(TEMPLATE.of_type("AWS::Serverless::Function")) == set(MAY_READ)


@pytest.mark.parametrize("function", sorted(MAY_READ))
def test_no_policy_has_a_wildcard_for_an_action_or_everything(function: str) -> None:
    for statement in statements(function):
        assert statement["Effect"] in ("Allow", "Deny")
        assert not [action for action in as_list(statement["Action"]) if "*" in action]
        assert "*" not in as_list(statement["Resource"])


def test_only_what_sends_commands_may_send_to_nodes_and_only_what_tells_may_wake() -> None:
    senders = {
        (function, resource)
        for function in MAY_READ
        for statement in statements(function)
        if "sqs:SendMessage" in statement["Action"]
        for resource in as_list(statement["Resource"])
    }
    queue = "arn:aws:sqs:eu-central-1:123456789012:freeswitch-functions-node-*.fifo"
    tellers = {function for function in MAY_WRITE if "feed" in MAY_WRITE[function]}
    waking = {(f"{function}Function", "WebhookQueue.Arn") for function in ("MuxControl", "Feed", "Webhooks")}

    # Provisioning tells the nodes which users changed.
    commanding = {("MuxControlFunction", queue), ("RoomsFunction", queue)}
    telling = {("RoomsFunction", "TellingQueue.Arn")}
    # Who opens a connection has it ended, and who revokes its token.
    ending = {(function, "EndingQueue.Arn") for function in ("LiveFunction", "RoomsFunction")}
    assert senders == commanding | waking | telling | ending | {(function, "WakeQueue.Arn") for function in tellers}


@pytest.mark.parametrize("kind", items(), ids=lambda kind: kind.__name__)
@mock_aws
def test_a_table_has_the_keys_and_indexes_that_its_item_declares(kind: type[TableItem]) -> None:
    create_resources(TEMPLATE, region=REGION)
    kind.create_table(billing_mode="PAY_PER_REQUEST")
    noun = kind.Meta.table_name.removeprefix("test-")

    there, declared = keys_of(f"freeswitch-functions-{noun}"), keys_of(kind.Meta.table_name)
    assert {name: there[name] for name in declared} == declared
    # What is written of a table's rows in one place says nothing of the indexes that another place reads.
    together = [one for one in items() if one.Meta.table_name == kind.Meta.table_name]
    assert set(there) == {"", *(name for one in together for name in one._indexes)}


def keys_of(table: str) -> dict[str, list[Any]]:
    described = boto3.client("dynamodb", REGION).describe_table(TableName=table)["Table"]
    indexes = described.get("GlobalSecondaryIndexes", [])
    return {"": list(described["KeySchema"])} | {index["IndexName"]: list(index["KeySchema"]) for index in indexes}


def table_properties() -> list[dict[str, Any]]:
    return list(TEMPLATE.of_type("AWS::DynamoDB::Table").values())


def test_every_table_is_on_demand_recoverable_encrypted_and_forgets() -> None:
    for table in table_properties():
        assert table["BillingMode"] == "PAY_PER_REQUEST"
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert table["SSESpecification"] == {"SSEEnabled": True}
        assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}


def test_production_protects_its_tables() -> None:
    production = Template(name="x", region=REGION, parameters={"Stage": "production"})

    assert all(t["DeletionProtectionEnabled"] for t in production.of_type("AWS::DynamoDB::Table").values())
    assert {production.resolve(t["DeletionPolicy"]) for t in production.resources.values() if "Table" in t["Type"]} == {
        "Retain"
    }


def test_each_function_has_its_own_folder_build_and_log_with_an_end() -> None:
    logs = TEMPLATE.of_type("AWS::Logs::LogGroup")
    for logical, function in TEMPLATE.of_type("AWS::Serverless::Function").items():
        assert TEMPLATE.resources[logical]["Metadata"] == {"BuildMethod": "makefile"}
        assert logs[function["LoggingConfig"]["LogGroup"]]["RetentionInDays"] == 14
        assert logs[function["LoggingConfig"]["LogGroup"]]["LogGroupName"].endswith(function["FunctionName"])


@pytest.mark.parametrize("group", [TableSettings, PinSettings, ApiSettings])
def test_every_mandatory_setting_has_a_value(group: type[object]) -> None:
    secrets = {
        "PinHashKey": "k" * 32,
        "ApiTokenSecret": "a secret" * 4,
        "EntryTokenSecret": "e" * 32,
        "TurnSecret": "u",
        "StreamKeySecret": "s",
        "WebhookKeySecret": "s",
    }

    assert read(group, TEMPLATE.function_settings(secrets))


@pytest.mark.parametrize("front", ["off", "on"])
def test_no_secret_stands_in_the_template(front: str) -> None:
    for function in api_of(FrontCheck=front).of_type("AWS::Serverless::Function").values():
        for name, value in function.get("Environment", {}).get("Variables", {}).items():
            if any(word in name for word in ("PASSWORD", "SECRET", "KEY")):
                parts = str(value).split(",") if (name, front) != ("API_FRONT_SECRET", "off") else []
                assert all(SECRET.fullmatch(part) for part in parts), name
                assert parts or value == ""


def test_every_function_behind_the_api_asks_for_what_cloudfront_proves_itself_with_and_no_other_does() -> None:
    def asking(front: str) -> dict[str, str]:
        functions = api_of(FrontCheck=front).of_type("AWS::Serverless::Function")
        found = {logical: one.get("Environment", {}).get("Variables", {}) for logical, one in functions.items()}
        return {logical: own["API_FRONT_SECRET"] for logical, own in found.items() if "API_FRONT_SECRET" in own}

    both = "{{resolve:secretsmanager:FrontSecretA}},{{resolve:secretsmanager:FrontSecretB}}"
    behind = {"MuxControlFunction", "LiveFunction", "RoomsFunction"}
    paths = {
        logical
        for logical, one in TEMPLATE.of_type("AWS::Serverless::Function").items()
        for event in one["Events"].values()
        if event["Type"] == "HttpApi" and event["Properties"]["Path"].startswith(("/v1/", "/docs", "/healthz"))
    }
    assert paths == behind
    assert asking("on") == dict.fromkeys(behind, both)
    assert asking("off") == asking("prepared") == dict.fromkeys(behind, "")


def test_the_fronts_secrets_are_copied_to_where_cloudfront_is_deployed_from() -> None:
    def copies(region: str) -> list[object]:
        template = Template(name="x", region=region, parameters={"FrontCheck": "prepared"})
        secrets = template.of_type("AWS::SecretsManager::Secret")
        return [secrets[name].get("ReplicaRegions") for name in ("FrontSecretA", "FrontSecretB")]

    assert copies(REGION) == [[{"Region": "us-east-1"}]] * 2
    # There they are already.
    assert copies("us-east-1") == [None] * 2


def test_each_node_has_a_queue_a_dead_letter_queue_and_a_policy_for_its_relay() -> None:
    queues = TEMPLATE.of_type("AWS::SQS::Queue")
    for node in ("fs1", "fs2"):
        queue, dead = queues[f"CommandQueue{node}"], queues[f"DeadCommands{node}"]
        assert queue["QueueName"] == f"freeswitch-functions-node-{node}.fifo"
        assert queue["RedrivePolicy"] == {
            "deadLetterTargetArn": f"DeadCommands{node}.Arn",
            "maxReceiveCount": MOST_TRIES,
        }
        assert dead["FifoQueue"] is True
        policy = TEMPLATE.of_type("AWS::IAM::ManagedPolicy")[f"RelayPolicy{node}"]["PolicyDocument"]["Statement"]
        assert policy[0]["Resource"] == f"CommandQueue{node}.Arn"


def test_recordings_go_after_the_days_that_a_domain_may_have() -> None:
    rules = TEMPLATE.of_type("AWS::S3::Bucket")["Recordings"]["LifecycleConfiguration"]["Rules"]
    tagged = {rule["TagFilters"][0]["Value"]: rule for rule in rules if "TagFilters" in rule}

    assert tuple(map(int, tagged)) == RETENTION_DAYS[1:]
    for days, rule in tagged.items():
        assert rule["TagFilters"] == [{"Key": TAG, "Value": days}]
        assert (rule["ExpirationInDays"], rule["Status"]) == (int(days), "Enabled")
    # Nothing else takes a recording away before its time.
    assert {rule["Id"] for rule in rules if "ExpirationInDays" in rule and "TagFilters" not in rule} == set()


def test_the_buckets_are_closed_and_encrypted() -> None:
    buckets = TEMPLATE.of_type("AWS::S3::Bucket")

    assert buckets.keys() == {"Recordings", "Stills", "Assets"}
    for bucket in buckets.values():
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
        assert bucket["BucketEncryption"]


def test_pages_may_send_uploads_and_nothing_else_to_any_bucket() -> None:
    buckets = TEMPLATE.of_type("AWS::S3::Bucket")
    cors = {
        name: bucket["CorsConfiguration"]["CorsRules"]
        for name, bucket in buckets.items()
        if "CorsConfiguration" in bucket
    }

    assert list(cors) == ["Assets"]
    (rule,) = cors["Assets"]
    assert (rule["AllowedMethods"], rule["AllowedHeaders"]) == (["PUT"], ["content-type"])


def test_stills_go_when_their_rows_do() -> None:
    bucket = TEMPLATE.of_type("AWS::S3::Bucket")["Stills"]

    assert bucket["LifecycleConfiguration"]["Rules"] == [
        {"Id": "stills", "Status": "Enabled", "ExpirationInDays": StillSettings().days}
    ]
    # With versions a day would not be their end.
    assert not {"VersioningConfiguration", "ObjectLockConfiguration", "ObjectLockEnabled"} & bucket.keys()


def test_a_film_has_versions_that_end_and_a_lock_where_one_is_wanted() -> None:
    plain = TEMPLATE.of_type("AWS::S3::Bucket")["Recordings"]
    wanted = {"RecordingsLockDays": "30", "RecordingsLockMode": "COMPLIANCE", "OldVersionDays": "3"}
    locked = Template(name="x", region=REGION, parameters=wanted).of_type("AWS::S3::Bucket")["Recordings"]
    (old,) = [rule for rule in locked["LifecycleConfiguration"]["Rules"] if rule["Id"] == "old-versions"]

    assert plain["VersioningConfiguration"] == {"Status": "Enabled"}
    assert not {"ObjectLockConfiguration", "ObjectLockEnabled"} & plain.keys()
    assert old == {
        "Id": "old-versions",
        "Status": "Enabled",
        "NoncurrentVersionExpiration": {"NoncurrentDays": "3"},
        "ExpiredObjectDeleteMarker": True,
    }
    assert locked["ObjectLockEnabled"] is True
    assert locked["ObjectLockConfiguration"]["Rule"] == {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": "30"}}


def test_a_client_that_waits_for_its_command_raises_no_alarm_about_look_ups() -> None:
    slow = [
        a for a in TEMPLATE.of_type("AWS::CloudWatch::Alarm").values() if a.get("MetricName") in ("Latency", "Duration")
    ]

    watched = {(alarm["Namespace"], each["Value"]) for alarm in slow for each in alarm["Dimensions"]}
    assert watched == {("AWS/Lambda", "DirectoryFunction"), ("AWS/Lambda", "DialplanFunction")}


@mock_aws
def test_its_tables_queues_and_bucket_can_be_made() -> None:
    urls = create_resources(TEMPLATE, region=REGION)
    sqs, dynamodb = boto3.client("sqs", REGION), boto3.client("dynamodb", REGION)

    assert len(dynamodb.list_tables()["TableNames"]) == len(table_properties())
    assert urls["CommandQueuefs1"].endswith("freeswitch-functions-node-fs1.fifo")
    attributes = sqs.get_queue_attributes(QueueUrl=urls["CommandQueuefs1"], AttributeNames=["All"])["Attributes"]
    assert attributes["VisibilityTimeout"] == "15"
    assert "freeswitch-functions-dead-fs1.fifo" in attributes["RedrivePolicy"]


def test_no_policy_lets_anybody_change_or_delete_an_entry_of_the_audit() -> None:
    policies = [
        *(function["Policies"][0] for function in TEMPLATE.of_type("AWS::Serverless::Function").values()),
        *(policy["PolicyDocument"] for policy in TEMPLATE.of_type("AWS::IAM::ManagedPolicy").values()),
    ]
    allowed = {
        action
        for policy in policies
        for statement in policy["Statement"]
        for action in as_list(statement["Action"])
        if any(resource.startswith("AuditTable") or resource == "*" for resource in as_list(statement["Resource"]))
    }

    # A BatchWriteItem could delete, and PartiQL change.
    assert "dynamodb:PutItem" in allowed
    assert allowed <= {"dynamodb:PutItem", "dynamodb:Query"}


def test_look_ups_live_whatever_the_api_does_where_some_of_the_account_is_reserved_for_them() -> None:
    def reserved(**parameters: str) -> dict[str, str]:
        functions = Template(name="x", region=REGION, parameters=parameters).of_type("AWS::Serverless::Function")
        name = "ReservedConcurrentExecutions"
        return {logical: function[name] for logical, function in functions.items() if name in function}

    lookups = ("DirectoryFunction", "DialplanFunction", "PinCheckFunction", "ConfigurationFunction")
    assert reserved() == {}
    assert reserved(LookupConcurrency="50") == dict.fromkeys(lookups, "50")


def test_what_is_logged_goes_after_the_days_that_are_asked_for() -> None:
    def days(**parameters: str) -> set[object]:
        logs = Template(name="x", region=REGION, parameters=parameters).of_type("AWS::Logs::LogGroup")
        return {log["RetentionInDays"] for log in logs.values()}

    assert (days(), days(Stage="production"), days(LogRetentionDays="30")) == ({14}, {90}, {"30"})


def api_of(**parameters: str) -> Any:
    return Template(name="x", region=REGION, parameters=parameters)


def test_behind_a_domain_that_asks_for_certificates_no_other_address_is_open() -> None:
    trusted = {"DomainName": "sip.example.com", "CertificateArn": "arn:c", "TruststoreUri": "s3://b/authorities.pem"}
    closed, open_to_all = api_of(**trusted), api_of()

    assert closed.of_type("AWS::Serverless::HttpApi")["Api"]["DisableExecuteApiEndpoint"] is True
    assert open_to_all.of_type("AWS::Serverless::HttpApi")["Api"]["DisableExecuteApiEndpoint"] is False
    domain = closed.of_type("AWS::ApiGatewayV2::DomainName")["ApiDomain"]
    assert domain["MutualTlsAuthentication"]["TruststoreUri"] == "s3://b/authorities.pem"


def refusals(**parameters: str) -> list[str]:
    """What the template's rules say against these parameters, in words; CloudFormation then changes nothing."""
    template = api_of(**parameters)
    return [
        each["AssertDescription"]
        for rule in template._tree["Rules"].values()
        if template._decided(rule["RuleCondition"])
        for each in rule["Assertions"]
        if not template._decided(each["Assert"])
    ]


def test_certificates_cannot_be_asked_for_while_the_default_address_stays_open() -> None:
    trusted = {"TruststoreUri": "s3://b/authorities.pem"}
    named = {**trusted, "DomainName": "sip.example.com"}

    assert refusals(**trusted) == ["With TruststoreUri set DomainName and CertificateArn"]
    assert refusals(**named) == ["With DomainName set CertificateArn"]
    assert refusals(**named, CertificateArn="arn:c") == refusals() == []


def test_cloudfront_and_certificates_of_clients_exclude_each_other() -> None:
    named = {"DomainName": "sip.example.com", "CertificateArn": "arn:c", "TruststoreUri": "s3://b/authorities.pem"}

    assert refusals(**named, FrontCheck="on") == ["With FrontCheck leave TruststoreUri empty"]
    assert refusals(FrontCheck="on") == refusals(FrontCheck="prepared") == []


def test_tokens_of_an_issuer_need_its_name_and_an_audience() -> None:
    keys = {"ApiJwksUrl": "https://issuer.example.com/keys"}
    complete = {**keys, "ApiTokenIssuer": "https://issuer.example.com", "ApiTokenAudience": "mux"}

    assert refusals(**keys) == ["With ApiJwksUrl set ApiTokenIssuer", "With ApiJwksUrl set ApiTokenAudience"]
    assert refusals(**complete) == []
