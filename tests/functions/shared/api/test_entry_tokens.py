"""Tokens of links: of one conference and little else, by their own key, beside every other issuer."""

import time
from collections.abc import Iterator
from dataclasses import replace

import jwt
import pytest

from functions.shared.api import entry_tokens
from functions.shared.api.entry_tokens import ISSUER, LONGEST_SECONDS, EntryTokens, sign
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant, Tokens
from tests.functions.control import SETTINGS, installation, token

OLD, NEW = "an-older-secret-for-entries-of-32-bytes", "a-newer-secret-for-entries-of-32-bytes"


@pytest.fixture(autouse=True)
def place() -> Iterator[None]:
    with installation():
        yield


def signed(secret: str = NEW, *, ends: float = 3600, role: str = "participant", **more: object) -> str:
    now = time.time()
    text = sign(
        secret, "entry-1", domain="example.com", conference="board", role=role, name="Grace", now=now, ends=now + ends
    )
    if not more:
        return text
    claims = jwt.decode(text, options={"verify_signature": False}) | more
    headers = jwt.get_unverified_header(text)
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(claims, entry_tokens._key(secret), "HS256", {"kid": headers["kid"]})


def grant(text: str, *secrets: str, **settings: object) -> Grant:
    tokens = Tokens(replace(SETTINGS, entry_secrets=secrets or (NEW,), **settings))  # type: ignore[arg-type]  # any of them
    return tokens.authenticate(f"Bearer {text}")


def refused(text: str, *secrets: str) -> bool:
    with pytest.raises(Problem) as raised:
        grant(text, *secrets)
    return raised.value.code == "invalid_token"


@pytest.mark.parametrize(("role", "can"), [("participant", ("view", "chat")), ("moderator", ("view", "chat", "host"))])
def test_it_opens_its_conference_with_the_abilities_of_its_role(role: str, can: tuple[str, ...]) -> None:
    found = grant(signed(role=role))

    assert (found.domain, found.conferences, found.can, found.by_entry) == ("example.com", ("board",), can, True)


def test_a_participants_link_makes_a_guest_and_nothing_else_does() -> None:
    """Whatever a token says of it, also one from before."""
    assert grant(signed()).is_guests
    assert grant(signed(inside=False, by_entry=False)).is_guests
    assert not grant(signed(role="moderator")).is_guests
    assert not grant(token("view")).is_guests


def test_it_is_taken_beside_the_tokens_of_a_secret_and_of_an_issuer() -> None:
    with_issuer = {
        "jwks_url": "https://issuer.example.com/keys", "token_issuer": "https://issuer.example.com",
        "token_audience": "conferences",
    }  # fmt: skip

    assert grant(signed()).by_entry
    assert grant(signed(), **with_issuer).by_entry
    assert not grant(token()).by_entry


def test_whatever_it_says_beyond_counts_for_nothing_or_is_refused() -> None:
    assert grant(signed(can=["view", "host", "control", "admin", "operate", "call"])).can == ("view", "host")
    assert refused(signed(conferences=["*"]))
    assert refused(signed(conferences=["board", "other"]))
    assert refused(signed(conferences=[]))
    assert refused(signed(can="admin"))
    assert refused(signed(iss="someone-else"))
    assert refused(signed(jti=None))
    assert refused(signed(exp=int(time.time()) - 60))


def test_no_other_key_makes_one_and_its_key_makes_no_other() -> None:
    api_secret = SETTINGS.token_secrets[0]
    claims = {
        "iss": ISSUER, "sub": "entry-1", "jti": "x", "iat": int(time.time()), "exp": int(time.time()) + 60,
        "domain": "example.com", "conferences": ["board"], "can": ["host"], "by_entry": False,
    }  # fmt: skip
    kid = jwt.get_unverified_header(signed())["kid"]

    assert refused(jwt.encode(claims, api_secret, "HS256", {"kid": kid}))
    assert refused(jwt.encode(claims, NEW, "HS256", {"kid": kid}))
    assert refused(jwt.encode(claims, "", "none", {"kid": kid}))
    # Were both secrets the same by mistake, a link's token would still be no other.
    assert refused(jwt.encode({**claims, "can": ["admin"]}, entry_tokens._key(api_secret), "HS256"), api_secret)


def test_one_secret_follows_another() -> None:
    before, after = signed(OLD), signed(NEW)

    assert grant(before, NEW, OLD).by_entry
    assert grant(after, NEW, OLD).by_entry
    assert refused(before, NEW)
    assert EntryTokens(()).are_of(before) is False


def test_it_ends_with_its_link_and_after_half_a_day_at_the_latest() -> None:
    now = time.time()

    assert grant(signed(ends=60)).ends == pytest.approx(now + 60, abs=2)
    assert grant(signed(ends=30 * 24 * 3600)).ends == pytest.approx(now + LONGEST_SECONDS, abs=2)
