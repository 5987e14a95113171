"""For how long a node may keep where a call goes: never what claims a room or is refused."""

import pytest

from functions.dialplan.app import app
from functions.dialplan.decision import KEPT_TARGETS
from functions.shared.tables.provisioned.routes import Target, ToRoom
from tests.functions.lookups import ask, provision

pytestmark = pytest.mark.usefixtures("lookup_tables")
KEPT, NEVER = "max-age=5, stale-if-error=900", "no-store"


def said(number: str, context: str = "public", user: str = "1000", **fields: str) -> str:
    known = {"variable_sip_authorized": "true", "variable_user_name": user, "variable_domain_name": "example.com"}
    hunted = {"section": "dialplan", "Hunt-Context": context, "Hunt-Destination-Number": number}
    answer = ask(app, "/dialplan", {**hunted, **(known if user else {}), **fields})
    assert answer.status_code == 200
    return answer.headers["cache-control"]


def test_a_call_to_a_user_and_the_dial_in_are_kept() -> None:
    provision()

    assert said("1001") == KEPT
    assert said("496131123456789", "trunk", user="") == KEPT


def test_a_room_is_never_kept() -> None:
    """Whoever enters claims its conference for the node; a host may keep them out a moment later."""
    provision()

    assert said("999") == NEVER
    assert said("999", user="") == NEVER


def test_a_refusal_is_never_kept() -> None:
    provision()

    assert said("12345") == NEVER
    assert said("1001", user="") == NEVER
    assert said("not a number") == NEVER


def test_what_names_variables_of_the_call_is_never_kept() -> None:
    provision()

    assert said("1001", variable_confvar_stray="1") == NEVER


def test_the_call_of_a_link_is_never_kept() -> None:
    provision()

    assert said("1001", user=f"entry-{'a' * 32}") == NEVER


def test_every_target_but_a_room_is_kept() -> None:
    assert {*KEPT_TARGETS, ToRoom} == set(Target.__args__)
