"""`make sam-local`: what `sam local` needs to run the built functions against the tables of the running `make run`."""

import json
import os
import platform
import socket
import sys
import tempfile
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from urllib.parse import urlsplit

import msgspec

from infra.local.functions_of_run import FILE, FunctionsOfRun, read_run
from infra.local.template import Template
from infra.sam.events import EVENTS, FREESWITCH, OPERATOR, ROOT

FOLDER = ROOT / ".aws-sam" / "local"
STACKS = "freeswitch-functions-*"
ARCHITECTURES = {"x86_64": "x86_64", "amd64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}
PORT = 3010
LOOK_SECONDS = 1.0
KEY_FILE = "key.sh"
DOCKER_HOST = "host.docker.internal"


class NoStack(Exception):
    """None runs, or more than one; in words for the terminal."""


@dataclass(frozen=True)
class Machine:
    """What of this machine matters to `sam local`."""

    processor: str
    system: str

    @property
    def architecture(self) -> str:
        return ARCHITECTURES.get(self.processor.lower(), self.processor)

    def seen_from_a_container(self, url: str) -> str:
        """On Linux a container shares our network; elsewhere it is in a virtual machine that knows us by a name."""
        return url if self.system == "Linux" else url.replace("127.0.0.1", DOCKER_HOST)


def running(temporary: Path, chosen: str = "") -> Path:
    """The folder of the one local stack that runs, or of the chosen one.

    Raises:
        NoStack: it is not there, or there are several.
    """
    found = [Path(chosen)] if chosen else sorted(temporary.glob(STACKS))
    mine = [one for one in found if (one / FILE).is_file() and one.stat().st_uid == os.getuid() and _runs(one)]
    if not mine:
        raise NoStack("no local stack runs here: start one with `make run` and leave it running")
    if len(mine) > 1:
        listed = "".join(f"\n  make sam-local ARGS={one}" for one in mine)
        raise NoStack(f"several local stacks run here, say which one:{listed}")
    return mine[0]


def _runs(stack: Path) -> bool:
    """Whether its embedded services still listen: a stack that was killed leaves its folder behind."""
    try:
        aws = urlsplit(read_run(stack).settings["AWS_ENDPOINT_URL"])
        socket.create_connection((aws.hostname, aws.port or 80), LOOK_SECONDS).close()
    except (OSError, KeyError, msgspec.MsgspecError):
        return False
    return True


def env_json(run: FunctionsOfRun, machine: Machine) -> dict[str, dict[str, str]]:
    """The settings of each function; `sam local` takes those alone that the template declares."""
    template = Template(name="sam-local", region=run.region)
    return {
        logical: {
            name: machine.seen_from_a_container(run.settings[name])
            for name in sorted(template.declared_settings(function))
            if name in run.settings
        }
        for logical, function in template.of_type("AWS::Serverless::Function").items()
    }


def signed(event: str, run: FunctionsOfRun) -> str:
    """An event of `events/` as somebody sends it who may."""
    basic = b64encode(run.lookups.encode()).decode()
    return event.replace(FREESWITCH, f"Basic {basic}").replace(OPERATOR, f"Bearer {run.token}")


def words(machine: Machine, folder: Path) -> str:
    """What to type."""
    network = " --docker-network host" if machine.system == "Linux" else ""
    common = (
        f"--template .aws-sam/build/template.yaml --parameter-overrides Architecture={machine.architecture}"
        f" --env-vars {folder}/env.json{network}"
    )
    return "\n".join(
        [
            f"Written: env.json, {KEY_FILE} and events/ in {folder}, for this run of `make run` and this user only.",
            "",
            *(
                ()
                if machine.system == "Linux"
                else (f"  # `make run` was started as LOCAL_HOSTS={DOCKER_HOST} make run",)
            ),
            "  # needs python3.13, and a container runtime for what follows",
            f"  make build ARCH={machine.architecture}",
            # Not printed: it opens every table of this run.
            f"  . {folder}/{KEY_FILE}",
            f"  .venv/bin/sam local invoke DirectoryFunction --event {folder}/events/directory.json {common}",
            f"  .venv/bin/sam local start-api --port {PORT} {common}",
        ]
    )


def write(run: FunctionsOfRun, machine: Machine, folder: Path, events: Mapping[str, str]) -> None:
    """Write everything anew, readable by this user only: it opens this run."""
    (folder / "events").mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    key = {**run.aws.environment, "AWS_DEFAULT_REGION": run.region}
    exported = "".join(f"export {name}={quote(value)}\n" for name, value in key.items())
    (folder / KEY_FILE).write_text(exported, encoding="utf-8")
    (folder / "env.json").write_text(json.dumps(env_json(run, machine), indent=2) + "\n", encoding="utf-8")
    for name, event in events.items():
        (folder / "events" / name).write_text(signed(event, run), encoding="utf-8")


def main() -> int:
    machine = Machine(platform.machine(), platform.system())
    try:
        stack = running(Path(tempfile.gettempdir()), "".join(sys.argv[1:]))
    except NoStack as problem:
        print(problem, file=sys.stderr)
        return 1
    run = read_run(stack)
    write(run, machine, FOLDER, {file.name: file.read_text("utf-8") for file in EVENTS.glob("*.json")})
    print(words(machine, FOLDER.relative_to(ROOT)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
