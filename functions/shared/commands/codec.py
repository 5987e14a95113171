"""Commands to and from JSON."""

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from functions.shared.commands.composites import Command
from functions.shared.commands.errors import InvalidCommand
from functions.shared.commands.esl_text import check_text

_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final[msgspec.json.Decoder[Command]] = msgspec.json.Decoder(Command)
# msgspec ends its sentence with the place: "Expected `bool`, got `str` - at `$.muted`".
_PLACE: Final = re.compile(r"^(?P<problem>.*?)(?: - at `(?:\$\.?|key in \$\.?)(?P<field>[^`]*)`)?$", re.DOTALL)


def decode_command(body: bytes | Mapping[str, object]) -> Command:
    """Read a command and check that every field can be sent.

    Raises:
        InvalidCommand: not JSON, an unknown kind, or a field that is missing, unknown or out of its limits.
    """
    try:
        command = _DECODER.decode(body) if isinstance(body, bytes) else msgspec.convert(body, Command)
    except msgspec.ValidationError as error:
        raise _invalid(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidCommand("", f"not JSON: {error}") from None
    check_text(command)
    return command


def encode_command(command: Command) -> bytes:
    return _ENCODER.encode(command)


def _invalid(sentence: str) -> InvalidCommand:
    match = _PLACE.match(sentence)
    problem, field = (match["problem"], match["field"] or "") if match else (sentence, "")
    missing = re.search(r"(?:missing required field|contains unknown field|unknown field) `([^`]+)`", problem)
    if missing:
        field = f"{field}.{missing[1]}" if field else missing[1]
    return InvalidCommand(field, problem)
