"""Any command by its kind, and several as one."""

from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.mux_control.operations import DESCRIPTION
from functions.mux_control.picture.scenes import JOBS
from functions.shared.commands.catalogue import API_COMMANDS
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import Domain, Gateway, Gateways, User
from functions.shared.tables.provisioned.rooms import Room, RoomsItem
from functions.shared.tables.provisioned.users import UsersItem, forget_domains
from tests.functions.control import ADA, BOB, bearer, body_of, node, start_conference

COMMANDS = "/v1/conferences/internal/commands"
SCENES = "/v1/conferences/internal/scenes"


@pytest.mark.parametrize(
    "command",
    [
        {"kind": "send_dtmf", "member": ADA, "digits": "12#"},
        {"kind": "relate", "member": ADA, "other": BOB, "relation": "nohear"},
        {"kind": "set_video_size", "width": 1280, "height": 720},
        {"kind": "set_variable", "name": "x_color", "value": "red"},
        {"kind": "stop_playing"},
    ],
    ids=lambda command: command["kind"],
)
def test_a_command_is_taken_as_it_is(api: TestClient, command: dict[str, object]) -> None:
    answer = api.post(COMMANDS, json=command)

    assert answer.status_code == 202
    assert answer.json()["kind"] == command["kind"]
    assert body_of(answer.json()["id"]) == command


def test_the_description_names_every_command_and_nothing_that_they_only_have_in_common() -> None:
    components = msgspec.convert(DESCRIPTION["components"], dict[str, dict[str, dict[str, object]]])["schemas"]
    described = {
        name
        for name, shape in components.items()
        if "const" in msgspec.convert(shape.get("properties", {}), dict[str, dict[str, object]]).get("kind", {})
    }

    # Of a job the description shows what a client may say; a stage's drift may have any step of a scene.
    jobs = {job.command for job in JOBS.values()}
    named = {f"{command.__name__}Wish" if command in jobs else command.__name__ for command in API_COMMANDS}
    assert described - {"Evidence", "Dial"} == named


@pytest.mark.parametrize(
    ("command", "field"),
    [
        ({}, "kind"),
        ({"kind": 7}, "kind"),
        ({"kind": "mutee", "member": ADA}, "kind"),
        ({"kind": "flush_user", "user": "1000", "domain": "example.com"}, "kind"),
        ({"kind": "scene", "steps": [{"kind": "lock", "locked": True}]}, "kind"),
        ({"kind": "mute"}, "member"),
        ({"kind": "mute", "member": ADA, "muted": "yes"}, "muted"),
        ({"kind": "mute", "member": ADA, "muted": True, "loud": 1}, "loud"),
        ({"kind": "mute", "member": "nobody-here", "muted": True}, "member"),
        ({"kind": "relate", "member": ADA, "other": "nobody-here", "relation": "nohear"}, "other"),
        ({"kind": "set_variable", "name": "Conference-Name", "value": "x"}, "name"),
        ({"kind": "set_variable", "name": "x_a", "value": "${hostname}"}, "value"),
        ({"kind": "set_layout", "layout": "group:grid"}, "layout"),
        ({"kind": "set_layout", "layout": "a b"}, "layout"),
        ({"kind": "send_dtmf", "member": ADA, "digits": "1\napi shutdown"}, "digits"),
    ],
)
def test_a_command_that_cannot_be_is_refused_by_field(api: TestClient, command: object, field: str) -> None:
    answer = api.post(COMMANDS, json=command)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_field")
    assert field in [error["field"] for error in answer.json()["errors"]]


def test_a_misspelt_kind_is_told_the_right_one(api: TestClient) -> None:
    error = api.post(COMMANDS, json={"kind": "mutee", "member": ADA}).json()["errors"][0]

    assert error["value"] == '"mutee"'
    assert error["expected"].startswith("'mute', perhaps; one of ask_to_unmute, ")


def test_a_scene_is_one_command_in_order(api: TestClient) -> None:
    steps = [
        {"kind": "set_layout", "layout": "3x3"},
        {"kind": "set_slot", "member": ADA, "slot": "left"},
        {"kind": "mute", "member": BOB, "muted": True},
    ]

    answer = api.post(SCENES, json={"steps": steps})

    assert (answer.status_code, answer.json()["kind"]) == (202, "scene")
    assert body_of(answer.json()["id"]) == {"kind": "scene", "steps": steps}


@pytest.mark.parametrize(
    ("steps", "field"),
    [
        ([], "steps"),
        ("mute", "steps"),
        ([{"kind": "lock", "locked": True}] * 101, "steps"),
        ([{"kind": "lock", "locked": True}, 7], "steps[1]"),
        ([{"kind": "lock", "locked": True}, {"kind": "fly"}], "steps[1].kind"),
        ([{"kind": "lock", "locked": True}, {"kind": "mute", "member": "nobody", "muted": True}], "steps[1].member"),
        ([{"kind": "start_recording"}], "steps[0].kind"),
        ([{"kind": "set_banner", "member": ADA, "banner": {"text": "{"}}], "steps[0].banner.text"),
    ],
)
def test_a_wrong_step_is_named_by_its_place(api: TestClient, steps: object, field: str) -> None:
    answer = api.post(SCENES, json={"steps": steps})

    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json()["errors"]]


