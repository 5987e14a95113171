"""What is tried over all operations of the API leaves none out: none that is served, none for its body, no table."""

import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module

import boto3
import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from functions.live.app import create_app as create_live
from functions.mux_control.app import create_app as create_mux_control
from functions.mux_control.operations import ALL_OPERATIONS
from functions.mux_control.outputs import recording_files
from functions.rooms.app import create_app as create_rooms
from functions.shared import tables
from functions.shared.tables.base import TableItem
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.provisioned.users import UsersItem
from tests.functions import control
from tests.functions.control import SETTINGS, TABLES, bearer
from tests.functions.mux_control.tries import BODIES, one_after_another, tried
from tests.functions.mux_control.two_tenants import DOMAIN, METHODS, is_of_one, operations, settle_in
from tests.functions.whole_api import whole_client
from tests.iam import TEMPLATE

# Nothing of anybody's: what the system is, and whether it is well.
OF_NOBODY = {("get", "/docs"), ("get", "/healthz")}
# PIN guesses, which no operation of the API writes.
NOT_THE_API_S = {AttemptsItem.Meta.table_name}
# As two_tenants.py has it.
PICTURE = f"{DOMAIN}/canary-theirs/canary-output-0123456789abcdef.png"
# Changes that know no Idempotency-Key, and what a second one does.
REPEATED = {
    **dict.fromkeys(("put_layout", "put_layout_group", "revoke_tokens"), "says what should be so, and makes nothing"),
    **dict.fromkeys(
        ("delete_layout", "delete_layout_group", "delete_webhook", "delete_message", "allow_tokens"), "finds it gone"
    ),
    "delete_asset": "goes on where the first one stopped",
    "put_asset": "gives another address for the upload",
    "check_asset": "is told how it stands",
    "post_message": "has an id of the sender's own, and is the same message",
    "open_live": "gives another ticket; both end by themselves",
    "observe": "gives another user for one call; both end by themselves",
    "redeem_entry": "knows the browser by its secret, and uses nothing up",
}
SAYS_THAT_ITS_BODY_IS_WRONG = {400, 415, 422}
# What a link's code opens is tried in tests/functions/rooms/entries; a code of nothing is a body that is refused.
NEEDS_A_CODE = {("post", "/v1/entries/redeem")}


def served() -> set[tuple[str, str]]:
    """Every method of every path that a function of the API answers."""
    return {
        (method.lower(), route.path)
        for app in (create_mux_control(SETTINGS), create_live(SETTINGS), create_rooms(SETTINGS))
        for route in app.routes
        if isinstance(route, Route)
        for method in route.methods or ()
        if method != "HEAD"
    }


def kinds() -> set[type[TableItem]]:
    found = pkgutil.walk_packages(tables.__path__, f"{tables.__name__}.")
    members = [inspect.getmembers(import_module(each.name), inspect.isclass) for each in found]
    classes = {kind for of_module in members for _, kind in of_module if issubclass(kind, TableItem)}
    return {kind for kind in classes if hasattr(getattr(kind, "Meta", None), "table_name")}


def names(found: Iterable[type[TableItem]]) -> set[str]:
    """Of tables: two kinds of rows may stand in one."""
    return {kind.Meta.table_name for kind in found}


def test_what_is_served_is_described_and_what_is_described_is_tried() -> None:
    described = {(one.method.lower(), one.path) for one in ALL_OPERATIONS}

    assert served() - OF_NOBODY == described
    assert set(operations()) == described
    assert {method for method, _ in described} <= set(METHODS)


def test_every_change_knows_a_repetition_by_its_key_or_does_no_harm_a_second_time() -> None:
    unkeyed = {one.name for one in ALL_OPERATIONS if one.changes and one.make is None and not one.keyed}

    assert unkeyed == set(REPEATED)


def test_every_function_that_answers_a_path_of_the_api_is_among_them() -> None:
    behind = {
        name
        for name, function in TEMPLATE.of_type("AWS::Serverless::Function").items()
        for event in function.get("Events", {}).values()
        if event["Type"] == "HttpApi" and event["Properties"]["Path"].startswith(("/v1", "/{"))
    }

    assert behind == {"MuxControlFunction", "LiveFunction", "RoomsFunction"}


def test_no_table_is_left_out_when_all_that_a_domain_has_is_compared() -> None:
    assert names(kinds()) - names(TABLES) == NOT_THE_API_S


@pytest.fixture
def api() -> Iterator[TestClient]:
    recording_files.s3_client.cache_clear()
    with control.installation():
        UsersItem("example.com", "#", body='{"name":"example.com"}').save()
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="canary-bucket")
        s3.put_object(Bucket="canary-bucket", Key=PICTURE, Body=b"a picture")
        yield whole_client()
    recording_files.s3_client.cache_clear()


@pytest.mark.parametrize(("method", "path"), [each for each in operations() if each[0] not in ("get", "delete")])
def test_none_stops_at_its_body_before_it_could_do_harm(api: TestClient, method: str, path: str) -> None:
    """Tried by who owns what the path names: some body of the tries is taken, or refused for another reason."""
    places = settle_in(api)

    tries = one_after_another(api, method, path.format(**places), bearer(domain=DOMAIN))

    assert (method, path) in NEEDS_A_CODE or any(one.status not in SAYS_THAT_ITS_BODY_IS_WRONG for one in tries), BODIES


@pytest.mark.parametrize(("method", "path"), [each for each in operations() if is_of_one(each[1])])
def test_what_is_not_found_for_another_tenant_is_found_by_its_own(api: TestClient, method: str, path: str) -> None:
    """Without this a 404 for everybody would do."""
    places = settle_in(api)

    answers = [one.status for one in tried(api, method, path.format(**places), bearer(domain=DOMAIN))]

    assert set(answers) != {404}
    assert 500 not in answers
