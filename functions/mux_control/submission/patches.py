"""PATCH bodies: every field that is sent becomes a step; one step is a plain command."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from functions.shared.api.bodies import read_body
from functions.shared.api.field_errors import shown
from functions.shared.api.problems import invalid_field
from functions.shared.commands import Command, InvalidCommand, decode_command

Patch = TypeVar("Patch", bound=msgspec.Struct)


@dataclass(frozen=True)
class Wish:
    """Which command a field of a PATCH stands for, and which field of it takes the value; null may be a command too."""

    kind: str
    takes: str | None
    fixed: Mapping[str, object] = field(default_factory=dict)
    null_kind: str | None = None

    def command(self, value: object) -> dict[str, object]:
        if value is None and self.null_kind is not None:
            return {"kind": self.null_kind}
        taken = {} if self.takes is None else {self.takes: value}
        return {"kind": self.kind, **self.fixed, **taken}


def kinds_of(wishes: Mapping[str, Wish]) -> dict[str, str]:
    """The command that each field stands for."""
    return {name: wish.kind for name, wish in wishes.items()}


def read_patch(raw: object, kind: type[Patch]) -> Patch:
    """Read a PATCH body; one that changes nothing is refused."""
    patch = read_body(raw, kind)
    if not msgspec.to_builtins(patch):
        fields = ", ".join(field.encode_name for field in msgspec.structs.fields(kind))
        raise invalid_field("", "changes nothing", value=shown(raw), expected=f"at least one of {fields}")
    return patch


def steps_of(patch: msgspec.Struct, wishes: Mapping[str, Wish], **common: object) -> list[Command]:
    """Make the steps of a patch; what the catalogue refuses is told by the name of the patch's field."""
    steps = []
    for name, value in msgspec.to_builtins(patch).items():
        wish = wishes[name]
        try:
            steps.append(decode_command(wish.command(value) | common))
        except InvalidCommand as error:
            below = error.field.partition(".")[2]
            problem, place = error.problem, f"{name}.{below}" if below else name
            raise invalid_field(place, problem, value=shown(value, place)) from None
    return steps
