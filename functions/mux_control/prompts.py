"""Prompts played into a conference."""

import msgspec

from functions.mux_control.operation import Context, Operation
from functions.mux_control.submission.bodies import checked, read_body
from functions.shared.commands import Command
from functions.shared.commands.playing import Play, StopPlaying
from functions.shared.grammars.fields import CallUuid, MediaName

PLAY = "/v1/conferences/{conference}/play"


class Prompt(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A known prompt, for all or for one member."""

    prompt: MediaName
    member: CallUuid | None = None


def play(raw: object, _: Context) -> Command:
    return checked({"kind": "play", **msgspec.to_builtins(read_body(raw, Prompt))}, Play)


def stop_playing(_: object, __: Context) -> Command:
    return StopPlaying()


OPERATIONS = (
    Operation(
        method="POST", path=PLAY, name="play", tag="prompts", ability="control", body=Prompt, make=play,
        summary="Play a known prompt to all or to one member.",
    ),
    Operation(
        method="DELETE", path=PLAY, name="stop_playing", tag="prompts", ability="control", make=stop_playing,
        summary="Stop what is played to all.",
    ),
)  # fmt: skip
