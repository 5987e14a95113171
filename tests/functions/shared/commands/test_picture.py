"""Layouts, the video floor, the canvas and what lies behind and over it."""

from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import listed
from tests.functions.shared.commands.asking import read
from tests.functions.shared.commands.here import ADA, BOB
from tests.functions.shared.commands.recorded import replies

SENT: claims.Sent = [
    (
        {"kind": "set_video_floor", "member": BOB},
        ("conference internal clear-vid-floor", "conference internal vid-floor 2 force"),
    ),
    ({"kind": "clear_video_floor"}, ("conference internal clear-vid-floor",)),
    ({"kind": "set_layout", "layout": "1up_top_left+5"}, ("conference internal vid-layout 1up_top_left+5",)),
    ({"kind": "set_layout_group", "group": "grid"}, ("conference internal vid-layout group:grid",)),
    ({"kind": "set_video_size", "width": 640, "height": 480}, ("conference internal vid-res 640x480",)),
    ({"kind": "set_video_rate", "fps": 15}, ("conference internal vid-fps 15",)),
    (
        {"kind": "set_background", "image": "background_dark"},
        ("conference internal vid-bgimg /opt/images/background_dark.png",),
    ),
    ({"kind": "set_background", "image": None}, ("conference internal vid-bgimg clear",)),
    ({"kind": "set_foreground", "image": "frame"}, ("conference internal vid-fgimg /opt/images/frame.png",)),
    ({"kind": "set_foreground", "image": None}, ("conference internal vid-fgimg clear",)),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "set_layout"}, "layout", "zq9"),
    ({"kind": "set_layout_group"}, "group", "zq9"),
    ({"kind": "set_background"}, "image", "frame"),
    ({"kind": "set_foreground"}, "image", "frame"),
]

test_a_recorded_yes_is_a_yes = claims.means_yes(
    ("vid-layout 2x2", {"kind": "set_layout", "layout": "2x2"}),
    ("vid-layout group:grid", {"kind": "set_layout_group", "group": "grid"}),
    ("clear-vid-floor", {"kind": "clear_video_floor"}),
    ("vid-bgimg clear", {"kind": "set_background", "image": None}),
    ("vid-fps 15", {"kind": "set_video_rate", "fps": 15}),
    ("vid-res 640x480", {"kind": "set_video_size", "width": 640, "height": 480}),
)

test_a_recorded_no_tells_why = claims.means_no(
    (
        "conference internal vid-layout nosuch",
        {"kind": "set_layout", "layout": "nosuch"},
        "refused",
        "Invalid layout [nosuch]",
    ),
    (
        "conference nosuchconf vid-layout 2x2",
        {"kind": "set_layout", "layout": "2x2"},
        "conference_gone",
        "Conference nosuchconf not found",
    ),
    (
        "conference internal vid-bgimg /tmp/none.png",
        {"kind": "set_background", "image": "frame"},
        "refused",
        "Error Setting Bgimg /tmp/none.png",
    ),
    (
        "conference internal vid-res 9x9",
        {"kind": "set_video_size", "width": 640, "height": 480},
        "refused",
        "Invalid size, [9x9] is too small",
    ),
)

test_a_reply_is_read_as_it_is_meant = claims.means(
    # An unknown group says +OK first.
    (
        {"kind": "set_layout_group", "group": "x"},
        "+OK Change to layout group [(null)]\n-ERR Invalid layout [group:x]\n",
        "refused",
    ),
    # A personal canvas says -ERR for yes.
    ({"kind": "set_layout_group", "group": "grid"}, "-ERR Change personal canvas to layout group [grid]\n", None),
    ({"kind": "set_layout", "layout": "2x2"}, "+OK Change personal canvas set to layout [2x2]\n", None),
    ({"kind": "set_layout", "layout": "2x2"}, "-ERR Conference is not in mixing mode\n", "not_mixing"),
    ({"kind": "set_layout", "layout": "2x2"}, "+OK Change canvas 1 to layout [3x3]\n", "unexpected_reply"),
    ({"kind": "set_background", "image": None}, "+OK Set Bgimg clear\n", None),
)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks(
    ({"kind": "set_video_floor", "member": ADA}, "conference internal list"),
    ({"kind": "set_video_rate", "fps": 15}, "conference internal vid-fps"),
    ({"kind": "set_layout", "layout": "2x2"}, None),
)

VIDEO_FLOOR: claims.Body = {"kind": "set_video_floor", "member": ADA}

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
    (VIDEO_FLOOR, listed("hear|vid-floor"), True),
    (VIDEO_FLOOR, listed("hear|floor"), False),
    ({"kind": "set_video_rate", "fps": 15}, replies("conference internal vid-fps")[0], True),
    ({"kind": "set_video_rate", "fps": 30}, replies("conference internal vid-fps")[0], False),
    ({"kind": "set_video_rate", "fps": 30}, "-ERR Conference is not in mixing mode\n", None),
    ({"kind": "set_layout", "layout": "2x2"}, "2x2\n3x3\n", None),
)

test_the_row_tells_whether_it_is_so_already = claims.is_already_so(
    ({"kind": "set_layout", "layout": "2x2"}, True),
    ({"kind": "set_layout", "layout": "3x3"}, False),
    ({"kind": "set_layout_group", "group": "grid"}, True),
)

RULES: claims.Rules = [
    claims.Rule("set_layout", "reply", "repeatable"),
    claims.Rule("set_layout_group", "reply", "repeatable"),
    claims.Rule("set_video_floor", "state", "repeatable"),
    claims.Rule("clear_video_floor", "reply", "repeatable"),
    claims.Rule("set_video_size", "reply", "repeatable"),
    claims.Rule("set_video_rate", "state", "repeatable"),
    claims.Rule("set_background", "reply", "repeatable"),
    claims.Rule("set_foreground", "reply", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


def test_the_first_line_that_failed_is_told() -> None:
    floor = {"kind": "set_video_floor", "member": BOB}

    assert read(floor, ["+OK floor Cleared\n", "+OK floor 2\n"]).ok
    assert read(floor, ["+OK floor Cleared\n", "-ERR no reply\n"]).reason == "no_video"
    assert read(floor, ["+OK floor Cleared\n"]).reason == "no_reply"
