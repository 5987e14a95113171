"""A user is rung where they are registered, as the relay there has told; at both nodes where they are at both."""

from tests.live.fleet.nodes import Fleet
from tests.live.processes import wait_until
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
GRACE = "1001"


def test_a_user_is_rung_wherever_they_are_registered(nodes: Fleet) -> None:
    here, there = nodes.first.ports["sip"], nodes.second.ports["sip"]
    with Telephone(there, GRACE, PASSWORD) as grace:
        with Telephone(here, "1000", PASSWORD) as early:
            # Nobody is registered: the caller hears so.
            assert early.call(GRACE) >= 400
        assert grace.register() == 200

        def answered() -> bool:
            with Telephone(here, "1000", PASSWORD) as caller:
                return caller.call(GRACE) == 200

        wait_until(answered, "her relay has told where she is", within=20)
        wait_until(grace.hung_up.is_set, "that call has ended")

        # With a telephone here, too, which answers first, both are rung.
        with Telephone(here, "1000", PASSWORD) as ada, Telephone(here, GRACE, PASSWORD) as desk:
            assert desk.register() == 200
            grace.answers_with = 180
            grace.called.clear()
            desk.may_answer = grace.called
            assert ada.call(GRACE) == 200
            assert desk.called.is_set()
            wait_until(grace.cancelled.is_set, "the other one stops ringing")
            desk.sound.tone = 440
            heard = ada.sound.packets_loud
            wait_until(lambda: ada.sound.packets_loud > heard + 50, "the one hears the other")
            ada.hang_up()
            wait_until(desk.hung_up.is_set, "the call ends here, too")
