"""The stand-in's still is a picture of its canvas: whoever is in it, where FreeSWITCH would put them."""

from pathlib import Path

from functions.shared.layout_sets.rendering import LIBRARY
from functions.shared.layouts.pixels import Size, rectangle
from infra.fake_freeswitch.commands.api_commands import execute
from infra.fake_freeswitch.conferences.still import BACKGROUND, colour_of
from infra.fake_freeswitch.fake import FakeFreeswitch
from infra.fake_freeswitch.state.static_configuration import static_profiles
from tests.live.meeting import colour

PASSWORD = "a-password-of-more-than-20-characters"


def said(switch: FakeFreeswitch, command: str) -> str:
    return execute(switch.switch, "conference", command.removeprefix("conference "))


def test_each_caller_has_a_colour_in_the_place_that_the_layout_gives_them(tmp_path: Path) -> None:
    with FakeFreeswitch(PASSWORD) as switch:
        switch.switch.profiles |= static_profiles({})
        members = [switch.join("internal", user, profile="video") for user in ("1000", "1001", "1002")]
        said(switch, "conference internal vid-layout presenter-6-seats")
        for member, slot in zip(members, ("slot-1", "slot-3", "slot-6"), strict=True):
            said(switch, f"conference internal vid-res-id {member.id} {slot} force")

        assert said(switch, f"conference internal vid-write-png {tmp_path}/still.png") == "+OK\n"

    held = {"slot-1": members[0].id, "slot-3": members[1].id, "slot-6": members[2].id}
    for image in LIBRARY["presenter-6-seats"].images:
        place = rectangle(image, Size(1280, 720))
        seen = colour(tmp_path / "still.png", place.x + 2, place.y + 2)
        assert seen == (colour_of(held[image.reservation_id]) if image.reservation_id in held else BACKGROUND)


def test_who_is_brought_into_the_spotlight_is_in_the_large_place_whoever_came_later(tmp_path: Path) -> None:
    with FakeFreeswitch(PASSWORD) as switch:
        switch.switch.profiles |= static_profiles({})
        first, _, _ = [switch.join("internal", user, profile="video") for user in ("1000", "1001", "1002")]
        said(switch, "conference internal vid-layout presenter-6")
        said(switch, f"conference internal vid-floor {first.id} force")

        said(switch, f"conference internal vid-write-png {tmp_path}/still.png")

    (large,) = [image for image in LIBRARY["presenter-6"].images if image.floor]
    place = rectangle(large, Size(1280, 720))
    assert colour(tmp_path / "still.png", place.x + 2, place.y + 2) == colour_of(first.id)


def test_the_layouts_of_which_only_the_cells_are_known_are_drawn_as_a_grid(tmp_path: Path) -> None:
    with FakeFreeswitch(PASSWORD) as switch:
        member = switch.join("internal", "1000")

        said(switch, f"conference internal vid-write-png {tmp_path}/still.png")

    assert colour(tmp_path / "still.png", 5, 5) == colour_of(member.id)
