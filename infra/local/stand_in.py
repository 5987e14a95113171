"""The stand-in FreeSWITCH of a run: what it is started with, and where it takes orders."""

from pathlib import Path

from infra.local.children import ROOT
from infra.local.ports import HOST


class StandIn:
    """One that has not been started yet.

    Args:
        folder: where it writes to.
        control_port: where it takes orders, if something is played on it.
        meeting: what is played on it; with anything, nobody calls by themselves.
    """

    def __init__(self, folder: Path, control_port: int, meeting: str) -> None:
        self._folder, self._control_port, self._meeting = folder, control_port, meeting

    @property
    def program(self) -> list[str]:
        """The module and its arguments."""
        return ["infra.fake_freeswitch", *(["--no-callers"] if self._meeting else [])]

    @property
    def control(self) -> str:
        """Where it takes orders, as host and port."""
        return f"{HOST}:{self._control_port}"

    @property
    def environment(self) -> dict[str, str]:
        """Where it writes to, and where the pictures lie that it can show."""
        return {
            "IMAGES_ROOT": str(ROOT / "freeswitch" / "images"),
            "ASSETS_ROOT": str(self._folder / "assets"),
            "STILLS_ROOT": str(self._folder / "stills"),
            "STAND_IN_WRITES_RECORDINGS": "1",
            **({"STAND_IN_CONTROL_PORT": str(self._control_port)} if self._meeting else {}),
        }
