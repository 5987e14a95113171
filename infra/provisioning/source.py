"""A YAML file: its values, and the line of everything in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from functions.shared.provisioning.entries import SECRET_FIELDS
from functions.shared.provisioning.findings import PathPart


@dataclass(frozen=True)
class Problem:
    """What is wrong: where in the file, the field, the value and what would be right."""

    file: str
    line: int
    field: str
    value: str
    advice: str
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}{self.value}: {self.advice}"


class Refused(Exception):
    """The file cannot be applied; `problems` says all that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Source:
    """The file's text with the position of every field; `plain` is what YAML makes of it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        try:
            self._root = yaml.compose(text, Loader=yaml.SafeLoader)
            self.plain: object = yaml.safe_load(text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            raise Refused(
                [Problem(file, line, "the file", "", f"is not YAML: {getattr(error, 'problem', error)}")]
            ) from error
        except RecursionError:
            raise Refused([Problem(file, 1, "the file", "", "is nested deeper than its fields can be")]) from None

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

    def problem(self, steps: list[PathPart], advice: str, *, shown: bool = True) -> Problem:
        """Describe what is wrong at a place of the file; its value is shown unless it may be secret."""
        node, mark = self._found(steps)
        value = ""
        if shown and isinstance(node, yaml.ScalarNode):
            names = [str(step) for step in steps if isinstance(step, str)]
            secret = bool(names) and names[-1] in SECRET_FIELDS
            value = " (a secret value)" if secret else f" {node.value[:80]!r}"
        return self._at(mark, steps, value, advice)

    def text_at(self, steps: list[PathPart]) -> str:
        """Return what is written at a place, as it is written: `0123` is a number for YAML, and another one."""
        node, _ = self._found(steps)
        return node.value if isinstance(node, yaml.ScalarNode) else ""

    def written_twice(self) -> Iterator[Problem]:
        """Tell names that are there twice in one mapping: YAML takes the last and says nothing."""
        yield from self._twice(self._root, [], set())

    def _twice(self, node: yaml.Node | None, place: list[PathPart], seen: set[int]) -> Iterator[Problem]:
        # An alias leads to a node that was here already, perhaps to one that we are in.
        if node is None or id(node) in seen:
            return
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            for index, below in enumerate(node.value):
                yield from self._twice(below, [*place, index], seen)
        elif isinstance(node, yaml.MappingNode):
            lines: dict[str, int] = {}
            for key, below in node.value:
                name = str(key.value)
                if name in lines and name != "<<":
                    advice = f"is in line {lines[name]} already: YAML would take the last one only"
                    yield self._at(key.start_mark, [*place, name], "", advice)
                lines[name] = key.start_mark.line + 1
                yield from self._twice(below, [*place, name], seen)

    def _at(self, mark: yaml.Mark | None, steps: list[PathPart], value: str, advice: str) -> Problem:
        line, column = (mark.line + 1, mark.column) if mark else (1, 0)
        return Problem(self.file, line, _dotted(steps), value, advice, column)

    def _found(self, steps: list[PathPart]) -> tuple[yaml.Node | None, yaml.Mark | None]:
        """Return the node at a place, or None, and where it is or should be."""
        node = self._root
        mark = node.start_mark if node is not None else None
        for step in steps:
            below = _child(node, step)
            if below is None:
                return None, mark
            name, node = below
            mark = name.start_mark
        return node, mark


def _child(node: yaml.Node | None, step: PathPart) -> tuple[yaml.Node, yaml.Node] | None:
    """Return what names a node (its key; an item of a list names itself) and the node."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        # Of two with one name YAML takes the last.
        return next(((key, value) for key, value in reversed(node.value) if key.value == str(step)), None)
    return None


def _dotted(steps: list[PathPart]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".") or "the file"
