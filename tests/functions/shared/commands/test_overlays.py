"""Banners, logos and mute images."""

from dataclasses import replace

import pytest

from functions.shared.commands import Meeting, Refused, UnsafeText
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.asking import plain, text_of
from tests.functions.shared.commands.here import ADA, HERE, OWN_FONT, OWN_PICTURE

BANNER_OPTIONS = "{font_face=Rubik-Regular.ttf,font_scale=5,bg=#f5f7fa,fg=#514654,min_font_size=8,max_font_size=14}"

SENT: claims.Sent = [
    (
        {"kind": "set_banner", "member": ADA, "banner": {"text": "Hello Wörld"}},
        ("conference internal vid-banner 3 Hello%20W%C3%B6rld",),
    ),
    (
        {
            "kind": "set_banner",
            "member": ADA,
            "banner": {
                "text": "👩‍💻 it's 100%",
                "font_face": "Rubik-Regular.ttf",
                "font_scale": 5,
                "bg": "#f5f7fa",
                "fg": "#514654",
                "min_font_size": 8,
                "max_font_size": 14,
            },
        },
        (f"conference internal vid-banner 3 {BANNER_OPTIONS}%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB%20it%27s%20100%25",),
    ),
    ({"kind": "clear_banner", "member": ADA}, ("conference internal vid-banner 3 clear",)),
    (
        {"kind": "set_mute_image", "member": ADA, "image": "camera_off"},
        ("conference internal vid-mute-img 3 /opt/images/camera_off.png",),
    ),
    ({"kind": "set_mute_image", "member": ADA, "image": None}, ("conference internal vid-mute-img 3 clear",)),
    (
        {"kind": "set_logo", "member": ADA, "image": "logo"},
        ("conference internal vid-logo-img 3 /opt/images/logo.png",),
    ),
    (
        {"kind": "set_logo", "member": ADA, "image": "logo", "position": "right-bot"},
        ("conference internal vid-logo-img 3 {position=right-bot}/opt/images/logo.png",),
    ),
    ({"kind": "set_logo", "member": ADA, "image": None}, ("conference internal vid-logo-img 3 clear",)),
    (
        {"kind": "set_logo", "member": ADA, "image": "own/autumn"},
        (f"conference internal vid-logo-img 3 {OWN_PICTURE}",),
    ),
    (
        {"kind": "set_mute_image", "member": ADA, "image": "own/autumn"},
        (f"conference internal vid-mute-img 3 {OWN_PICTURE}",),
    ),
    (
        {"kind": "set_banner", "member": ADA, "banner": {"text": "Ada", "font_face": "own/corporate"}},
        (f"conference internal vid-banner 3 {{font_face={OWN_FONT}}}Ada",),
    ),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "set_banner", "member": ADA}, "banner.text", "zq9"),
    ({"kind": "set_banner", "member": ADA}, "banner.font_face", "zq9.ttf"),
    ({"kind": "set_banner", "member": ADA}, "banner.fg", "#00ff7f"),
    ({"kind": "set_banner", "member": ADA}, "banner.bg", "#00ff7f"),
    ({"kind": "set_logo", "member": ADA}, "image", "frame"),
    ({"kind": "set_mute_image", "member": ADA}, "image", "frame"),
]

test_a_recorded_yes_is_a_yes = claims.means_yes(
    ("vid-banner 3 clear", {"kind": "clear_banner", "member": ADA}),
    ("vid-banner 3 Hello World", {"kind": "set_banner", "member": ADA, "banner": {"text": "Hello"}}),
    ("vid-logo-img 3 /tmp/none.png", {"kind": "set_logo", "member": ADA, "image": None}),
    ("vid-mute-img 3 /tmp/none.png", {"kind": "set_mute_image", "member": ADA, "image": None}),
)

