"""A command until its end."""

import pytest

from freeswitch_functions_client import Problem, is_open
from tests.clients.python.both import LOST, Answer, Asked, both, command, json, refusal


@both
def test_a_command_is_asked_for_until_its_end(kind: str) -> None:
    answers = [json(command(state)) for state in ("queued", "running", "confirmed")]
    asked = Asked(kind, answers)

    told = asked.get(lambda api: api.get_command("c1"))
    end = asked.get(lambda api: api.outcome(told))

    assert (told.state, end.state) == ("queued", "confirmed")
    assert [request.url.query for request in asked.requests[1:]] == [b"wait=10"] * 2


@both
def test_a_command_that_has_ended_is_not_asked_for(kind: str) -> None:
    asked = Asked(kind, [json(command("failed", reason="not_there"))])
    told = asked.get(lambda api: api.get_command("c1"))

    assert asked.get(lambda api: api.outcome(told)).reason == "not_there"
    assert len(asked.requests) == 1


@both
def test_one_that_never_ends_is_given_up_after_its_time(kind: str) -> None:
    asked = Asked(kind, [json(command("running"))], seconds_an_answer=10.0)
    told = asked.get(lambda api: api.get_command("c1"))

    assert is_open(asked.get(lambda api: api.outcome(told)))
    # Nine questions of ten seconds each.
    assert len(asked.requests) == 1 + 9


@both
def test_no_answer_and_too_many_questions_say_nothing_of_it(kind: str) -> None:
    answers: list[Answer] = [
        json(command("queued")),
        *([LOST] * 3),
        refusal(429, "rate_limited"),
        json(command("accepted")),
    ]
    asked = Asked(kind, answers)
    told = asked.get(lambda api: api.get_command("c1"))

    assert asked.get(lambda api: api.outcome(told)).state == "accepted"


@both
def test_a_refusal_is_told(kind: str) -> None:
    asked = Asked(kind, [json(command("queued")), refusal(403, "missing_ability")])
    told = asked.get(lambda api: api.get_command("c1"))

    with pytest.raises(Problem, match="missing_ability"):
        asked.get(lambda api: api.outcome(told))


@both
def test_a_change_that_is_no_command_has_no_outcome(kind: str) -> None:
    assert Asked(kind, [LOST]).get(lambda api: api.outcome(None)) is None
