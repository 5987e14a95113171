"""For how long a node may keep what the directory answers."""

import time

import pytest

from functions.directory.app import app
from functions.shared.nodes import doctor_account
from functions.shared.nodes.passwords import hashed
from functions.shared.tables.provisioned.users import UsersItem, user_key
from tests.functions.lookups import ask, provision
from tests.nodes import NEW_PASSWORD

pytestmark = pytest.mark.usefixtures("lookup_tables")
USERS = """
domains:
  - name: example.com
    users:
      - {id: "1000", password: mypassword}
      - {id: "1001", password: mypassword, cacheable: 60000}
      - {id: "1002", password: mypassword, enabled: false}
    groups: [{name: team, members: ["1000"]}]
"""
KEPT, FOR_AN_OUTAGE, NEVER = "max-age=5, stale-if-error=900", "max-age=0, stale-if-error=900", "no-store"


def said(**fields: str) -> tuple[str, bool]:
    """What it says of keeping, and whether somebody was looked for who is not there."""
    asked = {"section": "directory", "domain": "example.com", "action": "sip_auth", **fields}
    answer = ask(app, "/directory", asked)
    assert answer.status_code == 200
    return answer.headers["cache-control"], "lookup-nobody" in answer.headers


def test_a_user_is_kept_for_seconds_and_for_an_outage() -> None:
    provision(USERS)

    assert said(user="1000") == (KEPT, False)
    assert said(user="1000", action="user_call") == (KEPT, False)
    assert said(action="group_call", group="team") == (KEPT, False)


def test_whom_freeswitch_keeps_itself_is_asked_for_anew_whenever_it_asks() -> None:
    """It was told to forget them: what it gets then it keeps for minutes."""
    provision(USERS)

    assert said(user="1001") == (FOR_AN_OUTAGE, False)


def test_no_refusal_is_kept() -> None:
    provision(USERS)

    assert said(user="1002") == (NEVER, False)
    assert said(user="9999") == (NEVER, True)
    assert said(action="group_call", group="nobodys") == (NEVER, False)
    assert said(user="1000", domain="other.example") == (NEVER, False)
    assert said(user="1000", section="nonsense") == (NEVER, False)


@pytest.mark.parametrize("purpose", ["gateways", "network-list", "publish-vm"])
def test_what_freeswitch_reads_when_it_is_told_to_is_not_kept(purpose: str) -> None:
    provision(USERS)

    assert said(purpose=purpose, action="")[0] == NEVER


def test_whoever_is_there_for_a_while_only_is_not_kept() -> None:
    provision(USERS)
    name = doctor_account.account(hashed(NEW_PASSWORD), time.time())
    guest = f"entry-{'a' * 32}"
    body = f'{{"id": "{guest}", "entry": {{"room": "board", "not_after": {2**33}, "made": 1}}}}'
    UsersItem("example.com", user_key(guest), body=body, a1_hash="0" * 32).save()

    assert said(user=name, sip_auth_method="REGISTER") == (NEVER, False)
    assert said(user=guest) == (NEVER, False)
