"""Writes the Python client's generated files: `python -m infra.generated.python_client`, or into another folder."""

import subprocess
import sys
from pathlib import Path

import msgspec

from functions.mux_control.operations import DESCRIPTION
from infra.generated.python_client.annotations import mapping
from infra.generated.python_client.operations import ASYNC, WAITING, operations_module
from infra.generated.python_client.structs import structs_module
from infra.generated.python_client.unions import with_named_unions

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "clients" / "python" / "src" / "freeswitch_functions_client"


def files() -> dict[str, str]:
    """Return the text of each generated file by its name, as ruff formats it."""
    described = with_named_unions(mapping(msgspec.json.decode(msgspec.json.encode(DESCRIPTION))))
    texts = {
        "schemas.py": structs_module(described),
        "operations.py": operations_module(described, WAITING),
        "async_operations.py": operations_module(described, ASYNC),
    }
    return {name: _tidy(name, text) for name, text in texts.items()}


def _tidy(name: str, text: str) -> str:
    """The text as `make format` would leave it; what ruff corrects by itself is corrected."""
    ruff = Path(sys.executable).with_name("ruff")
    named = ["--stdin-filename", str(PACKAGE / name), "-"]
    for command in (["check", "--fix-only", "--quiet"], ["format"]):
        text = subprocess.run(
            [ruff, *command, *named], input=text, text=True, capture_output=True, check=True, timeout=60
        ).stdout
    return text


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")
