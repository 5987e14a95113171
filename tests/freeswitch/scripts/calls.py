"""Runs dial_in.lua against a stubbed session and a real HTTP server."""

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "freeswitch" / "scripts" / "dial_in.lua"
STUB = Path(__file__).with_name("stub_switch.lua")
DEADLINE_S = 30
ID, PIN = "73914628", "580273"
JOINED = ("conference", "my-conf-name@telephone")


@dataclass(frozen=True)
class Step:
    """One thing that the script did on the switch."""

    what: str
    arguments: list[str | float]


@dataclass
class Caller:
    """Who calls, what he types, and when he hangs up."""

    functions_url: str
    typed: list[str] = field(default_factory=list)
    number: str = "15550100"
    dialled: str = "18005550199"
    hang_up_at: int | None = None
    globals: dict[str, str] = field(default_factory=dict)
    missing_module: str | None = None
    # With which causes the calls to other nodes end, one after the other.
    bridges_end: list[str] = field(default_factory=list)
    # And for how many seconds each was there; of one that nobody answered, negative, how long that took.
    bridges_last: list[int] = field(default_factory=list)
    language: str | None = None
    # The payload type of telephone events, empty if the trunk has none.
    telephone_event: str = "101"
    # Whether the route says that the trunk's keys are tones in the sound.
    tones: bool = False

    def call(self, lua: str, folder: Path) -> list[Step]:
        scenario = {
            "globals": {
                "script_dir": str(SCRIPT.parent),
                "prompts_dir": str(ROOT / "freeswitch" / "prompts"),
                "functions_url": self.functions_url,
                "functions_user": "fs",
                "functions_password": "secret",
                "node_name": "fs1",
                **self.globals,
            },
            "variables": {
                "caller_id_number": self.number,
                "destination_number": self.dialled,
                "rtp_2833_recv_payload": self.telephone_event,
                "uuid": "0d8b3c1e-7d4e-4b7e-9d5c-1f2a3b4c5d6e",
                **({"dial_in_tones": "true"} if self.tones else {}),
            },
            "typed": self.typed,
            "hang_up_at": self.hang_up_at,
            "missing_module": self.missing_module,
            "language": self.language,
            "bridges_end": self.bridges_end,
            "bridges_last": self.bridges_last,
        }
        path = folder / "scenario.json"
        path.write_text(json.dumps({name: value for name, value in scenario.items() if value is not None}))
        run = subprocess.run(
            [lua, str(STUB), str(SCRIPT), str(path)], capture_output=True, text=True, timeout=DEADLINE_S, check=False
        )
        assert run.returncode == 0, run.stderr
        return [Step(step["what"], list(step["arguments"])) for step in json.loads(run.stdout)]


def played(steps: list[Step]) -> list[str]:
    """The prompts in the order in which the caller heard them, as language/name."""
    files = [
        step.arguments[0] if step.what == "streamFile" else step.arguments[2]
        for step in steps
        if step.what in {"streamFile", "read"}
    ]
    return ["/".join(Path(str(path)).with_suffix("").parts[-2:]) for path in files]


def executed(steps: list[Step]) -> list[tuple[str, str]]:
    return [(str(step.arguments[0]), str(step.arguments[1])) for step in steps if step.what == "execute"]


def variables(steps: list[Step]) -> dict[str, str]:
    return {str(step.arguments[0]): str(step.arguments[1]) for step in steps if step.what == "setVariable"}


def logged(steps: list[Step]) -> str:
    return "".join(str(step.arguments[1]) for step in steps if step.what == "log")
