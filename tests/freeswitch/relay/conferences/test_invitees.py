"""Who is an invitee: who has shown the PIN, on joining and for a relay that comes later, and never by a name."""

from infra.fake_freeswitch.control import obey
from tests.freeswitch.relay.play import Play, until


def invitees(play: Play) -> list[tuple[str | None, str | None]]:
    found = play.stored("internal")
    return sorted((member.name, member.invitee) for member in found.state.members) if found else []


def test_a_stranger_who_calls_themselves_grace_is_no_invitee_and_who_has_shown_her_pin_is(play: Play) -> None:
    play.switch.join("internal", "4930123", "Grace")
    play.switch.join("internal", "4930124", "Phone", variables={"dial_in_invitee": "Grace"})
    expected = [("Grace", None), ("Phone", "Grace")]

    until(lambda: invitees(play) == expected)
    obey(play.switch, "drop")
    until(lambda: play.relay.link.generation == 2)
    until(play.relay.follower.ready.is_set)
    play.relay.writer.run_once()

    assert invitees(play) == expected
