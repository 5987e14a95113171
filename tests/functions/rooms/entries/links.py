"""Links of the tests: made, redeemed, and the calls of whoever came by one."""

import base64
from typing import Any

from starlette.testclient import TestClient

from functions.dialplan.app import app as dialplan
from functions.directory.app import app as directory
from tests.functions.lookups import ask

CODE_AT = "https://meet.example.com/call/#entry="


def make_link(api: TestClient, room: str = "board", **said: object) -> dict[str, Any]:
    answer = api.post(f"/v1/rooms/{room}/entries", json=said)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def redeem(api: TestClient, **said: str) -> Any:
    """A request without a token."""
    return api.post("/v1/entries/redeem", json=said, headers={"Authorization": ""})


def come_in(api: TestClient, made: dict[str, Any]) -> dict[str, Any]:
    answer = redeem(api, code=made["code"])
    assert answer.status_code == 200, answer.text
    entrance: dict[str, Any] = answer.json()
    return entrance


def registers(entrance: dict[str, Any], **fields: str) -> str:
    """What the directory answers to the REGISTER of whoever came in."""
    asked = {"section": "directory", "action": "sip_auth", "user": entrance["user"], "domain": entrance["domain"]}
    return ask(directory, "/directory", {**asked, "sip_auth_method": "REGISTER", **fields}).text


def calls(entrance: dict[str, Any], number: str, context: str = "public", **fields: str) -> str:
    """What the dialplan answers to a call of whoever came in."""
    asked = {
        "section": "dialplan",
        "Hunt-Context": context,
        "Hunt-Destination-Number": number,
        "variable_sip_authorized": "true",
        "variable_user_name": entrance["user"],
        "variable_domain_name": entrance["domain"],
        "variable_sip_via_protocol": "wss",
        **fields,
    }
    return ask(dialplan, "/dialplan", asked).text


def bits_of(code: str) -> int:
    return 8 * len(base64.urlsafe_b64decode(code + "=="))
