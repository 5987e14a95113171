"""The conference's row tells whether a wish is fulfilled already, and null is never `no`."""

import pytest

from functions.shared.conference_state import Banner, ConferenceState, MemberState
from tests.functions.shared.commands.asking import plain
from tests.functions.shared.commands.examples import ADA, MEETING, PLAIN_EXAMPLES, Example

KNOWN = ConferenceState(
    name="internal",
    uuid=MEETING,
    node="fs1",
    locked=True,
    layout="2x2",
    layout_group="grid",
    max_members=10,
    members=(
        MemberState(
            uuid=ADA,
            number=3,
            muted=True,
            video_muted=False,
            deaf=False,
            on_hold=False,
            floor=True,
            slot="presenter",
            role="speaker",
            volume_in=2,
            volume_out=0,
            banner=Banner("Ada"),
        ),
    ),
)
NOTHING_KNOWN = ConferenceState(name="internal", uuid=MEETING, node="fs1", members=(MemberState(uuid=ADA),))

Body = dict[str, object]
CASES: list[tuple[Body, bool | None]] = [
    ({"kind": "lock", "locked": True}, True),
    ({"kind": "lock", "locked": False}, False),
    ({"kind": "set_layout", "layout": "2x2"}, True),
    ({"kind": "set_layout", "layout": "3x3"}, False),
    ({"kind": "set_layout_group", "group": "grid"}, True),
    ({"kind": "set_max_members", "count": 10}, True),
    ({"kind": "mute", "member": ADA, "muted": True}, True),
    ({"kind": "mute", "member": ADA, "muted": False}, False),
    ({"kind": "mute_video", "member": ADA, "muted": False}, True),
    ({"kind": "deafen", "member": ADA, "deaf": True}, False),
    ({"kind": "hold", "member": ADA, "on_hold": False}, True),
    ({"kind": "set_floor", "member": ADA}, True),
    ({"kind": "set_slot", "member": ADA, "slot": "presenter"}, True),
    ({"kind": "set_slot", "member": ADA, "slot": None}, False),
    ({"kind": "set_role", "member": ADA, "role": "speaker"}, True),
    ({"kind": "set_volume", "member": ADA, "direction": "in", "level": 2}, True),
    ({"kind": "set_volume", "member": ADA, "direction": "out", "level": 2}, False),
    ({"kind": "set_banner", "member": ADA, "banner": {"text": "Ada"}}, True),
    ({"kind": "set_banner", "member": ADA, "banner": {"text": "Ada", "fg": "#ffffff"}}, False),
    ({"kind": "kick", "member": ADA}, False),
    ({"kind": "kick", "member": "somebody-gone"}, True),
    ({"kind": "hang_up", "member": "somebody-gone"}, True),
    ({"kind": "hang_up_all"}, False),
    ({"kind": "mute", "member": "somebody-gone", "muted": True}, None),
    ({"kind": "send_dtmf", "member": ADA, "digits": "1"}, None),
    ({"kind": "play", "prompt": "welcome"}, None),
]


@pytest.mark.parametrize(("body", "so"), CASES)
def test_a_wish_is_compared_with_what_is_known(body: Body, so: bool | None) -> None:
    assert plain(body).already(KNOWN) is so


@pytest.mark.parametrize("example", PLAIN_EXAMPLES, ids=lambda example: str(example[0]["kind"]))
def test_what_is_not_known_is_neither_so_nor_not_so(example: Example) -> None:
    who_is_there = {"kick", "hang_up", "hang_up_all"}

    assert (plain(example[0]).already(NOTHING_KNOWN) is None) == (example[0]["kind"] not in who_is_there)
