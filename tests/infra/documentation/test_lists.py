"""Lists mean the same in the site as in the repository."""

import pytest

from infra.documentation.lists import indented


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("- one\n- two", "- one\n- two"),
        ("- one\n  goes on\n- two", "- one\n    goes on\n- two"),
        ("1. one\n\n   ```sh\n   run\n   ```\n2. two", "1. one\n\n    ```sh\n    run\n    ```\n2. two"),
        ("- one\n  - inner\n  - next\n- two", "- one\n    - inner\n    - next\n- two"),
        ("text:\n- one", "text:\n\n- one"),
        ("- one\ngoes on lazily\n- two", "- one\n    goes on lazily\n- two"),
        ("- one\n\nafter it\n  - no list inside", "- one\n\nafter it\n\n- no list inside"),
        ("| a | b |\n|---|---|", "| a | b |\n|---|---|"),
        ("```\n- no list\n  here\n```", "```\n- no list\n  here\n```"),
        ("a 1. is no list", "a 1. is no list"),
    ],
)
def test_a_list_is_written_as_the_site_reads_it(written: str, read: str) -> None:
    assert indented(written) == read
