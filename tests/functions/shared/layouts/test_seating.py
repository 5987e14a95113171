"""Who is shown where, by FreeSWITCH's rules."""

from functions.shared.layouts import Group, Image
from functions.shared.layouts.library import GROUPS, LAYOUTS
from functions.shared.layouts.seating import chosen, is_pictured, seat
from functions.shared.state import MemberState

KNOWN = {layout.name: layout for layout in LAYOUTS}
GRID = next(group for group in GROUPS if group.name == "grid")


def cell(**more: object) -> Image:
    return Image(x=0, y=0, scale=90, hscale=90, **more)  # type: ignore[arg-type]  # flags and ids of an image


def member(uuid: str, **more: object) -> MemberState:
    return MemberState(uuid=uuid, **more)  # type: ignore[arg-type]  # any field of a member


def shown(images: list[Image], *members: MemberState) -> dict[int, tuple[str, str, bool]]:
    return {index: (one.member.uuid, one.rule, one.certain) for index, one in seat(images, members).items()}


def test_who_holds_a_reservation_sits_there_for_certain() -> None:
    images = [cell(), cell(reservation_id="presenter")]

    assert shown(images, member("a", slot="presenter")) == {1: ("a", "reserved", True)}


def test_an_image_with_a_reservation_stays_empty_for_everybody_else() -> None:
    assert shown([cell(reservation_id="presenter")], member("a")) == {}


def test_who_holds_a_reservation_that_the_layout_lacks_is_not_shown() -> None:
    assert shown([cell()], member("a", slot="elsewhere")) == {}


def test_reservations_are_compared_case_sensitively() -> None:
    assert shown([cell(reservation_id="Presenter")], member("a", slot="presenter")) == {}


def test_the_others_fill_free_images_newest_first_and_that_is_only_likely() -> None:
    assert shown([cell(), cell()], member("old"), member("new")) == {
        0: ("new", "joining", False),
        1: ("old", "joining", False),
    }


def test_who_has_the_floor_is_in_the_last_image_of_the_floor() -> None:
    images = [cell(floor=True), cell(floor=True), cell()]

    assert shown(images, member("a", video_floor=True), member("b"))[1] == ("a", "floor", False)


def test_a_floor_image_is_anybodys_while_nobody_has_it_but_floor_only_is_not() -> None:
    assert shown([cell(floor=True)], member("a")) == {0: ("a", "joining", False)}
    assert shown([cell(floor_only=True)], member("a")) == {}


def test_a_role_leads_to_its_image_and_anybody_may_sit_there_while_it_is_free() -> None:
    images = [cell(role_id="chair"), cell()]

    assert shown(images, member("a", role="chair"), member("b")) == {
        0: ("a", "role", False),
        1: ("b", "joining", False),
    }
    assert shown(images, member("b")) == {0: ("b", "joining", False)}


def test_who_is_on_hold_or_has_the_camera_off_or_none_takes_no_image() -> None:
    people = (member("a", on_hold=True), member("b", video_muted=True), member("c", video=False))

    assert shown([cell(), cell(), cell()], *people) == {}
    assert [is_pictured(one) for one in (*people, member("d"), member("e", video=True))] == [False] * 3 + [True] * 2


def test_nobody_sits_where_files_are_played() -> None:
    assert shown([cell(file_only=True)], member("a")) == {}


def test_a_group_shows_its_first_layout_that_holds_everybody_and_the_last_one_to_more() -> None:
    def name(people: int) -> str:
        layout = chosen(GRID, KNOWN, people)
        return layout.name if layout else ""

    assert [name(people) for people in (0, 1, 7, 25, 99)] == ["grid-1", "grid-1", "grid-7", "grid-25", "grid-25"]


def test_a_group_without_known_layouts_shows_nothing() -> None:
    assert chosen(Group("empty", ("nowhere",)), KNOWN, 1) is None
