"""What the tests of stills share."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest

from tests.freeswitch.relay.child import aws_server
from tests.freeswitch.relay.play import playground, until

if TYPE_CHECKING:
    pass

from tests.freeswitch.relay.stills.desk import Desk, desk_in
from tests.freeswitch.relay.stills.scene import BUCKET, Scene, settings


@pytest.fixture
def bucket() -> str:
    return BUCKET


@pytest.fixture
def started() -> bool:
    return True


@pytest.fixture
def scene(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_client: None, bucket: str, started: bool
) -> Iterator[Scene]:
    """A relay, a conference of two with video, and S3."""
    root = tmp_path / "stills"
    with (
        playground(start=started, stills_root=str(root), output_settings=settings(bucket)) as here,
        aws_server() as aws,
    ):
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket=BUCKET)
        # For the storing process; this one's clients have been made.
        monkeypatch.setenv("AWS_ENDPOINT_URL", aws)
        for user in ("1000", "1001"):
            here.switch.join("internal", user)
        if started:
            until(lambda: (room := here.relay.follower.rooms.named("internal")) is not None and len(room.members) == 2)
        try:
            yield Scene(here, root, s3, aws)
        finally:
            here.relay.stills.storing.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path / "stills") as one:
        yield one
