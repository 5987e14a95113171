"""What `make run` leaves in its folder for programs that start the functions elsewhere."""

from pathlib import Path

import msgspec

from infra.local.aws.key import AwsKey

FILE = "functions.json"


class FunctionsOfRun(msgspec.Struct, frozen=True):
    """All functions' settings together, the region, a token of the demo's operator, the embedded services' key."""

    settings: dict[str, str]
    region: str
    token: str
    aws: AwsKey
    # What the node sends with its look-ups, `name:password`.
    lookups: str = ""

    def write(self, folder: Path) -> None:
        """Into the stack's folder, which is its user's only."""
        (folder / FILE).write_bytes(msgspec.json.encode(self))


def read_run(folder: Path) -> FunctionsOfRun:
    return msgspec.json.decode((folder / FILE).read_bytes(), type=FunctionsOfRun)
