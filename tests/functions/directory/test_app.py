"""What FreeSWITCH can rely on when it asks who may register."""

import time
from hashlib import md5
from typing import Any

import pytest

from functions.directory.app import app
from functions.shared.nodes import doctor_account
from functions.shared.nodes.passwords import hashed
from functions.shared.tables.provisioned import domain_items, users
from functions.shared.tables.provisioned.documents import encode
from tests.functions.lookups import ask, declines, document, provision

pytestmark = pytest.mark.usefixtures("lookup_tables")


def directory(**fields: str) -> Any:
    return ask(app, "/directory", {"section": "directory", "tag_name": "domain", "key_name": "name", **fields})


def params(element: Any) -> dict[str, str]:
    return {param.get("name"): param.get("value") for param in element.findall("params/param")}


def variables(element: Any) -> dict[str, str]:
    return {variable.get("name"): variable.get("value") for variable in element.findall("variables/variable")}


@pytest.mark.parametrize("action", ["sip_auth", "user_call", ""])
def test_a_known_user_is_answered_with_a_hash_and_never_a_password(action: str) -> None:
    provision()

    answer = directory(action=action, user="1000", domain="example.com")

    (user,) = document(answer).findall("section/domain/users/user")
    assert user.get("id") == "1000"
    expected = md5(b"1000:example.com:mypassword", usedforsecurity=False).hexdigest()
    assert params(user) == {"a1-hash": expected, "allow-empty-password": "false"}
    assert "mypassword" not in answer.text


def test_a_user_carries_the_articles_variables() -> None:
    provision()

    (user,) = document(directory(user="1000", domain="example.com")).findall("section/domain/users/user")

    assert variables(user) == {
        "accountcode": "1000",
        "user_context": "public",
        "effective_caller_id_name": "Ada",
        "effective_caller_id_number": "1000",
        "outbound_caller_id_name": "Example",
        "outbound_caller_id_number": "496131123456789",
        "mySuperVariable": "1234",
    }


def test_the_domain_says_how_its_users_are_reached_and_refuses_empty_passwords() -> None:
    provision()

    domain = document(directory(user="1000", domain="example.com")).find("section/domain")

    assert domain is not None
    assert params(domain) == {
        "dial-string": "{^^:sip_invite_domain=${dialed_domain}:presence_id=${dialed_user}@${dialed_domain}"
        ":ignore_early_media=true:outbound_redirect_fatal=true}${more_contacts_${dialed_user}@${dialed_domain}}"
        "sofia/internal/${dialed_user}%${dialed_domain}",
        "allow-empty-password": "false",
    }


SPECIAL = """
domains:
  - name: example.com
    cacheable: 5000
    users:
      - {id: "1", password: secret, alias: "4711"}
      - {id: "2", password: secret, enabled: false}
      - {id: "3", password: secret, may_register: false, cacheable: 60000}
      - {id: "4", password: secret, variables: {x_colour: blue, myShoe: "43"}}
    groups: [{name: sales, members: ["1", "3"]}]
    gateways:
      - {name: carrier, proxy: sip.carrier.example, username: me, secret: trunk_password, register: true}
      - {name: other, proxy: sip.other.example, profile: elsewhere}
"""


def test_a_user_is_found_by_alias_and_answered_with_both_names() -> None:
    provision(SPECIAL)

    (user,) = document(directory(user="4711", domain="example.com")).findall("section/domain/users/user")

    assert (user.get("id"), user.get("number-alias")) == ("1", "4711")


def test_cacheable_is_the_users_own_or_the_domains_in_milliseconds() -> None:
    provision(SPECIAL)

    (inherits,) = document(directory(user="1", domain="example.com")).findall("section/domain/users/user")
    (own,) = document(directory(user="3", domain="example.com")).findall("section/domain/users/user")

    assert (inherits.get("cacheable"), own.get("cacheable")) == ("5000", "60000")


def test_a_user_who_may_not_register_is_told_so() -> None:
    provision(SPECIAL)

    (user,) = document(directory(user="3", domain="example.com")).findall("section/domain/users/user")

    assert params(user)["sip-forbid-register"] == "true"


def test_a_name_that_was_kept_by_whoever_did_not_check_it_goes_out_as_one_line() -> None:
    provision(SPECIAL)
    kept = domain_items.User(id="4", a1_hash="0" * 32, name="\u202eadA\nL", outbound_caller_name="A\u200b")
    users.UsersItem("example.com", users.user_key("4"), body=encode(kept)).save()

    (user,) = document(directory(user="4", domain="example.com")).findall("section/domain/users/user")

    assert variables(user)["effective_caller_id_name"] == "adA L"
    assert variables(user)["outbound_caller_id_name"] == "A"


ATTACKS = ["execute_on_answer_2", "Execute_On_Answer", "api_hangup_hook", "sip_h_X-Evil", "origination_uuid",
           "conference_member_flags", "SIP_AUTHORIZED", "hangup_after_bridge", "hold_music", "accountcode"]  # fmt: skip


