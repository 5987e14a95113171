"""A token ends: by itself within a bounded time, when it is revoked, and when its secret is taken out of use."""

import time
from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import jwt
import pytest
from moto import mock_aws

from functions.shared.api.problems import Problem
from functions.shared.api.token_secrets import secret_id
from functions.shared.api.tokens import Grant, Tokens
from functions.shared.rights import ABILITIES
from functions.shared.settings import ApiSettings, SettingError
from functions.shared.tables import base
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.history.audit import AuditItem
from functions.shared.tables.history.people import PeopleItem, people_of
from functions.shared.tables.known.people import forget_people
from functions.shared.tables.known.revocations import KNOWN_SECONDS, forget_revocations
from functions.shared.tables.provisioned.users import UsersItem
from functions.shared.tables.revocations import RevocationsItem, find_revocations
from infra.operators import operator
from infra.token import main, mint
from tests.functions.audits import audit_refuses, entries
from tests.functions.control import SETTINGS
from tests.tables import make_tables

OLD, NEW, OTHER = ("an-old-secret-" + "o" * 32, "a-new-secret-" + "n" * 32, "another-secret-" + "x" * 32)
DAY = 86400


@pytest.fixture(autouse=True)
def revocations() -> Iterator[None]:
    with mock_aws():
        make_tables([RevocationsItem, AuditItem, PeopleItem, UsersItem])
        forget_people()
        forget_revocations()
        yield
    forget_revocations()


def settings(*secrets: str) -> ApiSettings:
    return ApiSettings(token_secrets=secrets)


def signed(secret: str, key_id: str | None = None, **claims: object) -> str:
    said = {
        "sub": "me",
        "domain": "example.com",
        "conferences": ["*"],
        "can": ["view"],
        "exp": time.time() + 60,
        **claims,
    }
    headers = {} if key_id is None else {"kid": key_id}
    return jwt.encode({name: value for name, value in said.items() if value is not None}, secret, headers=headers)


def taken(token: str, by: ApiSettings) -> Grant | None:
    """What the token grants; None where it is refused as a bad one."""
    try:
        return Tokens(by).authenticate(f"Bearer {token}")
    except Problem as problem:
        if problem.code != "invalid_token":
            raise
        return None


@pytest.mark.parametrize("issued", [None, 0], ids=["without iat", "with iat"])
def test_a_token_of_three_hundred_years_is_refused(issued: int | None) -> None:
    ends = time.time() + 300 * 365 * DAY
    token = signed(OLD, exp=ends, iat=None if issued is None else time.time())

    assert taken(token, settings(OLD)) is None


def test_a_token_lives_as_long_as_the_setting_says_and_no_longer() -> None:
    now, week = time.time(), 7 * DAY

    assert taken(signed(OLD, iat=now - 60, exp=now - 60 + week), settings(OLD)) is not None
    assert taken(signed(OLD, iat=now - 60, exp=now + week), settings(OLD)) is None
    # What was issued long ago does not become good when its end comes near.
    assert taken(signed(OLD, iat=now - 365 * DAY, exp=now + 60), settings(OLD)) is None
    assert taken(signed(OLD, exp=now + 120), replace(settings(OLD), token_max_seconds=60)) is None


def test_nobody_is_sold_a_token_that_would_be_refused() -> None:
    with pytest.raises(SettingError, match="API_TOKEN_MAX_SECONDS is 604800"):
        mint(settings(OLD), domain="example.com", seconds=8 * DAY)


@pytest.mark.parametrize("claims", [{"exp": "soon"}, {"iat": "once"}, {"exp": [1]}, {"iat": {}}, {"exp": float("inf")}])
def test_times_that_are_none_are_refused(claims: dict[str, object]) -> None:
    assert taken(signed(OLD, None, **{"iat": time.time(), **claims}), settings(OLD)) is None


def test_while_one_secret_follows_another_both_are_good_and_the_first_signs() -> None:
    before = mint(settings(OLD), domain="example.com")
    rotating = settings(NEW, OLD)
    during = mint(rotating, domain="example.com")

    assert [taken(token, rotating) is not None for token in (before, during)] == [True, True]
    assert [taken(token, settings(NEW)) is not None for token in (before, during)] == [False, True]
    assert jwt.get_unverified_header(during)["kid"] == secret_id(NEW)


@pytest.mark.parametrize("secret", [NEW, OLD])
def test_a_token_without_a_key_id_is_tried_with_every_secret(secret: str) -> None:
    assert taken(signed(secret), settings(NEW, OLD)) is not None
    assert taken(signed(OTHER), settings(NEW, OLD)) is None


@pytest.mark.parametrize("key_id", [secret_id(NEW), secret_id(OTHER), "", "x" * 5000])
def test_a_key_id_names_the_one_secret_that_counts(key_id: str) -> None:
    assert taken(signed(OLD, key_id), settings(NEW, OLD)) is None


def test_every_secret_of_a_rotation_must_be_long_enough() -> None:
    with pytest.raises(SettingError, match=r"API_TOKEN_SECRET to 32 bytes or more.*it has 45, 5"):
        Tokens(settings(NEW, "short"))