test_a_recorded_no_tells_why = claims.means_no(
    (
        "conference internal vid-logo-img 3 /tmp/none.png",
        {"kind": "set_logo", "member": ADA, "image": "logo"},
        "unexpected_reply",
        "+OK Video logo cleared",
    ),
    (
        "conference internal vid-mute-img 3 /tmp/none.png",
        {"kind": "set_mute_image", "member": ADA, "image": "camera_off"},
        "not_shown",
        "_undef_",
    ),
    (
        "conference internal vid-banner Hello",
        {"kind": "clear_banner", "member": ADA},
        "member_gone",
        "FreeSWITCH does not know this member",
    ),
)

test_a_reply_is_read_as_it_is_meant = claims.means(
    ({"kind": "set_logo", "member": ADA, "image": "logo"}, "+OK Video logo set\n", None),
    ({"kind": "set_mute_image", "member": ADA, "image": "camera_off"}, "/opt/images/camera_off.png\n", None),
)

test_the_row_tells_whether_it_is_so_already = claims.is_already_so(
    ({"kind": "set_banner", "member": ADA, "banner": {"text": "Ada"}}, True),
    ({"kind": "set_banner", "member": ADA, "banner": {"text": "Ada", "fg": "#ffffff"}}, False),
)

RULES: claims.Rules = [
    claims.Rule("set_banner", "reply", "repeatable"),
    claims.Rule("clear_banner", "reply", "repeatable"),
    claims.Rule("set_mute_image", "reply", "repeatable"),
    claims.Rule("set_logo", "reply", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


FONTS = "/usr/share/freeswitch/fonts"


@pytest.mark.parametrize(
    ("face", "path"),
    [
        (None, f"{FONTS}/FreeSans.ttf"),
        ("Rubik-Regular.ttf", f"{FONTS}/Rubik-Regular.ttf"),
        ("own/corporate", OWN_FONT),
    ],
)
def test_a_banner_in_a_font_that_is_not_there_fails_with_words(face: str | None, path: str) -> None:
    banner = {"text": "Ada"} | ({} if face is None else {"font_face": face})
    command = plain({"kind": "set_banner", "member": ADA, "banner": banner})
    here = replace(HERE, fonts_root=FONTS)

    assert command.asked_before(here) == f"file_exists {path}"
    assert command.lines(replace(here, told="true"))
    with pytest.raises(Refused, match=path) as refusal:
        command.lines(replace(here, told="false"))
    assert refusal.value.reason == "no_font"


def test_where_freeswitch_does_not_say_where_its_fonts_are_a_banner_is_sent_as_it_is() -> None:
    command = plain({"kind": "set_banner", "member": ADA, "banner": {"text": "Ada"}})

    assert command.asked_before(HERE) is None
    assert command.lines(HERE)


@pytest.mark.parametrize(
    "path", ["/a b.png", "/a;b.png", "/a,b.png", "/a}b.png", "/a/../b.png", "a.png", "/a\nb.png", "/a'b.png", "/$a.png"]
)
def test_a_path_of_the_domains_own_is_a_path_and_nothing_else(path: str) -> None:
    command = plain({"kind": "set_logo", "member": ADA, "image": "own/autumn"})

    with pytest.raises(UnsafeText):
        text_of(command, Meeting("internal", {ADA: 3}, own={"autumn": path}))


def test_what_is_not_on_the_node_is_not_sent() -> None:
    command = plain({"kind": "set_logo", "member": ADA, "image": "own/winter"})

    with pytest.raises(UnsafeText, match="is not on this node"):
        text_of(command, HERE)


def test_a_banner_over_another_one_is_drawn_for_that_one_is_taken_away_before() -> None:
    """FreeSWITCH keeps drawing the first one: seen on a real switch, which said +OK."""
    wish = {"kind": "set_banner", "member": ADA, "banner": {"text": "Ada"}}

    assert text_of(plain(wish), replace(HERE, bannered=frozenset({ADA}))) == (
        "conference internal vid-banner 3 clear",
        "conference internal vid-banner 3 Ada",
    )
