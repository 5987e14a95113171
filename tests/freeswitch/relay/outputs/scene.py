"""A relay with its outputs, the stand-in, tables, a queue, S3 and a disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest

from freeswitch.relay.outputs.put_together import AllOutputSettings
from freeswitch.relay.outputs.recordings import finisher
from functions.shared.outputs.jobs import RecordingRow, StreamRow
from functions.shared.settings import OutputSettings, RecordingSettings, StreamSettings
from functions.shared.tables.conferences.outputs import find_output
from tests.freeswitch.relay.child import aws_server
from tests.freeswitch.relay.finishing import beside_tests
from tests.freeswitch.relay.finishing.films import film
from tests.freeswitch.relay.outputs.switch import SECRET
from tests.freeswitch.relay.play import Play, playground, until

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "films"
# A process of its own, at the lowest priority there is: beside other tests it gets what none of them wants.
FINISH_SECONDS = 480.0


@dataclass
class Scene:
    """What a test plays on."""

    playground: Play
    root: Path
    s3: "S3Client"
    aws: str
    environment: pytest.MonkeyPatch

    def run(self) -> None:
        """Let the outputs' loop turn."""
        self.playground.relay.begin("outputs")

    def recording(self, output_id: str = "r1") -> RecordingRow:
        row = find_output("internal", "recording", output_id)
        assert row is not None
        return row

    def stream(self, output_id: str = "s1") -> StreamRow:
        row = find_output("internal", "stream", output_id)
        assert row is not None
        return row

    def becomes(self, state: str, output_id: str = "r1", seconds: float = FINISH_SECONDS) -> RecordingRow:
        """Wait until the recording's row says so."""
        until(lambda: (row := find_output("internal", "recording", output_id)) and row.state.state == state, seconds)
        return self.recording(output_id)

    def stream_becomes(self, state: str, output_id: str = "s1", seconds: float = 60.0) -> StreamRow:
        until(lambda: (row := find_output("internal", "stream", output_id)) and row.state.state == state, seconds)
        return self.stream(output_id)

    def files(self) -> list[str]:
        return sorted(str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file())


@contextmanager
def scene(
    root: Path, environment: pytest.MonkeyPatch, *, bucket: str = BUCKET, start: bool = True, days: int = 0
) -> Iterator[Scene]:
    """Everything for one test; the conference `internal` has two members with video."""
    settings = AllOutputSettings(
        outputs=OutputSettings(free_share=0.0),
        recordings=RecordingSettings(bucket=bucket, region="us-east-1", retention_days=days),
        streams=StreamSettings(
            key_secrets=(SECRET,), allowed_targets=("127.0.0.1",), allowed_ports=(range(1998, 2000),)
        ),
    )
    environment.setattr(finisher, "MODULE", beside_tests.MODULE)
    recordings = root / "recordings"
    recordings.mkdir()
    content = film(root / "film.mkv").read_bytes()
    with (
        playground(start=start, recordings_root=str(recordings), output_settings=settings) as here,
        aws_server() as aws,
    ):
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket=BUCKET)
        # For the finishing process; this one's clients have been made.
        environment.setenv("AWS_ENDPOINT_URL", aws)
        here.switch.switch.recording_content = content
        for user in ("1000", "1001"):
            here.switch.join("internal", user)
        if start:
            until(lambda: (room := here.relay.follower.rooms.named("internal")) is not None and len(room.members) == 2)
        play = Scene(here, recordings, s3, aws, environment)
        if start:
            play.run()
            until(lambda: here.relay.outputs.loading.loaded)
        try:
            yield play
        finally:
            here.relay.outputs.finisher.stop()
