"""The picture's rules in a relay on a switch: told and audited as commands, and left alone after a change by hand."""

from collections.abc import Iterator

import pytest

from functions.shared.commands.hosting import ResumeRules
from functions.shared.commands.picture import SetLayout
from functions.shared.feed.reading import events_since
from functions.shared.state import ConferenceState
from functions.shared.tables.provisioned.rules import LayoutRule, PictureRule, Rules
from functions.sweep.audited_ends import end_of
from tests.freeswitch.relay.play import playground, until
from tests.freeswitch.relay.rules.test_rule_keeper import Ruled, provision

BY_NUMBER = PictureRule(
    layouts=(LayoutRule(people=1, layout="1x1"), LayoutRule(people=2, layout="2x2")), more_seconds=0
)


@pytest.fixture
def ruled() -> Iterator[Ruled]:
    with playground() as play:
        provision(Rules(picture=BY_NUMBER))
        yield Ruled(play)


def state(ruled: Ruled) -> ConferenceState:
    stored = ruled.play.stored("internal")
    assert stored is not None
    return stored.state


def turns(ruled: Ruled, seconds: float) -> None:
    """Let time go by, a second at a time, and carry out what the rules give."""
    for _ in range(int(seconds)):
        before = len(ruled.rows())
        ruled.turn()
        ruled.turn()
        if len(ruled.rows()) > before:
            ruled.play.work()
        ruled.clock.move(1)


def test_a_rule_changes_the_layout_which_is_told_and_stands_in_the_audit(ruled: Ruled) -> None:
    turns(ruled, 5)
    until(lambda: state(ruled).layout == "2x2")

    (row,) = ruled.rows()
    assert (row.kind, row.subject, row.state) == ("set_layout", "rule layout", "accepted")
    (told,) = [one.data for one in events_since("internal", 0) if one.type == "command.finished"]
    assert (told["rule"], told["kind"]) == ("layout", "set_layout")
    assert end_of(row).object == "rule layout"
    assert state(ruled).picture_by_hand_at is None


def test_after_a_change_by_hand_it_is_left_alone_until_somebody_resumes_it(ruled: Ruled) -> None:
    turns(ruled, 5)
    ruled.play.done(SetLayout(layout="3x3"))
    until(lambda: state(ruled).layout == "3x3")
    turns(ruled, 20)
    until(lambda: state(ruled).picture_by_hand_at is not None)
    assert state(ruled).layout == "3x3"
    # Another relay knows it from the row.
    ruled.keeper = ruled.fresh()
    turns(ruled, 20)
    assert state(ruled).layout == "3x3"
    changed = [str(one.data["changed"]) for one in events_since("internal", 0) if one.type == "conference.changed"]
    assert any("picture_by_hand_at" in one for one in changed)

    resumed = ruled.play.done(ResumeRules())
    turns(ruled, 5)

    assert (resumed.state, state(ruled).picture_by_hand_at) == ("confirmed", None)
    until(lambda: state(ruled).layout == "2x2")
    assert [row.subject for row in ruled.rows()] == ["rule layout", "a test", "a test", "rule layout"]