TRANSFER = {"kind": "transfer", "member": ADA, "conference": "external"}


def test_a_transfer_needs_both_conferences(api: TestClient) -> None:
    start_conference("external")

    both = api.post(COMMANDS, json=TRANSFER, headers=bearer(conferences=("internal", "external")))
    one = api.post(COMMANDS, json=TRANSFER, headers=bearer(conferences=("internal",)))

    assert (both.status_code, one.status_code, one.json()["code"]) == (202, 404, "conference_not_found")


def test_a_transfer_never_reaches_another_domain(api: TestClient) -> None:
    start_conference("external", domain="other.example")

    named = api.post(COMMANDS, json=TRANSFER, headers=bearer(conferences=("internal", "external")))
    anybody = api.post(COMMANDS, json=TRANSFER)

    # As where nothing is.
    assert [(one.status_code, one.json()["code"]) for one in (named, anybody)] == [
        (422, "invalid_field"),
        (404, "conference_not_found"),
    ]


def test_nobody_is_sent_into_another_domains_meeting_though_a_room_of_ours_has_its_name(api: TestClient) -> None:
    room = Room(name="external", domain="example.com", conference="external")
    RoomsItem("external", "#", body=encode(room)).save()
    start_conference("external", domain="other.example")

    answer = api.post(COMMANDS, json=TRANSFER)

    assert (answer.status_code, answer.json()["code"]) == (404, "conference_not_found")


def test_nobody_is_sent_where_nobody_could_reach_them(api: TestClient) -> None:
    named = api.post(COMMANDS, json=TRANSFER, headers=bearer(conferences=("internal", "external")))
    anybody = api.post(COMMANDS, json=TRANSFER)

    assert (named.status_code, anybody.status_code) == (422, 404)
    (error,) = named.json()["errors"]
    assert (error["field"], "no room of that name" in error["problem"]) == ("conference", True)


@pytest.mark.parametrize(("wished", "status"), [({}, 202), ({"profile": None}, 202), ({"profile": "wide"}, 202)])
def test_who_is_moved_arrives_with_the_rooms_profile(api: TestClient, wished: dict[str, object], status: int) -> None:
    room = Room(name="external", domain="example.com", conference="external", profile="wide")
    RoomsItem("external", "#", body=encode(room)).save()

    answer = api.post(COMMANDS, json={**TRANSFER, **wished})
    in_a_scene = api.post(SCENES, json={"steps": [{**TRANSFER, **wished}]})

    assert (answer.status_code, in_a_scene.status_code) == (status, status)
    assert body_of(answer.json()["id"]) == {**TRANSFER, "profile": "wide"}
    scene = {"kind": "scene", "steps": [{**TRANSFER, "profile": "wide"}]}
    assert body_of(in_a_scene.json()["id"]) == scene


def test_another_profile_is_refused_with_the_right_one(api: TestClient) -> None:
    start_conference("external")

    answer = api.post(COMMANDS, json={**TRANSFER, "profile": "none-such"})

    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["field"], error["value"], error["expected"]) == ("profile", "none-such", "video, or nothing")


@pytest.mark.parametrize(("domain", "statuses"), [("example.com", (202, 202)), ("other.example", (422, 404))])
def test_a_conference_that_does_not_run_belongs_to_its_rooms_domain(
    api: TestClient, domain: str, statuses: tuple[int, int]
) -> None:
    room = Room(name="external", domain=domain, conference="external")
    RoomsItem("external", "#", body=encode(room)).save()

    named = api.post(COMMANDS, json=TRANSFER, headers=bearer(conferences=("internal", "external")))
    anybody = api.post(COMMANDS, json=TRANSFER)

    assert (named.status_code, anybody.status_code) == statuses


def test_a_transfer_to_another_node_says_where_the_meeting_is(api: TestClient) -> None:
    node("fs2")
    start_conference("external", node="fs2")

    answer = api.post(COMMANDS, json=TRANSFER)

    assert (answer.status_code, answer.json()["code"]) == (409, "conference_elsewhere")


@pytest.mark.parametrize(("beat", "switch"), [(21, 21), (0, 3)], ids=["lost", "without FreeSWITCH"])
def test_a_conference_of_a_node_that_is_gone_keeps_nobody_from_beginning_it_here(
    api: TestClient, beat: float, switch: float
) -> None:
    node("fs2", beat=beat, switch=switch)
    start_conference("external", node="fs2")
    room = Room(name="external", domain="example.com", conference="external")
    RoomsItem("external", "#", body=encode(room)).save()
    named = bearer(conferences=("internal", "external"))

    assert api.post(COMMANDS, json=TRANSFER, headers=named).status_code == 202


