"""What the stand-in tells of a conference from its beginning to its end."""

import threading

from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.commands.api_commands import execute


def test_nothing_is_told_of_a_conference_that_is_over(switch: FakeFreeswitch) -> None:
    member = switch.join("internal", "1000", "Ada")
    said = execute(switch.switch, "conference", f"internal play tone_stream://%(200,100,440) {member.id}")
    assert said.startswith("+OK")

    switch.hang_up(member)
    switch.wait_for(lambda: "conference-destroy" in switch.actions("internal"))
    # Longer than the tone.
    later = threading.Event()
    switch.switch.later(0.5, later.set)
    assert later.wait(5)

    assert switch.actions("internal")[-1] == "conference-destroy"