def test_a_variable_that_runs_something_is_not_told_though_a_row_holds_it() -> None:
    provision(SPECIAL)
    kept = domain_items.User(id="4", a1_hash="0" * 32, variables=dict.fromkeys([*ATTACKS, "x_colour"], "forged"))
    users.UsersItem("example.com", users.user_key("4"), body=encode(kept)).save()
    domain = domain_items.Domain(name="example.com", variables=dict.fromkeys(ATTACKS, "forged"))
    users.UsersItem("example.com", users.DOMAIN_KEY, body=encode(domain)).save()
    users.forget_domains()

    (user,) = document(directory(user="4", domain="example.com")).findall("section/domain/users/user")

    assert [name for name, value in variables(user).items() if value == "forged"] == ["x_colour"]


def test_own_variables_never_replace_ours() -> None:
    provision(SPECIAL)

    (user,) = document(directory(user="4", domain="example.com")).findall("section/domain/users/user")

    assert variables(user)["accountcode"] == "4"
    assert (variables(user)["x_colour"], variables(user)["myShoe"]) == ("blue", "43")


@pytest.mark.parametrize(
    "user", ["2", "nobody", "", "group#sales", "#", "user#1", "x" * 65536], ids=lambda user: user[:12]
)
def test_unknown_and_disabled_users_get_the_domain_without_a_user(user: str) -> None:
    provision(SPECIAL)

    domain = document(directory(action="sip_auth", user=user, domain="example.com")).find("section/domain")

    assert domain is not None
    assert domain.get("name") == "example.com"
    assert domain.findall("users/user") == []


@pytest.mark.parametrize(
    "action", ["reverse-auth-lookup", "jsonrpc-authenticate", "event_socket_auth", "message-count"]
)
def test_who_wants_a_clear_password_or_voicemail_gets_the_domain_without_a_user(action: str) -> None:
    provision()

    domain = document(directory(action=action, user="1000", domain="example.com")).find("section/domain")

    assert domain is not None
    assert list(domain.iter("user")) == []


REGISTER = {"action": "sip_auth", "sip_auth_method": "REGISTER"}


@pytest.mark.parametrize("password", ["the-new-password", "the-old-password"])
def test_a_nodes_doctor_may_register_for_a_minute_and_nothing_else(password: str) -> None:
    provision()
    doctor = doctor_account.account(hashed(password), time.time())

    (user,) = document(directory(**REGISTER, user=doctor, domain="Example.com")).findall("section/domain/users/user")

    secret = doctor_account.password(hashed(password), "example.com", doctor)
    expected = md5(f"{doctor}:example.com:{secret}".encode(), usedforsecurity=False).hexdigest()
    assert params(user)["a1-hash"] == expected
    assert variables(user)["user_context"] == "nowhere"
    assert user.get("cacheable") is None


@pytest.mark.parametrize(
    "changed",
    [
        {"sip_auth_method": "INVITE"},
        {"sip_auth_method": ""},
        {"action": "user_call"},
        {"domain": "other.example"},
        {"user": doctor_account.account(hashed("the-new-password"), time.time() - 100)},
        {"user": doctor_account.account(hashed("guessed"), time.time())},
    ],
)
def test_the_doctors_account_is_nobody_to_all_other_questions(changed: dict[str, str]) -> None:
    provision()
    doctor = doctor_account.account(hashed("the-new-password"), time.time())

    answer = directory(**{**REGISTER, "user": doctor, "domain": "example.com", **changed})

    assert list(document(answer).iter("user")) == []


def test_a_group_call_gets_pointers_to_the_members() -> None:
    provision(SPECIAL)

    answer = document(directory(action="group_call", group_name="sales", domain="example.com"))

    pointers = answer.findall("section/domain/groups/group[@name='sales']/users/user")
    assert [(user.get("id"), user.get("type")) for user in pointers] == [("1", "pointer"), ("3", "pointer")]


def test_gateways_are_served_by_profile_and_their_password_stays_on_the_node() -> None:
    provision(SPECIAL)

    answer = directory(purpose="gateways", profile="external", key_value="example.com")

    (gateway,) = document(answer).findall("section/domain/user/gateways/gateway")
    assert gateway.get("name") == "example.com-carrier"
    values = {param.get("name"): param.get("value") for param in gateway.findall("param")}
    assert values["password"] == "$${trunk_password}"
    assert values["context"] == "trunk"
    # Not FreeSWITCH's default, which is the name that the trunk registered with.
    assert values["extension"] == "auto"


LEAVING = """
domains:
  - name: example.com
    anonymous: true
    users:
      - {id: "1", password: secret}
      - {id: "2", password: secret, anonymous: false}
    gateways:
      - {name: a, proxy: sip.a.example, identity: p_asserted_identity, called_number: to, context: branch}
      - {name: b, proxy: sip.b.example, outbound_caller_name: Łódź, outbound_caller_number: "+4940"}
"""


