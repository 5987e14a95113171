"""A script is played in its order and its time, and a step that nobody was told of ends it."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from infra.local.meeting.playing import WallClock, play
from infra.local.meeting.script import MINUTE, OPENING, Step
from infra.local.meeting.stage import NotPlayed, Stage, Told
from tests.infra.local.meeting.hurried import HurriedClock


@dataclass
class PaperStage(Stage):
    """Nothing happens on it; it notes what should have been told, which takes some time."""

    clock: HurriedClock = field(default_factory=HurriedClock)
    takes: float = 0.0
    never_told: str = ""
    seen: list[tuple[float, str]] = field(default_factory=list)

    def begin(self) -> None:
        self.seen.append((self.clock.time, ""))

    def see(self, told: Told, seconds: float) -> None:
        if told.type == self.never_told:
            raise NotPlayed(f"no {told.type} within {seconds:.0f} s")
        self.clock.time += self.takes
        self.seen[-1] = (self.seen[-1][0], told.type)


def step(at: float, kind: str) -> Step:
    return Step(at, kind, lambda _: None, lambda _: Told(kind, {}))


def said() -> tuple[list[str], Callable[[str], None]]:
    lines: list[str] = []
    return lines, lines.append


def test_each_step_comes_in_its_time_and_a_late_one_right_after_the_one_before() -> None:
    stage = PaperStage(takes=4)
    lines, say = said()

    play([step(0, "a"), step(10, "b"), step(11, "c"), step(61, "d")], stage, stage.clock, say)

    assert stage.seen == [(0, "a"), (10, "b"), (14, "c"), (61, "d")]
    assert lines == ["  0:00  a", "  0:10  b", "  0:11  c", "  1:01  d"]


def test_a_step_that_is_not_told_ends_it() -> None:
    stage = PaperStage(never_told="b")
    lines, say = said()

    with pytest.raises(NotPlayed, match="no b within"):
        play([step(0, "a"), step(1, "b"), step(2, "c")], stage, stage.clock, say)

    assert lines == ["  0:00  a", "  0:01  b"]


def test_the_minute_is_one() -> None:
    times = [one.at for one in MINUTE]

    assert times == sorted(times)
    assert 50 <= times[-1] <= 60
    assert {one.at for one in OPENING} == {0}


@pytest.mark.parametrize(
    ("data", "is_said"),
    [
        ({"uuid": "a", "changed": {"banner": {"text": "x", "fg": "#fff"}, "slot": None}}, True),
        ({"uuid": "b", "changed": {"banner": {"text": "x"}}}, False),
        ({"uuid": "a", "changed": {"banner": None}}, False),
        ({"uuid": "a", "changed": {}}, False),
    ],
)
def test_an_event_says_it_if_it_has_all_of_it(data: object, is_said: bool) -> None:
    told = Told("member.changed", {"uuid": "a", "changed": {"banner": {"text": "x"}}})

    assert told.is_said_by({"type": "member.changed", "data": data}) is is_said
    assert not told.is_said_by({"type": "member.left", "data": data})


def test_whoever_waits_for_something_waits_no_longer_than_that() -> None:
    asked: list[int] = []

    def at_once() -> bool:
        asked.append(len(asked))
        return len(asked) == 1

    clock = WallClock()
    began = clock.now()
    clock.wait(600, at_once)

    assert clock.now() - began < 60
    assert asked == [0]
