"""What a newcomer reads: ways that lead somewhere, with the stand-in and with a FreeSWITCH."""

from pathlib import Path

import pytest

from infra.local.announcement import DEMO_PASSWORD, Running, announcement
from infra.provision import load
from infra.provisioning.source import Source

URL = "http://127.0.0.1:3000"
DEMO = Path(__file__).parents[3] / "infra" / "demo.yaml"


def told(*, stand_in: bool = True, has_pages: bool = True) -> str:
    return announcement(
        Running(
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
    )


def test_the_first_thing_to_open_signs_in() -> None:
    links = [line.strip() for line in told().splitlines() if URL in line]

    assert links[0] == f"{URL}/#token=a.b.c"


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
