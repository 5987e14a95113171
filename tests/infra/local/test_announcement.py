"""What a newcomer reads: ways that lead somewhere, with the stand-in and with a FreeSWITCH."""

from dataclasses import replace
from pathlib import Path

import pytest

from infra.local.announcement import DEMO_PASSWORD, Running, announcement, everything
from infra.provision import load
from infra.provisioning.source import Source

URL = "http://127.0.0.1:3000"
DEMO = Path(__file__).parents[3] / "infra" / "demo.yaml"


def run(*, stand_in: bool = True, has_pages: bool = True) -> Running:
    return Running(
        url=URL,
        switch="127.0.0.1:8021",
        stand_in=stand_in,
        xml_curl_user="freeswitch",
        xml_curl_password="secret",
        token="a.b.c",
        log=Path("relay.log"),
        has_pages=has_pages,
        environment={"AWS_ENDPOINT_URL": "http://127.0.0.1:3001"},
    )


def told(*, stand_in: bool = True, has_pages: bool = True) -> str:
    shown = run(stand_in=stand_in, has_pages=has_pages)
    return announcement(shown, Path("more.txt")) + everything(shown)


def test_the_link_comes_first_and_signs_in_and_little_comes_after_it() -> None:
    lines = [line.strip() for line in announcement(run(), Path("more.txt")).splitlines() if line]

    assert lines[1] == f"{URL}/#token=a.b.c"
    assert lines[2].endswith("cat more.txt")
    assert len(lines) == 4


def test_it_says_where_the_data_are_where_they_are_kept() -> None:
    kept = replace(run(), data=Path("/home/ada/data"))

    assert "the data are kept in /home/ada/data; Ctrl-C stops it" in announcement(kept, Path("more.txt"))
    assert "the data end with it; Ctrl-C stops it" in announcement(run(), Path("more.txt"))


def test_the_link_of_the_demo_leads_to_its_conference() -> None:
    demo = replace(run(), conference="internal")

    assert f"  {URL}/#token=a.b.c&conference=internal\n" in announcement(demo, Path("more.txt"))


def test_what_opens_something_is_in_the_file_only() -> None:
    assert "secret" not in announcement(run(), Path("more.txt"))
    assert "freeswitch / secret" in everything(run())


def test_the_caller_s_page_is_ready_for_a_call_where_one_can_be_made() -> None:
    assert f"{URL}/call/#number=999&user=1000 " in told(stand_in=False)
    assert DEMO_PASSWORD in told(stand_in=False)
    assert "takes no calls" in told(stand_in=True)


@pytest.mark.parametrize("stand_in", [True, False])
def test_pages_that_were_not_built_are_not_announced(stand_in: bool) -> None:
    text = told(stand_in=stand_in, has_pages=False)

    assert "/call/" not in text
    assert "#token=" not in text


def test_the_password_is_the_demo_s() -> None:
    demo = load(Source(DEMO.name, DEMO.read_text()))

    assert {user.password for domain in demo.domains for user in domain.users} == {DEMO_PASSWORD}
