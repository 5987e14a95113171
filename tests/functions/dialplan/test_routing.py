"""Which route takes a call, and what is said of the others."""

from datetime import UTC, datetime

import pytest

from functions.dialplan.routing import consider, refusal_of
from functions.shared.lookups.calls import Call, call_of
from functions.shared.tables.provisioned.routes import Conditions, Hours, Route, Target, ToGateway, ToHangUp, ToRoom

MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def call(**changes: object) -> Call:
    values = {"context": "public", "number": "999", "at": MONDAY_NOON, "user": "1000@example.com", **changes}
    return Call(**values)  # type: ignore[arg-type]  # a test's shorthand


TO_INTERNAL = ToRoom(room="internal")


def route(target: Target = TO_INTERNAL, **fields: object) -> Route:
    return Route(name="a", target=target, **fields)  # type: ignore[arg-type]  # a test's shorthand


def fields(**values: str) -> dict[str, str]:
    return {"Hunt-Context": "public", "Hunt-Destination-Number": "999", **values}


def test_the_caller_is_who_freeswitch_authenticated() -> None:
    known = call_of(
        fields(variable_sip_authorized="true", variable_user_name="1000", variable_domain_name="Example.COM"),
        MONDAY_NOON,
    )

    assert known.user == "1000@example.com"


@pytest.mark.parametrize(
    "claimed",
    [
        {"Hunt-Caller-ID-Number": "1000", "Hunt-Username": "1000"},
        {"variable_user_name": "1000", "variable_domain_name": "example.com"},
        {"variable_sip_authorized": "false", "variable_user_name": "1000", "variable_domain_name": "example.com"},
        {"variable_sip_authorized": "true", "variable_user_name": "1000"},
    ],
)
def test_who_only_claims_to_be_a_user_is_a_stranger(claimed: dict[str, str]) -> None:
    assert call_of(fields(**claimed), MONDAY_NOON).user == ""


def test_routing_follows_the_profile_that_is_hunted_now() -> None:
    routed = call_of({**fields(), "Caller-Destination-Number": "111", "Caller-Context": "secret"}, MONDAY_NOON)

    assert (routed.context, routed.number) == ("public", "999")


def test_the_first_route_without_a_refusal_is_taken_and_the_rest_is_not_looked_at() -> None:
    first = route(when=Conditions(users=("1001@example.com",)))
    second, third = route(), route()

    considered = consider([first, second, third], call(), may_call_out=False)

    assert [(entry.route, entry.refusal is None) for entry in considered] == [(first, False), (second, True)]
    assert considered[0].refusal == "for 1001@example.com only, not for 1000@example.com"


@pytest.mark.parametrize(
    ("pattern", "number", "taken"),
    [
        (r"10\d\d", "1000", True),
        (r"10\d\d", "10000", False),
        (r"10\d\d", "91000", False),
        (r"^\+49\d{3,13}$", "+4961311234", True),
        ("a|b", "ab", False),
    ],
)
def test_a_pattern_matches_the_whole_number(pattern: str, number: str, taken: bool) -> None:
    assert (refusal_of(route(pattern=pattern), call(number=number), may_call_out=False) is None) is taken


def test_a_pattern_that_makes_other_engines_hang_takes_no_time() -> None:
    assert refusal_of(route(pattern="(a*)*(a*)*b"), call(number="a" * 64), may_call_out=False) is not None


def test_a_gateway_is_reached_only_from_a_context_that_may_call_out() -> None:
    out = route(ToGateway(gateway="carrier", domain="example.com", strip=1), number="0123")

    assert refusal_of(out, call(number="0123"), may_call_out=True) is None
    assert refusal_of(out, call(number="0123"), may_call_out=False) == "the context public may not call out"


def test_a_number_that_is_all_prefix_is_not_sent_to_a_gateway() -> None:
    out = route(ToGateway(gateway="carrier", domain="example.com", strip=1), number="0")

    assert refusal_of(out, call(number="0"), may_call_out=True) is not None


@pytest.mark.parametrize(
    ("when", "changes", "taken"),
    [
        (Conditions(domains=("example.com",)), {}, True),
        (Conditions(domains=("other.example",)), {}, False),
        (Conditions(domains=("example.com",)), {"user": ""}, False),
        (Conditions(profiles=("internal",)), {"profile": "internal"}, True),
        (Conditions(profiles=("internal",)), {"profile": "external"}, False),
        (Conditions(callers=("0611",)), {"caller": "0611"}, True),
        (Conditions(callers=("0611",)), {"caller": "0612"}, False),
        (Conditions(users=("1000@example.com",), domains=("other.example",)), {}, False),
    ],
)
def test_every_condition_must_hold(when: Conditions, changes: dict[str, str], taken: bool) -> None:
    assert (refusal_of(route(when=when), call(**changes), may_call_out=False) is None) is taken


def test_a_callers_number_chooses_rooms_only() -> None:
    hang_up = route(ToHangUp(), when=Conditions(callers=("0611",)))

    assert refusal_of(hang_up, call(caller="0611"), may_call_out=False) is not None


def test_a_route_is_open_when_one_of_its_windows_is_and_says_else_why_each_is_closed() -> None:
    week = Hours(days=("mon-fri",), start="09:00", end="17:00", timezone="Europe/Berlin")
    weekend = Hours(
        days=("sat-sun",), start="10:00", end="24:00", timezone="Europe/Berlin", not_dates=("11-21 feasts",)
    )
    when = Conditions(hours=(week, weekend))
    saturday = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

    assert refusal_of(route(when=when), call(at=saturday.replace(day=28)), may_call_out=False) is None
    now = "and it is sat 2026-11-21 13:00 in Europe/Berlin"
    assert refusal_of(route(when=when), call(at=saturday), may_call_out=False) == (
        f"outside its opening hours: open 09:00 to 17:00 on mon-fri only, {now}; closed on 2026-11-21 (feasts), {now}"
    )


@pytest.mark.parametrize(("transport", "browser"), [("ws", True), ("wss", True), ("udp", False), ("", False)])
def test_a_caller_over_a_web_socket_is_a_browser(transport: str, browser: bool) -> None:
    assert call_of(fields(variable_sip_via_protocol=transport), MONDAY_NOON).browser is browser
