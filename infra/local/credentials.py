"""What the processes of one run share: secrets that are made unless given, and the environment built from them."""

import secrets

import msgspec

from functions.shared.nodes import passwords as node_passwords
from functions.shared.settings import LocalStackSettings, child_environment
from infra.local.aws.key import AwsKey
from infra.local.ports import HOST
from infra.local.template import Template

STACK_NAME = "freeswitch-functions"
# The setting of each queue that wakes somebody, and its name in the template.
QUEUES = {
    "WAKE_QUEUE_URL": "WakeQueue",
    "WEBHOOK_QUEUE_URL": "WebhookQueue",
    "ENDING_QUEUE_URL": "EndingQueue",
    "TELLING_QUEUE_URL": "TellingQueue",
}


class Credentials(msgspec.Struct, frozen=True):
    """Random per run, so that nothing in a screenshot or a shell history opens anything later."""

    xml_curl_passwords: tuple[str, ...]
    pin_hash_key: str
    token_secret: str
    esl_password: str
    stream_key_secret: str
    webhook_key_secret: str
    entry_token_secret: str
    turn_secret: str
    aws: AwsKey


def make_credentials(settings: LocalStackSettings) -> Credentials:
    return Credentials(
        xml_curl_passwords=settings.xml_curl_passwords or (node_passwords.made(),),
        pin_hash_key=settings.pin_hash_key or secrets.token_urlsafe(36),
        token_secret=settings.token_secret or secrets.token_urlsafe(36),
        esl_password=settings.esl_password or secrets.token_urlsafe(24),
        stream_key_secret=secrets.token_urlsafe(36),
        webhook_key_secret=secrets.token_urlsafe(36),
        entry_token_secret=secrets.token_urlsafe(36),
        turn_secret=secrets.token_urlsafe(36),
        aws=AwsKey(secrets.token_hex(10).upper(), secrets.token_urlsafe(30)),
    )


def client_environment(settings: LocalStackSettings, credentials: Credentials, aws_port: int) -> dict[str, str]:
    """What a program needs to use this stack's tables, queues and API: also printed, for other terminals."""
    return {
        "AWS_ENDPOINT_URL": f"http://{HOST}:{aws_port}",
        **credentials.aws.environment,
        "AWS_DEFAULT_REGION": settings.region,
        "PIN_HASH_KEY": credentials.pin_hash_key,
        "API_TOKEN_SECRET": credentials.token_secret,
        # `make provision` seals the keys of rooms' rules.
        "STREAM_KEY_SECRET": credentials.stream_key_secret,
    }


def queues_environment(template: Template, aws_port: int) -> dict[str, str]:
    """Where the queues are that wake somebody."""
    return {name: template.queue_url(logical, f"http://{HOST}:{aws_port}") for name, logical in QUEUES.items()}


def environment(
    settings: LocalStackSettings, credentials: Credentials, template: Template, aws_port: int
) -> dict[str, str]:
    """Everything that the functions, the relay and provisioning read."""
    declared = template.function_settings(
        {
            "PinHashKey": credentials.pin_hash_key,
            "ApiTokenSecret": credentials.token_secret,
            "EntryTokenSecret": credentials.entry_token_secret,
            "TurnSecret": credentials.turn_secret,
            "StreamKeySecret": credentials.stream_key_secret,
            "WebhookKeySecret": credentials.webhook_key_secret,
        }
    )
    # The template's own values give way to what the terminal says; nothing of a real AWS account gets in.
    said = child_environment({}, without="AWS_")
    return {
        **declared,
        # A busy laptop is slower than DynamoDB.
        "DYNAMODB_CONNECT_SECONDS": "1",
        "DYNAMODB_READ_SECONDS": "1",
        # Whoever tries a webhook here has its receiver here.
        "WEBHOOK_ALLOWED_TARGETS": "127.0.0.0/8",
        **said,
        **queues_environment(template, aws_port),
        **client_environment(settings, credentials, aws_port),
        "AWS_EC2_METADATA_DISABLED": "true",
        "TABLE_PREFIX": declared["TABLE_PREFIX"],
        "XML_CURL_PASSWORD": ",".join(credentials.xml_curl_passwords),
        "POWERTOOLS_LOG_LEVEL": settings.log_level,
        "RELAY_LOG_LEVEL": settings.log_level,
        "POWERTOOLS_METRICS_DISABLED": "true",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
    }
