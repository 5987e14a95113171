"""What is played and spoken into a conference."""

import msgspec

from functions.mux_control.submission.bodies import checked
from functions.shared.api.bodies import read_body
from functions.shared.api.operation import Context, Operation
from functions.shared.commands import Command
from functions.shared.commands.playing import Milliseconds, Play, PlayedVolume, StopPlaying
from functions.shared.commands.speaking import Say
from functions.shared.grammars.fields import CallUuid, MediaName
from functions.shared.grammars.speech import Language, SpokenText

PLAY = "/v1/conferences/{conference}/play"
SAY = "/v1/conferences/{conference}/say"


class Prompt(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A known prompt or a sound of the domain's own, for all or for one member."""

    prompt: MediaName
    member: CallUuid | None = None
    volume: PlayedVolume | None = None
    # Where it begins.
    from_milliseconds: Milliseconds = 0


class Speech(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A text that is spoken, for all or for one member."""

    text: SpokenText
    language: Language = "en"
    member: CallUuid | None = None


def play(raw: object, _: Context) -> Command:
    return checked({"kind": "play", **msgspec.to_builtins(read_body(raw, Prompt))}, Play)


def say(raw: object, _: Context) -> Command:
    return checked({"kind": "say", **msgspec.to_builtins(read_body(raw, Speech))}, Say)


def stop_playing(_: object, __: Context) -> Command:
    return StopPlaying()


OPERATIONS = (
    Operation(
        method="POST", path=PLAY, name="play", tag="prompts", body=Prompt, make=play,
        summary="Play a known prompt, or a sound of the domain's own (`own/` and its name), to all or to one member.",
    ),
    Operation(
        method="POST", path=SAY, name="say", tag="prompts", body=Speech, make=say,
        summary="Speak a text to all or to one member; needs espeak-ng beside the relay. It is stopped as a prompt is.",
    ),
    Operation(
        method="DELETE", path=PLAY, name="stop_playing", tag="prompts", make=stop_playing,
        summary="Stop what is played and spoken to all.",
    ),
)  # fmt: skip
