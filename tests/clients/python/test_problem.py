"""What a refusal says to people: every field once, with what was sent and what would be right."""

import pytest

from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.schemas import FieldError, ProblemBody

LAYOUT = FieldError(field="layuot", problem="is unknown", value='"2x2"', expected="layout")
SLOT = FieldError(field="slot", problem="is missing")
BODY = FieldError(field="", problem="changes nothing")


def said(detail: str, *errors: FieldError) -> list[str]:
    body = ProblemBody(type="", title="A field is not valid", status=422, code="", detail=detail, errors=errors)
    return str(Problem(422, body)).splitlines()


def test_the_api_s_sentence_is_not_said_twice() -> None:
    whole = 'layuot: is unknown (it is "2x2"); expected: layout'

    assert said("layuot: is unknown", LAYOUT) == [whole]
    assert said("layuot: is unknown (and 1 more)", LAYOUT, SLOT) == [whole, "slot: is missing"]
    assert said("the body: changes nothing", BODY) == ["the body: changes nothing"]


@pytest.mark.parametrize("errors", [(), (SLOT,)])
def test_a_sentence_of_its_own_stands_before_the_fields(errors: tuple[FieldError, ...]) -> None:
    assert said("weekly is not taken", *errors)[0] == "weekly is not taken"


def test_without_a_sentence_it_is_the_title() -> None:
    assert said("") == ["A field is not valid"]
