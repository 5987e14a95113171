"""The Compose files as Compose reads them: `extends` resolved, variables put in."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
TRIAL, FLEET, TURN = "compose.yaml", "compose.fleet.yaml", "compose.turn.yaml"
FILES = (TRIAL, FLEET, TURN)
SHARED = "compose.services.yaml"

_VARIABLE = re.compile(r"\$\{(\w+)(?:(:?[-?+])([^}]*))?\}")


class NotSaid(Exception):
    """A mandatory variable is missing; the text says which, and what it is."""


def document(name: str) -> dict[str, Any]:
    """One file, as it stands there."""
    found = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def services(name: str) -> dict[str, dict[str, Any]]:
    """A file's services with what they extend: mappings are joined, lists follow each other (Compose's rules)."""
    return {service: _extended(content) for service, content in document(name)["services"].items()}


def _extended(service: Mapping[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in service.items() if key != "extends"}
    if "extends" not in service:
        return own
    base = document(service["extends"]["file"])["services"][service["extends"]["service"]]
    return _joined(_extended(base), own)


def _joined(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    joined = dict(base)
    for key, value in own.items():
        before = base.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            joined[key] = _joined(before, value)
        elif isinstance(before, list) and key not in {"entrypoint", "command"}:
            joined[key] = [*before, *value]
        else:
            joined[key] = value
    return joined


def said(value: object, environ: Mapping[str, str]) -> object:
    """A value, or everything in it, with the variables put in as Compose does it.

    Raises:
        NotSaid: a mandatory one is missing.
    """
    if isinstance(value, dict):
        return {key: said(inner, environ) for key, inner in value.items()}
    if isinstance(value, list):
        return [said(inner, environ) for inner in value]
    return _VARIABLE.sub(lambda found: _put_in(found, environ), value) if isinstance(value, str) else value


def _put_in(found: re.Match[str], environ: Mapping[str, str]) -> str:
    name, how, word = found[1], found[2] or "", found[3] or ""
    value = environ.get(name)
    # With a colon an empty one is as good as none.
    there = bool(value) if how.startswith(":") else value is not None
    if how.endswith("+"):
        return word if there else ""
    if there:
        return value or ""
    if how.endswith("?"):
        raise NotSaid(f"{name}: {word}")
    return word
