"""What the API asks of the relay with a new stage: to look at it, and to keep on air who was there before."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from functions.shared.command_life.on_air import Shown, keeping_on_air
from functions.shared.command_life.outcomes import Step
from functions.shared.command_life.reconciling import reconcile
from functions.shared.commands import Scene, SceneStep
from functions.shared.commands.common.errors import InvalidCommand
from functions.shared.commands.picture import SetLayout, SetLayoutGroup
from functions.shared.commands.seats import SetSlot
from functions.shared.stage.wish import APPLY_STAGE, Stage
from functions.shared.state import ConferenceState, MemberState

LAYOUTS: Final = frozenset(str(kind.__struct_config__.tag) for kind in (SetLayout, SetLayoutGroup))


class ApplyStage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag=APPLY_STAGE):
    """The body of the command; which places a layout has the API knows, and the relay does not.

    Attributes:
        seats: what keeps on air, in this layout or group, those who are seen when the stage is written.
        only_newcomers: nobody has arranged the picture anew: only what becomes of who comes later is different.
    """

    layout: str | None = None
    layout_group: str | None = None
    seats: tuple[SetSlot, ...] = ()
    only_newcomers: bool = False

    def due(self, stage: Stage | None, members: Mapping[str, MemberState], done: Iterable[Step]) -> list[SetSlot]:
        """What of it is still to be done.

        Nothing where the stage is another by now or says itself who sits where, or where the layout did not come.
        """
        if stage is None or stage.places or (stage.layout, stage.layout_group) != (self.layout, self.layout_group):
            return []
        if any(step.kind in LAYOUTS and step.state not in ("accepted", "confirmed") for step in done):
            return []
        there = ((step, members.get(step.member)) for step in self.seats)
        return [step for step, member in there if member is not None and member.slot != step.slot]


NOTHING: Final = ApplyStage()
ONLY_NEWCOMERS: Final = ApplyStage(only_newcomers=True)


def asked_with(stage: Stage, state: ConferenceState, shown: Shown) -> ApplyStage:
    """What is asked with this stage, as the conference is now.

    A stage that names places says who is on air. One without leaves people where they are, and FreeSWITCH shows nobody
    who holds a place that the layout lacks.
    """
    layouts = [one for one in reconcile(stage, state).commands if isinstance(one, SetLayout | SetLayoutGroup)]
    if stage.places or not layouts:
        return NOTHING
    steps: tuple[SceneStep, ...] = tuple(layouts)
    kept = keeping_on_air(Scene(steps=steps), state, shown).plain()
    seats = tuple(step for step in kept if isinstance(step, SetSlot))
    return ApplyStage(layout=stage.layout, layout_group=stage.layout_group, seats=seats) if seats else NOTHING


def encode_asked(asked: ApplyStage) -> str:
    return msgspec.json.encode(asked).decode()


def decode_asked(body: str) -> ApplyStage:
    """Read it.

    Raises:
        InvalidCommand: it is none.
    """
    try:
        return msgspec.json.decode(body, type=ApplyStage)
    except msgspec.DecodeError as error:
        raise InvalidCommand("", str(error)) from None
