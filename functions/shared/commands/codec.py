"""Commands to and from JSON."""

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from functions.shared.commands.common.command import Command
from functions.shared.commands.common.errors import InvalidCommand, UnsafeText
from functions.shared.commands.common.meeting import ANY_MEETING
from functions.shared.commands.composites import AnyCommand

_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final[msgspec.json.Decoder[Command]] = msgspec.json.Decoder(AnyCommand)
# msgspec ends its sentence with the place: "Expected `bool`, got `str` - at `$.muted`".
_PLACE: Final = re.compile(r"^(?P<problem>.*?)(?: - at `(?:\$\.?|key in \$\.?)(?P<field>[^`]*)`)?$", re.DOTALL)


def decode_command(body: bytes | Mapping[str, object]) -> Command:
    """Read a command and check that every field can be sent.

    Raises:
        InvalidCommand: not JSON, an unknown kind, or a field that is missing, unknown or out of its limits.
    """
    try:
        command = _DECODER.decode(body) if isinstance(body, bytes) else msgspec.convert(body, AnyCommand)
    except msgspec.ValidationError as error:
        raise _invalid(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidCommand("", f"not JSON: {error}") from None
    _check_text(command)
    return command


def encode_command(command: Command) -> bytes:
    return _ENCODER.encode(command)


def _check_text(command: Command) -> None:
    """Raises UnsafeText for a field that could not be sent, whoever is in the conference."""
    for position, step in enumerate(command.plain()):
        try:
            step.lines(ANY_MEETING)
        except UnsafeText as error:
            if step is command:
                raise
            raise UnsafeText(f"steps[{position}].{error.field}", error.value, error.problem) from None


def _invalid(sentence: str) -> InvalidCommand:
    match = _PLACE.match(sentence)
    problem, field = (match["problem"], match["field"] or "") if match else (sentence, "")
    missing = re.search(r"(?:missing required field|contains unknown field|unknown field) `([^`]+)`", problem)
    if missing:
        field = f"{field}.{missing[1]}" if field else missing[1]
    return InvalidCommand(field, problem)
