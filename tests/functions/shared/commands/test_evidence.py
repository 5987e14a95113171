"""Every command says what proves it, for how long to wait, and what to do when its outcome got lost."""

import pytest

from functions.shared.commands import PlainCommand
from tests.functions.shared.commands.asking import plain
from tests.functions.shared.commands.examples import HERE, PLAIN_EXAMPLES, Example

BY_REPLY = {
    "set_layout",
    "set_layout_group",
    "set_banner",
    "clear_banner",
    "set_mute_image",
    "set_logo",
    "set_background",
    "set_foreground",
    "set_video_size",
    "clear_video_floor",
    "flush_user",
    "end_user_calls",
}
BY_STATE = {
    "set_slot",
    "clear_slots",
    "set_role",
    "set_video_floor",
    "set_max_members",
    "set_variable",
    "set_video_rate",
    "stop_playing",
    "relate",
    "drop_registration",
}
ONCE_ONLY = {"play", "dial", "send_dtmf"}
CHECKABLE = {"set_floor", "transfer", "start_recording", "start_stream"}


def kind_and_command(example: Example) -> tuple[str, PlainCommand]:
    return str(example[0]["kind"]), plain(example[0])


@pytest.mark.parametrize("example", PLAIN_EXAMPLES, ids=lambda example: str(example[0]["kind"]))
def test_only_what_leaves_no_trace_rests_on_freeswitchs_word(example: Example) -> None:
    kind, command = kind_and_command(example)
    proof = command.proven

    assert (proof.kind == "reply") == (kind in BY_REPLY)
    assert bool(proof.events) == (proof.kind == "event")
    assert (proof.within > 0) == (proof.kind != "reply")
    assert proof.within < 70


def test_what_is_proven_by_the_state_or_asked_before_it_is_sent_can_be_asked_for() -> None:
    asked = {
        kind: command.state_query(HERE)
        for kind, command in map(kind_and_command, PLAIN_EXAMPLES)
        if command.proven.kind == "state" or command.retry == "checkable"
    }

    assert set(asked) == BY_STATE | CHECKABLE
    assert all(asked.values())


@pytest.mark.parametrize("example", PLAIN_EXAMPLES, ids=lambda example: str(example[0]["kind"]))
def test_what_may_be_done_after_a_crash_is_fixed_for_every_kind(example: Example) -> None:
    kind, command = kind_and_command(example)
    expected = "once_only" if kind in ONCE_ONLY else "checkable" if kind in CHECKABLE else "repeatable"

    assert command.retry == expected


@pytest.mark.parametrize("example", PLAIN_EXAMPLES, ids=lambda example: str(example[0]["kind"]))
def test_what_takes_long_is_sent_in_the_background(example: Example) -> None:
    kind, command = kind_and_command(example)

    assert command.slow == (kind in ("dial", "take_still"))
