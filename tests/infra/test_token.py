"""Tokens from the command line."""

import jwt
import pytest
from moto import mock_aws

from functions.shared.api.tokens import Tokens
from functions.shared.settings import ApiSettings, SettingError
from functions.shared.tables.revocations import RevocationsItem
from infra import token
from tests.tables import make_tables

SETTINGS = ApiSettings(
    token_secrets=("a-secret-that-is-long-enough-for-hs256",), token_issuer="us", token_audience="api"
)


def test_a_minted_token_grants_what_was_asked_for() -> None:
    minted = token.mint(SETTINGS, domain="example.com", conferences=["internal"], can=["view"], subject="me")

    with mock_aws():
        make_tables((RevocationsItem,))
        grant = Tokens(SETTINGS).authenticate(f"Bearer {minted}")

    assert (grant.sub, grant.domain, grant.conferences, grant.can) == ("me", "example.com", ("internal",), ("view",))


def test_the_command_prints_a_token(capsys: pytest.CaptureFixture[str]) -> None:
    status = token.main(["--can", "view,control", "--conferences", "*", "--domain", "example.com", "--ttl", "2h"])

    claims = jwt.decode(capsys.readouterr().out.strip(), options={"verify_signature": False})
    assert (status, claims["can"], claims["conferences"]) == (0, ["view", "control"], ["*"])
    assert claims["exp"] - claims["iat"] == 7200


def test_a_subject_that_is_no_name_is_refused_here_and_not_only_by_the_api() -> None:
    with pytest.raises(SettingError, match=r"the subject 'me\\u202e' holds U\+202E"):
        token.mint(SETTINGS, domain="example.com", subject="me\u202e")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--can", "view,fly"], "fly: not one of view"),
        (["--ttl", "soon"], "such as 1h"),
        (["--ttl", "-1h"], "argument"),
    ],
)
def test_a_wrong_argument_is_named(arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        token.main(["--domain", "example.com", *arguments])

    assert reason in capsys.readouterr().err


def test_without_a_secret_nothing_is_minted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("API_TOKEN_SECRET", "short")

    status = token.main(["--domain", "example.com"])

    assert (status, capsys.readouterr().out) == (2, "")


def test_tokens_of_an_issuer_are_not_minted_here() -> None:
    with pytest.raises(SettingError, match="API_JWKS_URL"):
        token.mint(ApiSettings(jwks_url="https://issuer.example/keys"), domain="example.com")
