"""What a token allows in one meeting."""

import pytest

from functions.shared.rights import Ability
from functions.shared.standings.grants import abilities_in, host_decides
from functions.shared.standings.persons import person_of_user
from functions.shared.state import ConferenceState, Rank, Standing

GUEST: tuple[Ability, ...] = ("view", "chat")
HOST: tuple[Ability, ...] = ("view", "chat", "host")


def meeting(rank: Rank) -> ConferenceState:
    standing = Standing(person=person_of_user("m1", "1001"), rank=rank, at="2026-11-29T10:00:00Z")
    return ConferenceState(name="internal", uuid="m1", node="fs1", standings=(standing,))


@pytest.mark.parametrize(
    ("rank", "held", "allowed"),
    [
        ("host", GUEST, HOST),
        ("host", HOST, HOST),
        ("participant", HOST, GUEST),
        ("participant", GUEST, GUEST),
        ("kept_out", HOST, ()),
    ],
)
def test_what_a_host_made_of_them_counts(rank: Rank, held: tuple[Ability, ...], allowed: object) -> None:
    assert abilities_in(meeting(rank), "1001", held) == allowed
    assert abilities_in(meeting(rank), "1002", held) == held


@pytest.mark.parametrize("more", ["control", "admin"])
def test_whoever_runs_the_service_is_nobody_whom_a_host_ranks(more: Ability) -> None:
    held: tuple[Ability, ...] = ("host", more)

    assert abilities_in(meeting("kept_out"), "1001", held) == held


def test_a_meeting_is_asked_only_where_being_a_host_decides() -> None:
    assert host_decides(("view", "chat"), ("control", "host"))
    assert host_decides(("view", "host"), ("control", "host"))
    assert not host_decides(("control",), ("control", "host"))
    assert not host_decides(("view",), ("view",))
    assert not host_decides(("chat",), ("chat", "control", "host"))
