"""The picture by rule: layouts by number with patience, who speaks large, the presenter first, nobody's hand undone."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from freeswitch.relay.rules.picture import PAUSE_SECONDS, TRIES, Look, asked, by_hand, next_change
from functions.shared.commands import SceneStep
from functions.shared.commands.picture import SetLayout
from functions.shared.commands.seats import SetSlot
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.provisioned.rules import LayoutRule, PictureRule

BY_NUMBER = PictureRule(layouts=(LayoutRule(people=1, layout="1x1"), LayoutRule(people=3, layout="2x2")))
SEATS = PictureRule(speaker="large", presenter="first")
BEGAN = 1000.0


class Shown:
    """A conference in which whatever the rule asks for is so at once, unless FreeSWITCH refuses."""

    def __init__(self, rule: PictureRule, *members: MemberState, refuses: bool = False) -> None:
        self.rule = rule
        self.state = ConferenceState(name="c", uuid="m", node="fs1", members=members)
        self.look = Look()
        self.now = BEGAN
        self.refuses = refuses
        self.done: list[tuple[float, str, SceneStep]] = []
        self.by_hand_at: list[float] = []

    def go_on(self, seconds: float) -> Sequence[SceneStep]:
        """Let time go by in quarters of a second; gives what the rule has done."""
        before = len(self.done)
        for _ in range(int(seconds * 4)):
            if by_hand(self.rule, self.state, self.look):
                self.by_hand_at.append(self.now - BEGAN)
            change = next_change(self.rule, self.state, self.look, self.now)
            if change is not None:
                asked(change[1], self.look, self.now)
                self.done.append((self.now - BEGAN, *change))
                if not self.refuses:
                    self._take(change[1])
            self.now += 0.25
        return [step for _, _, step in self.done[before:]]

    def _take(self, step: SceneStep) -> None:
        if isinstance(step, SetLayout):
            self.state = replace(self.state, layout=step.layout)
        elif isinstance(step, SetSlot):
            # FreeSWITCH takes the slot from whoever has it.
            free = [replace(one, slot=None) if one.slot == step.slot else one for one in self.state.members]
            seated = [replace(one, slot=step.slot) if one.uuid == step.member else one for one in free]
            self.state = replace(self.state, members=tuple(seated))

    def are(self, *members: MemberState) -> None:
        self.state = replace(self.state, members=members)

    def speaks(self, call: str) -> None:
        self.are(*(replace(one, floor=one.uuid == call) for one in self.state.members))


def people(number: int) -> list[MemberState]:
    return [MemberState(uuid=f"call-{one}", number=one, video=True) for one in range(number)]


def test_more_people_change_the_layout_soon_and_fewer_late() -> None:
    shown = Shown(BY_NUMBER, *people(2))
    assert shown.go_on(10) == [SetLayout(layout="1x1")]
    shown.are(*people(3))
    assert shown.go_on(1.75) == []
    assert shown.go_on(2) == [SetLayout(layout="2x2")]
    shown.are(*people(2))
    assert shown.go_on(9.75) == []

    assert shown.go_on(1) == [SetLayout(layout="1x1")]


def test_who_goes_for_a_moment_changes_nothing() -> None:
    shown = Shown(BY_NUMBER, *people(3))
    shown.go_on(5)
    for _ in range(5):
        shown.are(*people(2))
        shown.go_on(8)
        shown.are(*people(3))
        shown.go_on(8)

    assert len(shown.done) == 1


def test_a_telephone_and_a_camera_that_is_off_count_for_nobody() -> None:
    seen, telephone, off = people(3)
    shown = Shown(BY_NUMBER, seen, replace(telephone, video=False), replace(off, video_muted=True))

    assert shown.go_on(20) == [SetLayout(layout="1x1")]


def test_there_is_one_change_in_three_seconds_the_layout_first() -> None:
    rule = replace(SEATS, layouts=BY_NUMBER.layouts)
    host, other, third = people(3)
    shown = Shown(rule, replace(host, moderator=True), replace(other, floor=True), third)
    shown.go_on(20)

    assert [(part, step) for _, part, step in shown.done] == [
        ("presenter", SetSlot(member="call-0", slot="first")),
        ("layout", SetLayout(layout="2x2")),
        ("speaker", SetSlot(member="call-1", slot="large")),
    ]
    times = [at for at, _, _ in shown.done]
    assert all(later - sooner >= PAUSE_SECONDS for sooner, later in pairwise(times))


def test_who_keeps_the_floor_is_large_and_who_coughs_is_not() -> None:
    shown = Shown(SEATS, *people(3))
    shown.speaks("call-0")
    assert shown.go_on(6) == [SetSlot(member="call-0", slot="large")]
    shown.speaks("call-1")
    shown.go_on(1.5)
    shown.speaks("call-0")
    assert shown.go_on(10) == []
    shown.speaks("call-2")

    assert shown.go_on(6) == [SetSlot(member="call-2", slot="large")]
    assert shown.by_hand_at == []


def test_the_presenter_is_no_speaker_and_stays_while_another_host_comes() -> None:
    host, other, third = people(3)
    shown = Shown(SEATS, replace(host, host=True, floor=True), other)
    assert shown.go_on(6) == [SetSlot(member="call-0", slot="first")]
    shown.are(*shown.state.members, replace(third, moderator=True, joined_at="2026-01-01T00:00:00Z"))

    assert shown.go_on(10) == []


def test_a_layout_that_somebody_else_sets_is_by_hand_and_the_rules_own_is_not() -> None:
    shown = Shown(BY_NUMBER, *people(3))
    shown.go_on(10)
    assert shown.by_hand_at == []
    shown.state = replace(shown.state, layout="3x3")
    shown.go_on(0.25)

    assert len(shown.by_hand_at) == 1


def test_a_place_of_the_rule_that_somebody_else_gives_away_is_by_hand() -> None:
    shown = Shown(SEATS, *people(3))
    shown.speaks("call-0")
    shown.go_on(6)
    first, second, third = shown.state.members
    shown.are(replace(first, slot=None), replace(second, slot="large"), third)
    shown.go_on(0.25)
    assert len(shown.by_hand_at) == 1
    shown.are(first, replace(second, slot="elsewhere"), third)
    shown.go_on(0.25)

    assert len(shown.by_hand_at) == 1, "other places are nobody's business"


def test_whoever_brings_the_place_along_or_turns_the_camera_off_has_no_hand_in_it() -> None:
    shown = Shown(SEATS, *people(2))
    shown.speaks("call-0")
    shown.go_on(6)
    first, second = shown.state.members
    shown.are(replace(first, slot=None, video_muted=True), second)
    shown.go_on(0.25)
    shown.are(second, MemberState(uuid="new", number=7, video=True, slot="large"))
    shown.go_on(0.25)

    assert shown.by_hand_at == []


def test_what_freeswitch_refuses_is_tried_three_times_and_then_rarely() -> None:
    shown = Shown(BY_NUMBER, *people(3), refuses=True)

    assert len(shown.go_on(59)) == TRIES
    assert len(shown.go_on(20)) == TRIES
