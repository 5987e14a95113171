"""What a room and its rules may not say: every fault at once, each with what would be right."""

import pytest

from functions.shared.provisioning.checks.rooms import check_picture_rule, check_room
from functions.shared.provisioning.entries import RoomEntry
from functions.shared.tables.provisioned.rooms import Picture
from functions.shared.tables.provisioned.rules import LayoutRule, PictureRule, Rules


def test_a_picture_rule_is_told_all_that_is_wrong_with_it() -> None:
    layouts = (LayoutRule(people=2, layout="1x1"), LayoutRule(people=2, layout="group:grid"))
    rule = PictureRule(layouts=layouts, more_seconds=-1, fewer_seconds=301, speaker="a b", presenter="a b")

    assert [place for place, _ in check_picture_rule(rule)] == [
        ["layouts", 1, "people"], ["layouts", 1, "layout"], ["more_seconds"], ["fewer_seconds"],
        ["speaker"], ["presenter"], ["speaker"],
    ]  # fmt: skip


def test_one_that_is_right_is_told_nothing() -> None:
    layouts = (LayoutRule(people=1, layout="1x1"), LayoutRule(people=2, layout="2x2"))

    assert list(check_picture_rule(PictureRule(layouts=layouts, speaker="large", presenter="first"))) == []


def test_a_room_that_names_its_layouts_knows_no_others() -> None:
    rules = Rules(picture=PictureRule(layouts=(LayoutRule(people=1, layout="1x1"), LayoutRule(people=2, layout="2x2"))))
    named = RoomEntry(name="board", domain="example.com", picture=Picture(layouts=("1x1",)), rules=rules)
    grouped = RoomEntry(name="board", domain="example.com", picture=Picture(layouts=("1x1", "group:x")), rules=rules)

    assert list(check_room(named, short_pins=False)) == [
        (["rules", "picture", "layouts", 1, "layout"], "is none of the room's: 1x1")
    ]
    assert list(check_room(grouped, short_pins=False)) == []


@pytest.mark.parametrize("many", [-1, 10_001, 10**30])
def test_a_room_takes_as_many_people_as_a_conference_can_be_let_to_have(many: int) -> None:
    room = RoomEntry(name="board", domain="example.com", max_members=many)

    assert list(check_room(room, short_pins=False)) == [(["max_members"], "must be 1 to 10000, or 0 for no limit")]


@pytest.mark.parametrize("many", [0, 1, 10_000])
def test_none_is_a_limit_and_ten_thousand_is_one(many: int) -> None:
    assert list(check_room(RoomEntry(name="board", domain="example.com", max_members=many), short_pins=False)) == []
