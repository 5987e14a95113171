"""What is typed by hand, of which nothing but an API event tells."""

import pytest

from functions.shared.state import Banner
from tests.freeswitch.relay.conferences.played import BEGIN, played, room_after
from tests.freeswitch.relay.events import api


def test_a_banner_typed_by_hand_is_one_line_of_printable_text() -> None:
    room = room_after(*BEGIN, api("internal vid-banner 1 Hello%0A%E2%80%AEWorld"), api("internal vid-banner 2 %0A"))

    assert room.members["call-1"].banner == Banner(text="Hello World")
    assert room.members["call-2"].banner == Banner(text=" ")


def test_a_banner_and_a_limit_typed_by_hand_are_seen() -> None:
    room = room_after(
        *BEGIN,
        api("internal vid-banner 1 {fg=#ffffff,font_scale=5}Hello%20W%C3%B6rld"),
        api("internal vid-banner 2 clear"),
        api("internal set max_members 10"),
        api("internal vid-banner 99 nobody"),
    )

    assert room.members["call-1"].banner == Banner(text="Hello Wörld", fg="#ffffff", font_scale=5)
    assert room.members["call-2"].banner is None
    assert room.max_members == 10


@pytest.mark.parametrize(
    ("typed", "canvas"),
    [
        ("vid-res 640x360", "640x360"),
        ("VID-RES 1920x1080 1", "1920x1080"),
        ("vid-res 64x36", None),
        ("vid-res 9999x9999", None),
        ("vid-res", None),
        ("vid-res big", None),
    ],
)
def test_a_canvas_of_another_size_is_seen(typed: str, canvas: str | None) -> None:
    assert room_after(*BEGIN, api(f"internal {typed}")).state("fs1").canvas == canvas


@pytest.mark.parametrize(
    ("argument", "question"),
    [
        ("internal vid-layout 2x2", "layout"),
        ("internal vid-layout list", None),
        ("internal VID-LAYOUT group:grid", "layout"),
        ("internal vid-res-id 3 presenter", "seats"),
        ("internal vid-role-id 3 =x", "seats"),
        ("internal vid-floor 3 force", "seats"),
        ("nosuch vid-layout 2x2", None),
        ("list", None),
        ("", None),
        ("^^:internal:vid-layout:2x2", None),
    ],
)
def test_what_an_api_event_leaves_open_is_asked(argument: str, question: str | None) -> None:
    _, effects = played(*BEGIN, api(argument))

    assert effects[-1].question == question
