"""A command is one class: nothing else has to know of it."""

import inspect
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from functions.shared.commands import Confirmed, Reply, voice
from tests.functions.shared.commands.energy import SetEnergy
from tests.functions.shared.commands.here import ADA, HERE
from tests.functions.shared.commands.recorded import first, replies

ROOT = Path(__file__).parents[4]
# Run beside the copy, where the class stands in its noun's file.
ASKED = """
import json
from functions.mux_control.operations import OPERATIONS
from functions.mux_control.description.openapi import description
from functions.mux_control.picture.scenes import run_command, run_scene
from functions.shared.commands import Meeting, decode_command, encode_command, redact

wish = {"kind": "set_energy", "member": "a", "level": 300}
there = Meeting("internal", {"a": 3})
described = description(OPERATIONS)
body = described["paths"]["/v1/conferences/{conference}/commands"]["post"]["requestBody"]
told = {
    "stored": encode_command(decode_command(wish)).decode(),
    "sent": [line.text for line in run_command(wish, None).lines(there)],
    "in_scene": [line.text for step in run_scene({"steps": [wish]}, None).plain() for line in step.lines(there)],
    "hidden": redact("conference internal energy 3 300"),
    "allowed": body["content"]["application/json"]["schema"]["discriminator"]["mapping"]["set_energy"],
    "described": described["components"]["schemas"]["SetEnergy"]["description"],
}
print(json.dumps(told))
"""


def test_a_class_alone_goes_from_text_to_reply_and_proof() -> None:
    command = SetEnergy(member=ADA, level=300)
    lines = command.lines(HERE)

    assert [line.text for line in lines] == ["conference internal energy 3 300"]
    assert command.read(lines, [replies(lines[0].text)[0]]) == Reply(True, None, None, "Energy 3 = 300")
    assert command.read(lines, ["-ERR Non-Existant ID 3\n"]).reason == "member_gone"
    assert command.confirms(first("energy-level-member"), HERE) == Confirmed("energy-level-member")
    assert command.confirms(first("mute-member"), HERE) is None
    assert (command.retry, command.slow, command.state_query(HERE)) == ("repeatable", False, None)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The functions, with the class at the end of its noun's file."""
    shutil.copytree(ROOT / "functions", tmp_path / "functions", ignore=shutil.ignore_patterns("__pycache__"))
    source = inspect.getsource(sys.modules[SetEnergy.__module__])
    noun = tmp_path / Path(str(voice.__file__)).relative_to(ROOT)
    noun.write_text(f"{noun.read_text()}\n\n{source}")
    return tmp_path


def test_a_class_in_its_nouns_file_is_taken_stored_described_and_hidden(copy: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert run.returncode == 0, run.stderr.decode()
    assert json.loads(run.stdout) == {
        "stored": '{"kind":"set_energy","member":"a","level":300}',
        "sent": ["conference internal energy 3 300"],
        "in_scene": ["conference internal energy 3 300"],
        "hidden": "conference internal energy 3 …",
        "allowed": "#/components/schemas/SetEnergy",
        "described": SetEnergy.__doc__,
    }
