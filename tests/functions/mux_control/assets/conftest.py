"""An installation with a bucket, and a node that serves the domain."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from starlette.testclient import TestClient

from functions.mux_control.assets import bucket
from functions.shared.settings import AssetSettings
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.identities import IdentitiesItem, Identity

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "own-files"


@pytest.fixture
def s3(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> "Iterator[S3Client]":
    """The bucket; fs1 serves example.com."""
    monkeypatch.setattr(bucket, "settings", AssetSettings(bucket=BUCKET, region="us-east-1"))
    bucket.s3_client.cache_clear()
    client = boto3.client("s3", region_name="us-east-1")
    client.create_bucket(Bucket=BUCKET)
    identity = Identity(name="fs1", domains=("example.com",))
    IdentitiesItem("fs1", "#", body=encode(identity)).save()
    forget_identities()
    yield client
    bucket.s3_client.cache_clear()
    forget_identities()
