"""Which commands there are: the classes in the nouns' files that no other class is made from."""

from functools import reduce
from operator import or_
from types import ModuleType
from typing import TYPE_CHECKING, Final

from functions.shared.commands import (
    calls,
    conference,
    hold,
    hosting,
    leaving,
    looks,
    moving,
    muting,
    naming,
    node,
    overlays,
    picture,
    playing,
    seats,
    speaking,
    voice,
    waiting,
)
from functions.shared.commands.common.command import ConferenceStep, NodeCommand, PlainCommand, SceneStep
from functions.shared.commands.common.to_member import MemberStep
from functions.shared.commands.outputs import recordings, stills, streams
from functions.shared.telemetry.redaction import hide

# In the order of the API's description.
NOUNS: Final[tuple[ModuleType, ...]] = (
    conference, naming, muting, hold, voice, picture, leaving, hosting, seats, overlays, playing, speaking, calls,
    waiting, recordings, streams, stills, looks, moving, node,
)  # fmt: skip
_PARTS: Final = (MemberStep, ConferenceStep, SceneStep, PlainCommand)


def _of(noun: ModuleType) -> list[type[PlainCommand]]:
    return [
        kind
        for kind in vars(noun).values()
        if isinstance(kind, type)
        and issubclass(kind, PlainCommand)
        and kind.__module__ == noun.__name__
        and not kind.__subclasses__()
    ]


def _part(kind: type[PlainCommand]) -> int:
    return next(number for number, part in enumerate(_PARTS) if issubclass(kind, part))


PLAIN_COMMANDS: Final = tuple(sorted((kind for noun in NOUNS for kind in _of(noun)), key=_part))
SLOW_KINDS: Final = frozenset(str(kind.__struct_config__.tag) for kind in PLAIN_COMMANDS if kind.slow)
# What may be sent through the API; the commands to a node are provisioning's.
API_COMMANDS: Final = tuple(
    kind for kind in PLAIN_COMMANDS if not issubclass(kind, NodeCommand) and not kind.has_own_path
)
SCENE_COMMANDS: Final = tuple(kind for kind in API_COMMANDS if issubclass(kind, SceneStep))

hide(rule for kind in PLAIN_COMMANDS for rule in kind.hides)

# msgspec reads a union of the classes themselves; a type checker learns more from what they have in common.
if TYPE_CHECKING:
    AnyMemberStep = MemberStep
    AnyConferenceStep = ConferenceStep
    AnySceneStep = SceneStep
    AnyPlainCommand = PlainCommand
else:
    AnyMemberStep = reduce(or_, (kind for kind in PLAIN_COMMANDS if issubclass(kind, MemberStep)))
    AnyConferenceStep = reduce(or_, (kind for kind in PLAIN_COMMANDS if issubclass(kind, ConferenceStep)))
    AnySceneStep = reduce(or_, SCENE_COMMANDS)
    AnyPlainCommand = reduce(or_, PLAIN_COMMANDS)
