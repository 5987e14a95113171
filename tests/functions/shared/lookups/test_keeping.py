"""What is said of keeping an answer is read as it was meant."""

import pytest

from functions.shared.lookups.keeping import KEPT, KEPT_FOR_AN_OUTAGE, NEVER, Keeping, keeping_of


@pytest.mark.parametrize("keeping", [KEPT, KEPT_FOR_AN_OUTAGE, NEVER, Keeping(1, 2)])
def test_what_is_said_is_what_is_read(keeping: Keeping) -> None:
    assert keeping_of(keeping.header) == keeping


@pytest.mark.parametrize(
    "header",
    [
        "",
        "no-store",
        "max-age=5, no-store",
        "No-Cache",
        "private, max-age=5",
        "max-age=soon",
        "max-age=-1",
        "s-maxage=5",
    ],
)
def test_what_does_not_say_that_it_may_be_kept_may_not(header: str) -> None:
    assert keeping_of(header) == NEVER


def test_it_is_said_as_http_says_it() -> None:
    assert KEPT.header == "max-age=5, stale-if-error=900"
    assert NEVER.header == "no-store"
