"""What `make run` leaves in its folder for programs that start the functions elsewhere."""

from pathlib import Path

import msgspec

FILE = "functions.json"


class FunctionsOfRun(msgspec.Struct, frozen=True):
    """The settings of all functions together, the region, and a token of the demo's operator."""

    settings: dict[str, str]
    region: str
    token: str

    def write(self, folder: Path) -> None:
        """Into the stack's folder, which is its user's only."""
        (folder / FILE).write_bytes(msgspec.json.encode(self))


def read_run(folder: Path) -> FunctionsOfRun:
    return msgspec.json.decode((folder / FILE).read_bytes(), type=FunctionsOfRun)
