"""Two tenants: by no operation of the description, those to come too, a token sees or changes anything of the other's.

What belongs to the other domain is answered exactly like what is nowhere, and takes exactly the same questions to the
tables, so that no answer's time tells of it, either.
"""

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.mux_control.operations import ALL_OPERATIONS
from tests.functions import control
from tests.functions.control import ADA, bearer
from tests.functions.mux_control.tries import Tried, one_try, renamed, tried
from tests.functions.mux_control.two_tenants import (
    CANARY,
    DOMAIN,
    is_of_one,
    nouns,
    nowhere,
    operations,
    settle_in,
    what_they_have,
    without,
)
from tests.functions.whole_api import whole_client

EVERY = pytest.mark.parametrize(("method", "path"), [each for each in operations() if is_of_one(each[1])], ids=str)


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    """One installation for all of it: nothing that is tried here leaves anything of theirs changed."""
    with control.installation():
        yield whole_client()


@pytest.fixture(scope="module")
def places(api: TestClient) -> Mapping[str, str]:
    there = settle_in(api)
    # What a process remembers of its own domain is remembered by now.
    api.get("/v1/conferences")
    return there


@EVERY
def test_nothing_of_another_tenant_is_seen_or_changed_and_no_answer_s_time_tells_of_it(
    api: TestClient, places: Mapping[str, str], method: str, path: str
) -> None:
    assert set(nouns(path)) <= set(places), "say in two_tenants.py what the other domain has of this"
    names, before = nowhere(places), what_they_have()

    theirs = tried(api, method, path.format(**places))

    # Whoever waits for a meeting may ask for its events before it begins, and who waits for it: then there are none.
    assert {one.status for one in theirs} == {200 if path.endswith(("/events", "/waiting")) else 404}
    assert [CANARY in without(one.text, places, nouns(path)) for one in theirs] == [False] * len(theirs)
    for headers in (bearer(), bearer(conferences=(places["conference"], names["conference"]))):
        of_theirs, of_nothing = (one_try(api, method, path.format(**of), {}, headers) for of in (places, names))
        assert renamed([of_nothing], names, places) == [of_theirs]
    assert what_they_have() == before


# What is asked for by each query that some operation has: as much as there is, and by names of theirs.
ASKED = {
    "limit": "100", "cursor": "", "after": "0", "wait": "0",
    "from": "2020-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z", "format": "csv",
    "prefix": "canary", "conference": "canary-theirs", "subject": "canary-user", "size": "640x360", "theme": "dark",
}  # fmt: skip
# Of what changes something; what they name is another body to `tried`.
OF_CHANGES = {"hangup", "keep_out", "jti", "sub"}
WITH_QUERIES = {
    one.path: {query.name: ASKED.get(query.name, "") for query in one.queries}
    for one in ALL_OPERATIONS
    if one.method == "GET" and one.queries
}


def test_no_query_is_left_out() -> None:
    assert {query.name for one in ALL_OPERATIONS for query in one.queries} == {*ASKED, *OF_CHANGES}


@pytest.mark.parametrize("path", WITH_QUERIES)
def test_whatever_is_asked_for_by_a_query_nothing_of_another_tenant_is_told(
    api: TestClient, places: Mapping[str, str], path: str
) -> None:
    names, asked = nowhere(places), WITH_QUERIES[path]
    whole = {name: value for name, value in asked.items() if name != "cursor"}

    for query in (whole, *({name: value} for name, value in asked.items())):
        of_nothing, of_theirs = (
            one_try(api, "get", f"{path.format(**of)}?{urlencode(query)}", None, bearer()) for of in (names, places)
        )
        assert CANARY not in without(of_theirs.text, places, nouns(path))
        if is_of_one(path):
            assert renamed([of_nothing], names, places) == [of_theirs]


def test_the_other_tenant_is_told_its_own_by_a_query(api: TestClient) -> None:
    """Without this the test above could not fail."""
    for path in ("/v1/events?after=0", "/v1/audit?conference=canary-theirs", "/v1/meetings?conference=canary-theirs"):
        assert CANARY in api.get(path, headers=bearer(domain=DOMAIN)).text, path


