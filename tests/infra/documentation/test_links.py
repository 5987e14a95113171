"""A page of the site leads where the document leads in the repository."""

import pytest

from infra.documentation.links import ROOT, rewritten
from infra.documentation.outside import OUTSIDE, place_of, source_of


@pytest.mark.parametrize(
    ("source", "written", "right"),
    [
        ("docs/live.md", "[rooms](rooms.md#hosts)", "[rooms](rooms.md#hosts)"),
        ("docs/live.md", "[the client](../clients/python/README.md)", "[the client](project/client-python.md)"),
        ("docs/how-to/trunk.md", "[a page](../provisioning.md)", "[a page](../provisioning.md)"),
        ("README.md", "[rooms](docs/rooms.md)", "[rooms](../rooms.md)"),
        ("README.md", "![all of it](docs/architecture.svg)", "![all of it](../architecture.svg)"),
        ("freeswitch/README.md", "[bans](fail2ban/README.md)", "[bans](fail2ban.md)"),
        ("docs/provisioning.md", "[infra/demo.yaml](../infra/demo.yaml)", "`infra/demo.yaml`"),
        ("docs/dial-in.md", "[budgets.py](../functions/pin_check/budgets.py)", "`functions/pin_check/budgets.py`"),
        ("docs/aws.md", "[an event](../events)", "an event (`events`)"),
        ("docs/live.md", "[a](https://example.com), [b](#asking)", "[a](https://example.com), [b](#asking)"),
        ("docs/live.md", "`[no](link.md)`", "`[no](link.md)`"),
        ("docs/live.md", "```\n[no](../README.md)\n```\n", "```\n[no](../README.md)\n```\n"),
    ],
)  # fmt: skip
def test_a_link_is_put_right(source: str, written: str, right: str) -> None:
    assert rewritten(written, source) == right


def test_a_link_to_nothing_stays_so_that_the_build_tells_it() -> None:
    assert rewritten("[gone](no-such-page.md)", "docs/live.md") == "[gone](no-such-page.md)"


def test_every_page_from_outside_is_there_and_has_a_place_of_its_own() -> None:
    assert [path for path in OUTSIDE if not (ROOT / path).is_file()] == []
    assert len(set(OUTSIDE.values())) == len(OUTSIDE)


@pytest.mark.parametrize("path", [*OUTSIDE, "docs/live.md", "docs/how-to/index.md"])
def test_a_page_knows_where_it_came_from(path: str) -> None:
    place = place_of(path)

    assert place is not None
    assert source_of(place) == path


def test_what_is_no_page_has_no_place() -> None:
    assert place_of("infra/demo.yaml") is None
