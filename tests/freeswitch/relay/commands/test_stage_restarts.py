"""A stage through restarts: of the relay, of FreeSWITCH, and of whoever sits in it; only what differs is sent."""

import pytest

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.process import Relay
from functions.shared.command_life.outcomes import Outcome
from functions.shared.commands import PlainCommand
from functions.shared.settings import RelaySettings
from functions.shared.stage.wish import MemberWish, Place, Stage, StoredStage, Who
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.stages import find_stage, write_stage
from infra.fake_freeswitch.state.conference import Member
from tests.freeswitch.relay.child import let_time_pass
from tests.freeswitch.relay.commands.test_stage_keeper import apply
from tests.freeswitch.relay.play import NODE, PASSWORD, REGION, Play, until

WISH = Stage(
    layout="2x2",
    places=(
        Place(slot="presenter", who=(Who(user="1000"), Who(part="moderator"), Who(part="speaker"))),
        Place(slot="guest", who=(Who(user="1001"),)),
    ),
    members=(MemberWish(who=Who(user="1001"), muted=True),),
)
SEATED = {"1000": "presenter", "1001": "guest"}


def keep(play: Play) -> None:
    """Let the relay keep pictures."""
    play.relay.begin("stages")


@pytest.fixture
def kept(play: Play) -> Play:
    """A relay that keeps pictures, with the stage of `internal` written."""
    assert write_stage("internal", StoredStage(stage=WISH, domain="example.com"), None)
    keep(play)
    return play


def join(play: Play, user: str, *, moderator: bool = False) -> Member:
    return play.switch.join("internal", user, user, moderator=moderator, variables={"sip_authorized": "true"})


def room(play: Play) -> Room:
    """The meeting as the relay knows it, as soon as it does."""
    until(lambda: play.relay.follower.rooms.named("internal") is not None)
    found = play.relay.follower.rooms.named("internal")
    assert found is not None
    return found


def slots(play: Play) -> dict[str, str]:
    """Slot by user, as FreeSWITCH itself has it."""
    conference = play.switch.conferences.get("internal")
    members = conference.members if conference else []
    return {member.channel.user: member.reservation_id for member in members if member.reservation_id}


def settled(play: Play, wished: dict[str, str]) -> None:
    until(lambda: slots(play) == wished)
    until(lambda: play.switch.conferences["internal"].layout == "2x2")
    until(lambda: {m.user: m.slot for m in room(play).members.values() if m.slot} == wished)


def sent(play: Play, since: int) -> list[str]:
    """What of the picture FreeSWITCH was told to change since then."""
    words = ("vid-layout", "vid-res-id", "mute", "vid-banner", "vid-floor")
    commands = [command for command in play.switch.commands[since:] if "list" not in command.split()[2:4]]
    return [command for command in commands if any(word in command.split() for word in words)]


def another_relay(play: Play) -> None:
    """The relay dies without a word; the next one begins with nothing but the tables."""
    play.stop()
    let_time_pass()
    settings = RelaySettings(
        node=NODE,
        queue_url=play.queue_url,
        esl_password=PASSWORD,
        esl_port=play.switch.port,
        health_port=0,
        recordings_root="/nowhere",
        stills_root="/nowhere",
    )
    play.relay = Relay(settings, REGION)


def test_the_next_relay_puts_back_what_was_moved_while_there_was_none(kept: Play) -> None:
    ada = join(kept, "1000")
    join(kept, "1001")
    settled(kept, SEATED)

    another_relay(kept)
    kept.switch.conferences["internal"].show_layout("3x3")
    ada.reservation_id = ""
    since = len(kept.switch.commands)
    kept.start()
    keep(kept)

    settled(kept, SEATED)
    until(lambda: apply(kept).state == "confirmed")
    assert sent(kept, since) == [
        "conference internal vid-layout 2x2",
        f"conference internal vid-res-id {ada.id} presenter force",
    ]


