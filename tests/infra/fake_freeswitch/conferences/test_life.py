"""What the stand-in tells of a conference from its beginning to its end."""

import threading
from collections.abc import Callable

import pytest

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


def _join(switch: FakeFreeswitch) -> None:
    switch.join("internal", "1001", "Bob")


def _is_dialled(switch: FakeFreeswitch) -> None:
    said = execute(switch.switch, "conference", "internal dial sofia/internal/sip:bob@127.0.0.1")
    assert "SUCCESS" in said


def _is_sent(switch: FakeFreeswitch) -> None:
    """It goes a frame later, as the end comes a frame later; the sooner is the one that was asked for sooner."""
    bob = switch.join("external", "1001", "Bob")
    said = execute(switch.switch, "conference", f"external transfer internal {bob.id}")
    assert said.startswith("+OK")


@pytest.mark.parametrize(
    ("before", "after"),
    [(None, _join), (None, _is_dialled), (_is_sent, None)],
    ids=["a caller", "a call from the conference", "a transfer"],
)
def test_who_takes_the_name_of_a_meeting_that_is_clearing_up_begins_another_and_both_are_told(
    switch: FakeFreeswitch,
    before: Callable[[FakeFreeswitch], None] | None,
    after: Callable[[FakeFreeswitch], None] | None,
) -> None:
    """The real one looks names up so (``conference_find``, mod_conference.c:2655), and tells every end (:863)."""
    ada = switch.join("internal", "1000", "Ada")
    first = switch.conference_of(ada)

    with switch.switch.lock:
        if before:
            before(switch)
        switch.hang_up(ada)
        if after:
            after(switch)
    switch.wait_for(lambda: "conference-destroy" in switch.actions("internal"))

    second = switch.conferences["internal"]
    (bob,) = second.members
    assert (second.uuid != first.uuid, switch.conference_of(bob)) == (True, second)
    life = [(one.what, one.meeting) for one in switch.switch.diary if one.conference == "internal" and not one.call]
    told = ("open", "end")
    assert [one for one in life if one[0] in told] == [
        ("open", first.uuid), ("end", first.uuid), ("open", second.uuid),
    ]  # fmt: skip
    ends = [one.get("Conference-Unique-ID") for one in switch.events if one.get("Action") == "conference-destroy"]
    assert [one for one in ends if one in (first.uuid, second.uuid)] == [first.uuid]


def test_a_command_finds_no_meeting_that_is_clearing_up(switch: FakeFreeswitch) -> None:
    ada = switch.join("internal", "1000", "Ada")
    meeting = switch.conference_of(ada).uuid

    with switch.switch.lock:
        switch.hang_up(ada)
        said = execute(switch.switch, "conference", "internal lock")
    switch.wait_for(lambda: "conference-destroy" in switch.actions("internal"))

    assert said == "-ERR Conference internal not found\n"
    noted = [one.what for one in switch.switch.diary if one.meeting == meeting]
    assert noted == ["open", "join", "leave", "end"]
