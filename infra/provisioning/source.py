"""A YAML file as typed entries, and the line of everything in it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import yaml

from infra.provisioning.file_format import SECRET_FIELDS, Provisioning

Step = str | int
# `$.domains[0].users[2].name`, as msgspec writes where it stopped.
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


@dataclass(frozen=True)
class Problem:
    """What is wrong: where in the file, the field, the value and what would be right."""

    file: str
    line: int
    field: str
    value: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}{self.value}: {self.advice}"


class Refused(Exception):
    """The file cannot be applied; `problems` says all that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Source:
    """The file's text with the position of every field."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        try:
            self._root = yaml.compose(text, Loader=yaml.SafeLoader)
            self._plain = yaml.safe_load(text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            raise Refused(
                [Problem(file, line, "the file", "", f"is not YAML: {getattr(error, 'problem', error)}")]
            ) from error

    @classmethod
    def read(cls, path: Path) -> "Source":
        """Read a file.

        Raises:
            Refused: the file is not there, is not UTF-8 or is not YAML.
        """
        try:
            return cls(str(path), path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise Refused([Problem(str(path), 1, "the file", "", f"cannot be read: {error}")]) from error

    def entries(self) -> Provisioning:
        """Return the typed content.

        Raises:
            Refused: a field is missing, unknown or of the wrong type.
        """
        try:
            return msgspec.convert(self._plain if self._plain is not None else {}, Provisioning)
        except msgspec.ValidationError as error:
            reason, _, place = str(error).partition(" - at `")
            steps: list[Step] = [
                int(index) if index.isdigit() else name or index for name, index in _STEP.findall(place.rstrip("`"))
            ]
            advice = reason[0].lower() + reason[1:]
            if reason.startswith("Expected `str`, got `int`"):
                advice += "; write it in quotes"
            raise Refused([self.problem(steps, advice)]) from error

    def problem(self, steps: list[Step], advice: str) -> Problem:
        """Describe what is wrong at a place of the file."""
        node, shown = self._root, ""
        for step in steps:
            found = _child(node, step)
            if found is None:
                break
            node = found
        names = [str(step) for step in steps if isinstance(step, str)]
        if isinstance(node, yaml.ScalarNode):
            secret = bool(names) and names[-1] in SECRET_FIELDS
            shown = " (a secret value)" if secret else f" {node.value[:80]!r}"
        line = node.start_mark.line + 1 if node is not None else 1
        return Problem(self.file, line, _dotted(steps), shown, advice)


def _child(node: yaml.Node | None, step: Step) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return _node(node.value[step])
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    return None


def _node(value: Any) -> yaml.Node | None:
    return value if isinstance(value, yaml.Node) else None


def _dotted(steps: list[Step]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".") or "the file"
