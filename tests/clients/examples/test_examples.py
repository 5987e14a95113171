"""Each example does on the local stack what its first lines say."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from freeswitch_functions_client import Api
from freeswitch_functions_client.schemas import Call, MemberPatch, MessageBody
from infra.local.ports import free_port
from tests.clients.examples.programs import EXAMPLES, run, running
from tests.infra.local.running import RunningStack, eventually, running_stack

# As provisioned; two telephones of user 1000 are there, and both are called Ada.
ADA, GRACE = "Ada", "Grace"


@pytest.fixture(scope="module")
def stack() -> Iterator[RunningStack]:
    with running_stack() as started:
        started.wait_until_announced()
        url, token = where(started)
        with Api(url, token) as api:
            assert eventually(lambda: people(api) == 3, 60)
        yield started


def where(stack: RunningStack) -> tuple[str, str]:
    return stack.told(r"functions +(http://127\.0\.0\.1:\d+)"), stack.told(r"API token +(\S+)")


def people(api: Api) -> int:
    """How many are in `internal`."""
    return sum(one.member_count for one in api.all_conferences() if one.name == "internal")


def members(api: Api) -> dict[str, Any]:
    """Who is in `internal`, by name; nobody while it has not begun."""
    found = [one for one in api.all_conferences() if one.name == "internal"]
    return {str(one.name): one for one in api.get_conference("internal").members} if found else {}


@pytest.fixture
def api(stack: RunningStack) -> Iterator[Api]:
    with Api(*where(stack)) as client:
        yield client


def test_the_service_has_no_more_than_about_a_hundred_lines() -> None:
    assert len((EXAMPLES / "meetings.py").read_text().splitlines()) <= 105


def test_a_lower_third_is_shown_and_what_was_there_comes_back(stack: RunningStack, api: Api) -> None:
    before = members(api)[GRACE].banner
    with running("lower_third.py", *where(stack), "internal", GRACE, "Grace, compilers", "--seconds", "2") as program:
        program.line_with("Grace, compilers: accepted")
        shown = members(api)[GRACE].banner
        assert program.process.wait(60) == 0

    assert shown is not None
    assert (shown.text, shown.bg) == ("Grace, compilers", "#1d3557")
    assert members(api)[GRACE].banner == before


def test_a_lower_third_for_nobody_says_who_is_there(stack: RunningStack) -> None:
    done = run("lower_third.py", *where(stack), "internal", "Nobody", "Nobody at all")

    assert done.returncode == 1
    assert "'Nobody' is none of those in internal" in done.stderr
    assert ADA in done.stderr


def test_the_moderator_takes_unwanted_words_away_and_gives_the_word_by_the_order_of_hands(
    stack: RunningStack, api: Api
) -> None:
    grace = members(api)[GRACE]
    muted = api.outcome(api.update_member("internal", grace.uuid, MemberPatch(muted=True)))
    assert muted is not None
    assert muted.state == "confirmed"
    for name in (GRACE, ADA):
        api.update_member("internal", members(api)[name].uuid, MemberPatch(hand=True))
    arguments = (*where(stack), "internal", "--unwanted", "darn,blast", "--hosts", "operator")

    with running("moderator.py", *arguments) as program:
        program.line_with("following internal")
        kept = api.post_message("internal", MessageBody(text="a darning needle"))
        gone = api.post_message("internal", MessageBody(text="Darn it"))
        program.line_with("deleted a message of operator")
        api.post_message("internal", MessageBody(text="next"))
        program.line_with("Grace has the word")

    texts = {one.id: one.text for one in api.all_messages("internal")}
    assert (texts[kept.id], texts[gone.id]) == ("a darning needle", None)
    now = members(api)
    assert now[GRACE].hand_raised_at is None
    assert now[GRACE].muted
    assert now[ADA].hand_raised_at is not None
    assert eventually(lambda: members(api)[GRACE].asked_to_unmute_at is not None, 30)


def test_the_service_makes_links_and_knows_who_is_in(stack: RunningStack, api: Api) -> None:
    url, token = where(stack)
    port = free_port()
    with running("meetings.py", str(port), API_URL=url, API_TOKEN=token) as program:
        program.line_with("Uvicorn running")
        own = f"http://127.0.0.1:{port}"
        made = httpx2.post(f"{own}/meetings", json={"name": "standup", "host": "Ada", "guests": ["Grace", "Grace"]})
        wrong = httpx2.post(f"{own}/meetings", json={"name": "Stand up", "host": "Ada"})
        forged = httpx2.post(f"{own}/told", json={"type": "member.joined", "conference": "internal"})

        def inside() -> list[str]:
            return list(httpx2.get(f"{own}/meetings/internal").json()["inside"])

        def told() -> bool:
            # In its first five seconds a webhook may miss what would wake it; the next event that it wants wakes it.
            api.outcome(api.make_call("internal", Call(user="1002")))
            return eventually(lambda: len(inside()) > 0, 3)

        assert eventually(told, 60)

    assert made.status_code == 201
    assert [one["name"] for one in made.json()["links"]] == ["Ada", "Grace", "Grace"]
    assert len({one["url"] for one in made.json()["links"]}) == 3
    assert api.get_room("standup").lobby == "outside"
    assert (wrong.status_code, forged.status_code) == (422, 401)
    assert "name" in wrong.json()["wrong"]
