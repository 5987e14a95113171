"""Whoever is moved, or left out by a scene, was thought of; whom a command does not speak of was not."""

import pytest

from freeswitch.relay.commands.decided import decided
from functions.shared.command_life.outcomes import Outcome, Step
from functions.shared.commands import Command, Scene, UpdateMember
from functions.shared.commands.muting import Mute
from functions.shared.commands.picture import SetLayout
from functions.shared.commands.seats import ClearSlots, SetSlot


def outcome(*states: str) -> Outcome:
    steps = tuple(Step(kind="set_slot", state=state) for state in states)  # type: ignore[arg-type]  # a state
    return Outcome(state="failed", steps=steps)


@pytest.mark.parametrize(
    ("command", "ended", "whose"),
    [
        (SetSlot(member="a", slot=None), Outcome(state="confirmed"), {"a"}),
        (SetSlot(member="a", slot="slot-1"), Outcome(state="failed"), set()),
        (UpdateMember(member="a", steps=(Mute(member="a", muted=True), SetSlot(member="a", slot=None))),
         outcome("confirmed", "confirmed"), {"a"}),
        (UpdateMember(member="a", steps=(SetSlot(member="a", slot=None), Mute(member="a", muted=True))),
         outcome("confirmed", "failed"), {"a"}),
        (UpdateMember(member="a", steps=(Mute(member="a", muted=True), SetSlot(member="a", slot=None))),
         outcome("failed", "skipped"), set()),
        (ClearSlots(), Outcome(state="confirmed"), {"a", "b"}),
        (Scene(steps=(SetLayout(layout="2x2"),)), Outcome(state="failed"), {"a", "b"}),
        (Scene(steps=(Mute(member="a", muted=True),)), Outcome(state="confirmed"), set()),
        (Mute(member="a", muted=True), Outcome(state="confirmed"), set()),
        (SetLayout(layout="2x2"), Outcome(state="accepted"), set()),
    ],
)  # fmt: skip
def test_of_whose_place_a_command_has_decided(command: Command, ended: Outcome, whose: set[str]) -> None:
    assert decided(command, ended, ["a", "b"]) == whose
