"""Numbers of the query: what is wrong with one is said, and what would be right."""

import pytest
from starlette.requests import Request

from functions.shared.api.problems import Problem
from functions.shared.api.queries import whole_number


def of(query: str) -> int:
    request = Request({"type": "http", "query_string": query.encode(), "headers": []})
    return whole_number(request, "limit", least=1, most=200, default=50)


def test_a_number_within_its_range_is_taken_and_none_is_the_usual_one() -> None:
    assert [of("limit=1"), of("limit=200"), of("")] == [1, 200, 50]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("0", "is out of range"),
        ("-1", "is out of range"),
        ("201", "is out of range"),
        ("9" * 40, "is out of range"),
        ("many", "is no whole number"),
        ("", "is no whole number"),
        ("1e2", "is no whole number"),
        ("%D9%A1", "is no whole number"),
    ],
)
def test_another_is_refused_for_what_it_is(text: str, problem: str) -> None:
    with pytest.raises(Problem) as refused:
        of(f"limit={text}")

    (error,) = refused.value.errors
    assert (error.field, error.problem, error.expected) == ("limit", problem, "a whole number from 1 to 200")