BODIES_THAT_NAME = {
    "where somebody is moved": ("commands", {"kind": "transfer", "member": ADA, "conference": "{conference}"}),
    "where somebody is moved in a scene": (
        "scenes",
        {"steps": [{"kind": "transfer", "member": ADA, "conference": "{conference}"}]},
    ),
    "a picture": ("commands", {"kind": "set_background", "image": "own/{asset}"}),
    "a logo": ("commands", {"kind": "set_logo", "member": ADA, "image": "own/{asset}"}),
    "a mute image": ("commands", {"kind": "set_mute_image", "member": ADA, "image": "own/{asset}"}),
    "a sound": ("play", {"prompt": "own/{asset}"}),
    "a font": ("commands", {"kind": "set_banner", "member": ADA, "banner": {"text": "a", "font_face": "own/{asset}"}}),
    "who is called": ("calls", {"user": "{user}"}),
    "a gateway": ("calls", {"gateway": "{gateway}", "number": "+491"}),
    "a recording": ("commands", {"kind": "stop_recording", "recording": "{recording}"}),
    "a stream": ("commands", {"kind": "stop_stream", "stream": "{stream}"}),
    "a command as a recording": ("commands", {"kind": "pause_recording", "recording": "{command}"}),
    "a layout of the stage": ("stage", {"layout": "{layout}"}),
    "a group of the stage": ("stage", {"layout_group": "{group}"}),
    "a user of the stage": ("stage", {"places": [{"slot": "a", "who": [{"user": "{user}"}]}]}),
}


@pytest.mark.parametrize("covering", [False, True], ids=["all conferences", "named conferences"])
@pytest.mark.parametrize(("under", "body"), BODIES_THAT_NAME.values(), ids=BODIES_THAT_NAME)
def test_to_name_another_tenants_thing_in_a_body_is_to_name_nothing(
    api: TestClient, places: Mapping[str, str], under: str, body: object, covering: bool
) -> None:
    theirs = {**places, "user": "canary-user", "gateway": "canary_gateway"}
    names = nowhere(theirs)
    granted = ("internal", theirs["conference"], names["conference"]) if covering else ("*",)
    headers, method = bearer(conferences=granted), ("PUT" if under == "stage" else "POST")
    (noun,) = [each for each in theirs if f"{{{each}}}" in json.dumps(body)]
    before = what_they_have()

    def naming(name: str) -> Tried:
        wish = json.loads(json.dumps(body).replace(f"{{{noun}}}", name))
        return one_try(api, method, f"/v1/conferences/internal/{under}", wish, headers)

    naming(names[noun])  # what is remembered of ours is remembered now
    of_theirs, of_nothing = naming(theirs[noun]), naming(names[noun])

    assert of_theirs.status in (404, 409, 422)
    assert renamed([of_nothing], {noun: names[noun]}, theirs) == [of_theirs]
    assert what_they_have() == before


def test_what_the_other_tenant_has_is_there_for_the_other_tenant(api: TestClient, places: Mapping[str, str]) -> None:
    """Without this the tests above could not fail."""
    headers = bearer(domain=DOMAIN)
    seen = {path: api.get(path.format(**places), headers=headers) for method, path in operations() if method == "get"}

    for path in (
        "/v1/conferences/{conference}",
        "/v1/conferences/{conference}/waiting",
        "/v1/conferences/{conference}/recordings",
        "/v1/conferences/{conference}/recordings/{recording}",
        "/v1/conferences/{conference}/streams/{stream}",
        "/v1/conferences/{conference}/stills/{still}",
        "/v1/commands/{command}",
        "/v1/layouts/{layout}",
        "/v1/layout-groups/{group}",
        "/v1/assets",
        "/v1/assets/{asset}",
        "/v1/gateways",
        "/v1/conferences/{conference}/messages",
        "/v1/webhooks",
        "/v1/webhooks/{webhook}",
        "/v1/webhooks/{webhook}/deliveries/{delivery}",
        "/v1/gateways/{gateway}",
        "/v1/users",
        "/v1/users/{user}",
        "/v1/rooms",
        "/v1/rooms/{room}",
        "/v1/rooms/{room}/entries",
        "/v1/rooms/{room}/invitees",
        "/v1/rooms/{room}/invitees/{invitee}",
        "/v1/groups",
        "/v1/groups/{group}",
        "/v1/nodes",
        "/v1/nodes/{node}",
    ):
        assert (seen[path].status_code, CANARY in seen[path].text) == (200, True), (path, seen[path].text)
    assert msgspec.json.decode(seen["/v1/conferences/{conference}/stage"].content)