def test_a_revoked_token_is_refused_within_half_a_minute_and_others_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    clock = [1000.0]
    mine, other = mint(SETTINGS, domain="example.com"), mint(SETTINGS, domain="example.com")
    with patch("functions.shared.tables.known.revocations.time.monotonic", lambda: clock[0]):
        assert taken(mine, SETTINGS) is not None
        status = main(["revoke", "--domain", "Example.com", "--jti", claims_of(mine)["jti"]])
        # This process has asked a moment before: that is the delay which the documents tell.
        clock[0] += KNOWN_SECONDS - 0.1
        late = taken(mine, SETTINGS)
        clock[0] += 0.2
        after = [taken(token, SETTINGS) is not None for token in (mine, other)]

    assert (status, late is not None, after) == (0, True, [False, True])
    assert "within 30 seconds" in capsys.readouterr().out


def test_what_a_subject_had_before_is_refused_and_what_comes_later_is_not() -> None:
    now = time.time()

    def minted(subject: str, at: float, domain: str = "example.com") -> str:
        return mint(SETTINGS, domain=domain, subject=subject, now=at)

    before = [minted("ada", now - 60), signed(SETTINGS.token_secrets[0], sub="ada")]
    later = minted("ada", now + 2)
    others = [minted("bob", now - 60), minted("ada", now - 60, domain="other.example")]
    assert main(["revoke", "--domain", "example.com", "--sub", "ada"]) == 0

    assert [taken(token, SETTINGS) for token in before] == [None, None]
    assert [taken(token, SETTINGS) is not None for token in (later, *others)] == [True, True, True]


def test_a_moment_of_the_past_leaves_what_came_after_it() -> None:
    now = time.time()
    old, new = (mint(SETTINGS, domain="example.com", subject="ada", now=now - ago) for ago in (600, 60))
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - 300))

    assert main(["revoke", "--domain", "example.com", "--sub", "ada", "--before", moment]) == 0

    assert [taken(token, SETTINGS) is not None for token in (old, new)] == [False, True]


def test_a_revocation_is_forgotten_when_nothing_is_left_to_refuse() -> None:
    now = time.time()
    main(["revoke", "--domain", "example.com", "--jti", "an-id"])
    main(["revoke", "--domain", "example.com", "--sub", "ada"])

    longest = SETTINGS.token_max_seconds
    assert find_revocations("example.com", now + longest - 60).tokens == {"an-id"}
    assert find_revocations("example.com", now + longest + 60) == find_revocations("other.example", now)
    assert all(row.expires < now + longest + 60 for row in RevocationsItem.scan())


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--domain", "example.com"], "one of the arguments --jti --sub is required"),
        (["--domain", "example.com", "--jti", "a", "--sub", "b"], "not allowed with"),
        (["--domain", "example.com", "--jti", "a", "--before", "2026-01-31T12:00:00Z"], "--before goes with --sub"),
        (["--domain", "example.com", "--sub", "a", "--before", "2026-01-31T12:00:00"], "a time with its zone"),
        (["--domain", "example.com", "--sub", "a\u202e"], "U+202E"),
    ],
)
def test_a_wrong_wish_to_revoke_is_named(arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["revoke", *arguments])

    assert reason in capsys.readouterr().err


def test_the_revocations_cost_one_table_call_in_half_a_minute() -> None:
    token, client = mint(SETTINGS, domain="example.com"), base.shared_connection().client

    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        for _ in range(5):
            Tokens(SETTINGS).authenticate(f"Bearer {token}")

    assert [call.args[0] for call in calls.call_args_list] == ["Query"]


def test_while_revocations_cannot_be_read_nobody_is_let_in() -> None:
    RevocationsItem.delete_table()

    with pytest.raises(TablesUnavailable):
        Tokens(SETTINGS).authenticate(f"Bearer {mint(SETTINGS, domain='example.com')}")


def test_abilities_that_nobody_knows_yet_are_ignored() -> None:
    grant = taken(signed(OLD, can=["view", "fly", "chat"]), settings(OLD))

    assert grant is not None
    assert grant.can == ("view", "chat")
    assert taken(signed(OLD, can="view"), settings(OLD)) is None
    assert taken(signed(OLD, can=["view", 7]), settings(OLD)) is None


@pytest.mark.parametrize(
    ("claim", "name"), [("Ada", "Ada"), ("\u202eAda\nL.", "Ada L."), (None, ""), (7, ""), ("x" * 200, "x" * 128)]
)
def test_a_token_s_name_is_one_line_of_text_or_none(claim: object, name: str) -> None:
    grant = taken(signed(OLD, name=claim), settings(OLD))

    assert grant is not None
    assert grant.name == name


def test_admin_includes_everything_but_operate() -> None:
    may = Grant(sub="me", domain="example.com", can=("admin",)).may

    assert [ability for ability in ABILITIES if not may(ability)] == ["operate"]  # type: ignore[arg-type]  # all of them
    assert Grant(sub="me", domain="example.com", can=("operate",)).may("operate")


def claims_of(token: str) -> dict[str, str]:
    return dict(jwt.decode(token, options={"verify_signature": False}))


@pytest.mark.parametrize(("which", "what"), [("--jti", "token 3fa0"), ("--sub", "tokens")])
def test_a_revocation_is_in_the_audit_or_is_not_made(which: str, what: str) -> None:
    arguments = ["--domain", "example.com", which, "3fa0"]
    with audit_refuses():
        assert main(["revoke", *arguments]) == 2
    assert list(RevocationsItem.scan()) == []

    assert main(["revoke", *arguments]) == 0

    (entry,) = entries()
    known = people_of("example.com", {entry.pseudonym, entry.about}, time.time())
    assert (entry.operation, entry.result, entry.object) == ("revoke_tokens", "done", what)
    assert known[entry.pseudonym].name == operator()
    assert (known[entry.about].name if entry.about else "") == ("3fa0" if which == "--sub" else "")