def test_the_next_relay_touches_nobody_who_sits_right(kept: Play) -> None:
    join(kept, "1000")
    join(kept, "1001")
    settled(kept, SEATED)

    another_relay(kept)
    since = len(kept.switch.commands)
    kept.start()
    keep(kept)

    until(lambda: room(kept).layout == "2x2")
    until(lambda: apply(kept).state == "confirmed")
    # FreeSWITCH does not tell which layout is shown, so this is said once more; nothing else is.
    assert sent(kept, since) == ["conference internal vid-layout 2x2"]


def test_after_a_restart_of_freeswitch_whoever_comes_back_sits_where_they_sat(kept: Play) -> None:
    join(kept, "1000")
    first = join(kept, "1001")
    settled(kept, SEATED)
    meeting = kept.switch.conferences["internal"].uuid

    kept.switch.restart()
    until(lambda: kept.relay.follower.rooms.named("internal") is None)
    again = join(kept, "1001")
    join(kept, "1000")

    settled(kept, SEATED)
    assert kept.switch.conferences["internal"].uuid != meeting
    assert again.channel.uuid != first.channel.uuid
    until(lambda: room(kept).members[again.channel.uuid].muted is True)


def test_who_drops_and_comes_back_has_a_new_number_and_the_old_place(kept: Play) -> None:
    join(kept, "1000")
    first = join(kept, "1001")
    settled(kept, SEATED)

    kept.switch.hang_up(first)
    until(lambda: len(room(kept).members) == 1)
    assert slots(kept) == {"1000": "presenter"}
    again = join(kept, "1001")

    settled(kept, SEATED)
    assert again.id != first.id


def test_a_place_goes_from_the_absent_to_the_moderator_and_back(kept: Play) -> None:
    join(kept, "1001")
    chair = join(kept, "1002", moderator=True)
    settled(kept, {"1001": "guest", "1002": "presenter"})

    ada = join(kept, "1000")
    settled(kept, SEATED)
    assert chair.reservation_id == ""

    kept.switch.hang_up(ada)
    settled(kept, {"1001": "guest", "1002": "presenter"})


def test_without_a_moderator_whoever_speaks_first_sits_there_and_stays(kept: Play) -> None:
    join(kept, "1001")
    one, other = join(kept, "1002"), join(kept, "1003")
    until(lambda: (found := kept.relay.follower.rooms.named("internal")) is not None and len(found.members) == 3)

    kept.switch.talk(other)
    settled(kept, {"1001": "guest", "1003": "presenter"})
    kept.switch.be_silent(other)
    kept.switch.talk(one)
    until(lambda: room(kept).members[one.channel.uuid].talking is True)
    until(lambda: apply(kept).state == "confirmed")

    assert slots(kept) == {"1001": "guest", "1003": "presenter"}


def test_a_conference_that_ends_while_its_stage_is_applied_tells_how_far_it_came(
    kept: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.relay.end_loop("stages")
    join(kept, "1000")
    join(kept, "1001")
    until(lambda: (found := kept.relay.follower.rooms.named("internal")) is not None and len(found.members) == 2)
    execution = kept.relay.stages._execution
    run = execution.run

    def ends_after_the_layout(command: PlainCommand, uuid: str, deadline: float) -> Outcome:
        outcome = run(command, uuid, deadline)
        for member in list(kept.switch.conferences["internal"].members):
            kept.switch.hang_up(member)
        until(lambda: kept.relay.follower.rooms.named("internal") is None)
        return outcome

    # The meeting ends between two commands.
    monkeypatch.setattr(execution, "run", ends_after_the_layout)
    row = apply(kept)

    assert row.outcome is not None
    assert (row.state, row.outcome.reason) == ("failed", "conference_gone")
    assert row.outcome.detail == "the conference ended while its stage was applied"
    assert [(step.kind, step.state) for step in row.outcome.steps] == [
        ("set_layout", "accepted"),
        ("set_slot", "failed"),
    ]
    assert find_stage("internal") is not None


def test_a_stage_that_cannot_be_read_now_is_tried_again(kept: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [True, True]

    def sometimes(name: str) -> object:
        if broken:
            broken.pop()
            raise TablesUnavailable("slow")
        return find_stage(name)

    monkeypatch.setattr("freeswitch.relay.commands.stage_keeper.find_stage", sometimes)
    join(kept, "1000")
    join(kept, "1001")

    settled(kept, SEATED)
    assert broken == []
