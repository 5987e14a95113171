"""Several commands as one."""

import pytest

from functions.shared.commands import InvalidCommand, decode_command
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.here import ADA, BOB

SENT: claims.Sent = [
    (
        {
            "kind": "update_member",
            "member": ADA,
            "steps": [
                {"kind": "mute", "member": ADA, "muted": True},
                {"kind": "set_slot", "member": ADA, "slot": "slot-1"},
            ],
        },
        ("conference internal mute 3", "conference internal vid-res-id 3 slot-1 force"),
    ),
    (
        {
            "kind": "update_conference",
            "steps": [{"kind": "lock", "locked": True}, {"kind": "set_layout", "layout": "2x2"}],
        },
        ("conference internal lock", "conference internal vid-layout 2x2"),
    ),
    (
        {
            "kind": "for_each",
            "steps": [{"kind": "refuse", "member": ADA}, {"kind": "refuse", "member": BOB}],
        },
        (
            f"uuid_setvar {ADA} sip_bye_h_X-Ended refused",
            "conference internal kick 3",
            f"uuid_setvar {BOB} sip_bye_h_X-Ended refused",
            "conference internal kick 2",
        ),
    ),
    (
        {"kind": "scene", "steps": [{"kind": "clear_slots"}, {"kind": "play", "prompt": "welcome"}]},
        ("conference internal vid-res-id all clear", "conference internal play en/welcome.wav"),
    ),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)


def test_a_step_of_update_member_names_the_same_member() -> None:
    body = {"kind": "update_member", "member": ADA, "steps": [{"kind": "mute", "member": "b", "muted": True}]}

    with pytest.raises(InvalidCommand, match="every step must name the member of the command"):
        decode_command(body)


def test_a_step_is_refused_with_its_place() -> None:
    body = {
        "kind": "scene",
        "steps": [{"kind": "clear_slots"}, {"kind": "set_slot", "member": BOB, "slot": "clear"}],
    }

    with pytest.raises(InvalidCommand) as refused:
        decode_command(body)

    assert (refused.value.field, refused.value.problem) == ("steps[1].slot", "is a word of FreeSWITCH")