def test_a_gateway_says_where_both_numbers_stand_and_may_have_one_of_its_own() -> None:
    provision(LEAVING)

    answer = document(directory(purpose="gateways", profile="external", key_value="example.com"))

    first = next(answer.iter("gateway"))
    values = {param.get("name"): param.get("value") for param in first.findall("param")}
    assert (values["context"], values["extension"]) == ("branch", "auto_to_user")
    told = {
        gateway.get("name"): {
            variable.get("name"): (variable.get("value"), variable.get("direction"))
            for variable in gateway.findall("variables/variable")
        }
        for gateway in answer.iter("gateway")
    }
    assert told == {
        "example.com-a": {"sip_cid_type": ("pid", "outbound"), "outbound_redirect_fatal": ("true", "outbound")},
        "example.com-b": {
            "sip_cid_type": ("rpid", "outbound"),
            "outbound_redirect_fatal": ("true", "outbound"),
            "p:caller_id_name": ("Łódź", "outbound"),
            "p:caller_id_number": ("+4940", "outbound"),
        },
    }


@pytest.mark.parametrize(("user", "expected"), [("1", "true"), ("2", None)])
def test_a_user_may_be_anonymous_like_the_domain_or_not(user: str, expected: str | None) -> None:
    provision(LEAVING)

    (found,) = document(directory(user=user, domain="example.com")).findall("section/domain/users/user")

    assert variables(found).get("outbound_anonymous") == expected


FIXED = """
domains:
  - name: example.com
    users:
      - {id: door, cidr: ["198.51.100.7/32", "198.51.100.64/28"]}
      - {id: shut, cidr: ["198.51.100.9/32"], enabled: false}
      - {id: desk, password: x, cidr: ["203.0.113.0/24", "192.0.2.1/32"]}
      - {id: "1000", password: x}
"""


def test_a_network_list_names_who_is_known_by_the_address_and_nobody_else() -> None:
    provision(FIXED)

    domain = document(directory(purpose="network-list", domain="example.com")).find("section/domain")

    assert domain is not None
    assert [dict(user.attrib) for user in domain.findall("users/user")] == [
        {"id": "door", "cidr": "198.51.100.7/32,198.51.100.64/28"}
    ]


def test_a_password_counts_from_the_users_addresses_only_and_there_is_none_where_the_address_is_enough() -> None:
    provision(FIXED)

    (desk,) = document(directory(user="desk", domain="example.com")).findall("section/domain/users/user")
    (door,) = document(directory(user="door", domain="example.com")).findall("section/domain/users/user")

    assert params(desk)["auth-acl"] == "203.0.113.0/24,192.0.2.1/32"
    assert "a1-hash" in params(desk)
    # Without either FreeSWITCH refuses every login (sofia_reg.c:3327).
    assert "a1-hash" not in params(door)
    assert params(door)["allow-empty-password"] == "false"


def test_a_network_list_of_the_demo_names_nobody() -> None:
    provision()

    domain = document(directory(purpose="network-list", domain="example.com")).find("section/domain")

    assert domain is not None
    assert list(domain.iter("user")) == []


@pytest.mark.parametrize("domain", ["other.example", "", "exa mple.com", "a" * 300, "${domain}", "\r\n"])
def test_only_provisioned_domains_are_answered(domain: str) -> None:
    provision()

    answer = directory(action="sip_auth", user="1000", domain=domain, key_value=domain)

    assert declines(answer) or list(document(answer).iter("user")) == []


def test_a_purpose_that_is_not_ours_is_declined() -> None:
    provision()

    assert declines(directory(purpose="something", domain="example.com"))


@pytest.mark.parametrize("fields", [{}, {"section": "dialplan"}, {"section": "nonsense", "user": "1000"}])
def test_an_odd_request_gets_an_empty_domain(fields: dict[str, str]) -> None:
    answer = ask(app, "/directory", fields)

    (domain,) = document(answer).findall("section/domain")
    assert list(domain.iter("user")) == []


def test_a_changed_user_is_answered_at_once_and_a_changed_domain_within_five_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr("functions.shared.tables.provisioned.users.time.monotonic", lambda: now)
    provision(SPECIAL)
    directory(user="1", domain="example.com")
    remembered = dict(users._domains)
    provision(
        SPECIAL.replace("cacheable: 5000", "cacheable: 7000").replace('alias: "4711"', 'alias: "4711", name: New')
    )
    # Provisioning is another process, in which nothing of this one is forgotten.
    users._domains.update(remembered)

    (user,) = document(directory(user="1", domain="example.com")).findall("section/domain/users/user")
    assert variables(user)["effective_caller_id_name"] == "New"
    assert user.get("cacheable") == "5000"

    now += users.DOMAIN_SECONDS
    (user,) = document(directory(user="1", domain="example.com")).findall("section/domain/users/user")
    assert user.get("cacheable") == "7000"


def test_no_more_domains_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MOST_DOMAINS", 2)
    for number in range(5):
        provision(f"domains: [{{name: d{number}.example}}]")
        directory(user="1", domain=f"d{number}.example")

        assert len(users._domains) <= 2
