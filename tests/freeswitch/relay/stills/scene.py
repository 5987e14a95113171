"""A relay that takes stills, a conference of two with video, and S3."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from freeswitch.relay.outputs.put_together import AllOutputSettings
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.commands.outputs.stills import TakeStill
from functions.shared.outputs.stills import StillRow
from functions.shared.settings import OutputSettings, RecordingSettings, StreamSettings
from functions.shared.tables.conferences.stills import find_still
from tests.freeswitch.relay.play import Play, until

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "pictures"
# A process of its own starts slowly on a busy machine.
STORE_SECONDS = 180.0


@dataclass
class Scene:
    """What a test plays on."""

    playground: Play
    root: Path
    s3: "S3Client"
    aws: str

    def take(self, still: str = "s1") -> CommandRow:
        return self.playground.done(TakeStill(still=still))

    def row(self, still: str = "s1") -> StillRow:
        row = find_still("internal", still, now=time.time())
        assert row is not None
        return row

    def becomes(self, state: str, still: str = "s1") -> StillRow:
        until(
            lambda: (row := find_still("internal", still, now=time.time())) and row.state.state == state, STORE_SECONDS
        )
        return self.row(still)

    def run(self) -> None:
        """Let the loop that stores turn."""
        self.playground.relay.begin("outputs")

    def files(self) -> list[str]:
        return sorted(path.name for path in self.root.glob("*"))

    def is_empty(self) -> bool:
        return self.files() == []


def settings(bucket: str) -> AllOutputSettings:
    return AllOutputSettings(
        outputs=OutputSettings(),
        recordings=RecordingSettings(bucket=bucket, region="us-east-1"),
        streams=StreamSettings(),
    )
