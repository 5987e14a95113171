"""A client of S3 for links that we sign and files that go."""

from typing import TYPE_CHECKING, Literal

import boto3
from botocore.config import Config

from functions.shared.version import USER_AGENT

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def bucket_client(region: str, addressing: Literal["path", "virtual", "auto"]) -> "S3Client":
    """Make one that gives up after three seconds; `path` is for buckets on this machine."""
    config = Config(
        signature_version="s3v4",
        user_agent_extra=USER_AGENT,
        connect_timeout=1,
        read_timeout=3,
        retries={"total_max_attempts": 2, "mode": "standard"},
        s3={"addressing_style": addressing},
    )
    return boto3.client("s3", region_name=region, config=config)