@pytest.fixture
def people(queue: str) -> None:
    UsersItem("example.com", "#", body=encode(Domain(name="example.com"))).save()
    UsersItem("example.com", "user#1002", body=encode(User(id="1002", a1_hash="x"))).save()
    UsersItem("example.com", "user#1003", body=encode(User(id="1003", a1_hash="x", enabled=False))).save()
    trunk = Gateways((Gateway(name="trunk", proxy="sip.example.net"),))
    UsersItem("example.com", "gateways", body=encode(trunk)).save()


@pytest.mark.usefixtures("people")
def test_a_user_of_the_tokens_domain_is_called(api: TestClient) -> None:
    answers = [
        api.post("/v1/conferences/internal/calls", json={"user": "1002"}),
        api.post(COMMANDS, json={"kind": "dial", "user": "1002"}),
        api.post(SCENES, json={"steps": [{"kind": "dial", "user": "1002"}]}),
    ]

    bodies = [body_of(answer.json()["id"]) for answer in answers]
    called = {"kind": "dial", "user": "1002", "domain": "example.com"}
    assert bodies == [called, called, {"kind": "scene", "steps": [called]}]


@pytest.mark.usefixtures("people")
def test_a_number_goes_through_a_gateway_of_the_domain(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.mux_control.submission.called._dial_prefixes", ("+49", "0049"))

    call = {"gateway": "trunk", "number": "+4961311234", "caller_id_name": "The room"}
    answer = api.post("/v1/conferences/internal/calls", json=call)

    assert answer.status_code == 202
    assert body_of(answer.json()["id"]) == {"kind": "dial", "domain": "example.com", "seconds": 10800, **call}


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("asked", "number", "name"),
    [
        ({}, "4961311000", "Example"),
        ({"caller_id_name": "The room"}, "4961311000", "The room"),
        ({"caller_id_number": "4961312000"}, "4961312000", None),
    ],
)
def test_a_telephone_company_is_told_the_domains_number_where_the_request_says_none(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str], number: str, name: str | None
) -> None:
    monkeypatch.setattr("functions.mux_control.submission.called._dial_prefixes", ("+49",))
    domain = Domain(
        name="example.com",
        outbound_caller_name="Example",
        outbound_caller_number="4961311000",
        caller_numbers=("4961312000",),
    )
    UsersItem("example.com", "#", body=encode(domain)).save()
    call = {"gateway": "trunk", "number": "+4961311234", **asked}

    answers = [
        api.post("/v1/conferences/internal/calls", json=call),
        api.post(COMMANDS, json={"kind": "dial", **call}),
        api.post(SCENES, json={"steps": [{"kind": "dial", **call}]}),
    ]

    bodies: list[Any] = [body_of(answer.json()["id"]) for answer in answers]
    dialled = [bodies[0], bodies[1], bodies[2]["steps"][0]]
    assert [step["caller_id_number"] for step in dialled] == [number] * 3
    assert [step.get("caller_id_name") for step in dialled] == [name] * 3


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("call", "field"),
    [
        ({}, "user"),
        ({"user": "1002", "gateway": "trunk", "number": "+491"}, "user"),
        ({"gateway": "trunk"}, "user"),
        ({"user": "9999"}, "user"),
        ({"user": "1003"}, "user"),
        ({"user": "1002@evil"}, "user"),
        ({"gateway": "theirs", "number": "+491"}, "gateway"),
        ({"gateway": "trunk", "number": "+1900"}, "number"),
        ({"gateway": "trunk", "number": "+49,user/1000"}, "number"),
        ({"user": "1002", "caller_id_name": "a'b"}, "caller_id_name"),
    ],
)
def test_a_call_that_may_not_be_made_is_refused_by_field(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, call: object, field: str
) -> None:
    monkeypatch.setattr("functions.mux_control.submission.called._dial_prefixes", ("+49",))

    answer = api.post("/v1/conferences/internal/calls", json=call)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("called", [{"gateway": "trunk", "number": "+4961311234"}, {"user": "1002"}])
def test_the_police_does_not_call_from_a_conference(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, called: dict[str, str]
) -> None:
    monkeypatch.setattr("functions.mux_control.submission.called._dial_prefixes", ("+49",))
    domain = Domain(name="example.com", outbound_caller_number="4961311000", caller_numbers=("4961312000",))
    UsersItem("example.com", "#", body=encode(domain)).save()
    forget_domains()
    call = {**called, "caller_id_number": "110", "caller_id_name": "Police"}

    answers = [
        api.post("/v1/conferences/internal/calls", json=call),
        api.post(COMMANDS, json={"kind": "dial", **call}),
        api.post(SCENES, json={"steps": [{"kind": "dial", **call}]}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    errors = [answer.json()["errors"][0] for answer in answers]
    assert [error["field"] for error in errors] == ["caller_id_number"] * 2 + ["steps[0].caller_id_number"]
    assert {error["expected"] for error in errors} == {"one of 4961311000, 4961312000"}


@pytest.mark.usefixtures("people")
def test_no_number_is_dialled_until_a_prefix_is_allowed(api: TestClient) -> None:
    answer = api.post("/v1/conferences/internal/calls", json={"gateway": "trunk", "number": "+4961311234"})

    assert answer.status_code == 422
    assert "API_DIAL_PREFIXES" in answer.json()["errors"][0]["expected"]
