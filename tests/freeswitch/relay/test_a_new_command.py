"""The relay carries out a command that it has never heard of: its class says all there is to know."""

import time

from tests.freeswitch.relay.play import Play, until
from tests.functions.shared.commands.energy import SetEnergy


def test_a_class_that_nobody_else_knows_is_sent_and_confirmed_by_its_event(play: Play) -> None:
    member = play.switch.join("internal", "1000", "Ada")
    until(lambda: (found := play.stored("internal")) is not None and found.state.member_count == 1)

    command = SetEnergy(member=member.channel.uuid, level=300)
    outcome = play.relay.rows._execution.run(command, play.conference_uuid("internal"), time.time() + 5)

    assert (outcome.state, outcome.evidence and outcome.evidence.event) == ("confirmed", "energy-level-member")
    assert (outcome.reply, member.energy_level) == ("Energy 1 = 300", 300)
    assert play.switch.commands[-1] == "conference internal energy 1 300"
