"""Several commands as one, in order, with one outcome: the first failure ends it, earlier steps stay."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from functions.shared.commands.catalogue import AnyConferenceStep, AnyMemberStep, AnyPlainCommand, AnySceneStep
from functions.shared.commands.common.command import Command, PlainCommand
from functions.shared.grammars.fields import CallUuid


class Composite(Command, frozen=True):
    """A command with steps."""

    stops_at_failure: ClassVar[bool] = True


class UpdateMember(Composite, frozen=True):
    """Several changes of one member."""

    member: CallUuid
    steps: Annotated[tuple[AnyMemberStep, ...], Meta(min_length=1, max_length=20)]

    def __post_init__(self) -> None:
        if any(step.member != self.member for step in self.steps):
            raise ValueError("every step must name the member of the command")

    def plain(self) -> Sequence[PlainCommand]:
        return self.steps


class UpdateConference(Composite, frozen=True):
    """Several changes of the conference."""

    steps: Annotated[tuple[AnyConferenceStep, ...], Meta(min_length=1, max_length=20)]

    def plain(self) -> Sequence[PlainCommand]:
        return self.steps


class Scene(Composite, frozen=True):
    """Anything that may be done to a conference, as one command."""

    steps: Annotated[tuple[AnySceneStep, ...], Meta(min_length=1, max_length=100)]

    def plain(self) -> Sequence[PlainCommand]:
        return self.steps


class ForEach(Composite, frozen=True):
    """The same for several people: what becomes of one keeps nothing from the others."""

    steps: Annotated[tuple[AnyPlainCommand, ...], Meta(min_length=1, max_length=200)]

    stops_at_failure = False

    def plain(self) -> Sequence[PlainCommand]:
        return self.steps


if TYPE_CHECKING:
    AnyCommand = Command
else:
    AnyCommand = AnyPlainCommand | UpdateMember | UpdateConference | Scene | ForEach
