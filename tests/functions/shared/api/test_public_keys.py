"""Tokens of an issuer: keys by URL, fetched rarely, one algorithm for each key."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from moto import mock_aws

from functions.shared.api.problems import Problem
from functions.shared.api.public_keys import FRESH_SECONDS, RETRY_SECONDS, PublicKeys
from functions.shared.api.tokens import Tokens
from functions.shared.settings import ApiSettings, SettingError
from functions.shared.tables.known.revocations import forget_revocations
from functions.shared.tables.revocations import RevocationsItem
from functions.shared.version import USER_AGENT
from tests.tables import make_tables

ISSUED = ApiSettings(token_issuer="https://issuer.example", token_audience="conferences")
CLAIMS = {"sub": "me", "domain": "example.com", "conferences": ["*"], "can": ["view"], "exp": int(time.time()) + 3600}
CLAIMS |= {"iss": ISSUED.token_issuer, "aud": ISSUED.token_audience}
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
ED = ed25519.Ed25519PrivateKey.generate()
STRANGER = ec.generate_private_key(ec.SECP256R1())
SECRET = "a-secret-that-is-long-enough-for-hs256"


class Issuer(ThreadingHTTPServer):
    """Serves a key set and counts how often it is asked."""

    asked = 0
    status = 200
    body = b""
    moved_to = ""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the name is http.server's
        assert isinstance(self.server, Issuer)
        assert self.headers["User-Agent"] == USER_AGENT
        self.server.asked += 1
        self.send_response(self.server.status)
        if self.server.moved_to:
            self.send_header("Location", self.server.moved_to)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(autouse=True)
def nothing_is_revoked() -> Iterator[None]:
    with mock_aws():
        make_tables([RevocationsItem])
        forget_revocations()
        yield
    forget_revocations()


def key_set() -> bytes:
    keys: list[object] = [
        {**jwt.algorithms.RSAAlgorithm.to_jwk(RSA.public_key(), as_dict=True), "kid": "rsa"},
        {**jwt.algorithms.ECAlgorithm.to_jwk(EC.public_key(), as_dict=True), "kid": "ec"},
        {**jwt.algorithms.OKPAlgorithm.to_jwk(ED.public_key(), as_dict=True), "kid": "ed"},
        {**jwt.algorithms.HMACAlgorithm.to_jwk(SECRET.encode(), as_dict=True), "kid": "secret"},
        {"kty": "unheard-of", "kid": "odd"},
        {"kty": "RSA", "n": 5, "e": "AQAB", "kid": "malformed"},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "!", "kid": "malformed"},
    ]
    return msgspec.json.encode({"keys": keys})


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    server = Issuer(("127.0.0.1", 0), Handler)
    server.body = key_set()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def url(issuer: Issuer) -> str:
    return f"http://127.0.0.1:{issuer.server_address[1]}/keys"


def token(key: object, algorithm: str, key_id: str) -> str:
    return jwt.encode(CLAIMS, key, algorithm, headers={"kid": key_id})  # type: ignore[arg-type]  # any kind of key


@pytest.mark.parametrize(
    ("key", "algorithm", "key_id"), [(RSA, "RS256", "rsa"), (EC, "ES256", "ec"), (ED, "EdDSA", "ed")]
)
def test_a_token_of_the_issuer_is_taken(issuer: Issuer, key: object, algorithm: str, key_id: str) -> None:
    grant = Tokens(replace(ISSUED, jwks_url=url(issuer))).authenticate(f"Bearer {token(key, algorithm, key_id)}")

    assert (grant.sub, grant.can) == ("me", ("view",))


@pytest.mark.parametrize(
    ("key", "algorithm", "key_id"),
    [
        (STRANGER, "ES256", "ec"),
        (STRANGER, "ES256", "unknown"),
        (RSA, "RS512", "rsa"),
        (RSA, "RS256", "ec"),
        (SECRET, "HS256", "secret"),
        (SECRET, "HS256", "rsa"),
    ],
    ids=[
        "another's key",
        "no such key",
        "another algorithm",
        "another key's",
        "a public secret",
        "a public key as one",
    ],
)
def test_any_other_token_is_refused(issuer: Issuer, key: object, algorithm: str, key_id: str) -> None:
    tokens = Tokens(replace(ISSUED, jwks_url=url(issuer), token_secrets=(SECRET,)))

    with pytest.raises(Problem) as refused:
        tokens.authenticate(f"Bearer {token(key, algorithm, key_id)}")

    assert refused.value.code == "invalid_token"


def test_keys_are_fetched_rarely_whatever_comes(issuer: Issuer) -> None:
    now = [0.0]
    keys = PublicKeys(url(issuer), clock=lambda: now[0])

    def ask(key_id: str) -> None:
        try:
            keys.key_of(token(EC, "ES256", key_id))
        except jwt.InvalidTokenError:
            assert key_id != "ec"

    asked = []
    for seconds, key_id in [
        (0, "ec"),
        (1, "x"),
        (2, "y"),
        (RETRY_SECONDS, "z"),
        (FRESH_SECONDS + RETRY_SECONDS + 1, "ec"),
    ]:
        now[0] = seconds
        ask(key_id)
        asked.append(issuer.asked)

    assert asked == [1, 1, 1, 2, 3]


def test_known_keys_outlive_an_issuer_that_fails(issuer: Issuer) -> None:
    now = [0.0]
    keys = PublicKeys(url(issuer), clock=lambda: now[0])
    keys.key_of(token(EC, "ES256", "ec"))
    issuer.status, now[0] = 500, FRESH_SECONDS + 1

    assert keys.key_of(token(EC, "ES256", "ec")).key_id == "ec"
    assert issuer.asked == 2


@pytest.mark.parametrize("body", [b"", b"[]", b'{"keys": 7}', b"<html>"])
def test_without_any_key_the_answer_is_503(issuer: Issuer, body: bytes) -> None:
    issuer.body = body
    tokens = Tokens(replace(ISSUED, jwks_url=url(issuer)))

    for _ in range(3):
        with pytest.raises(Problem) as refused:
            tokens.authenticate(f"Bearer {token(EC, 'ES256', 'ec')}")
        assert (refused.value.code, refused.value.headers["Retry-After"]) == ("unavailable", "5")

    assert issuer.asked == 1


@pytest.mark.parametrize(
    "settings",
    [
        ApiSettings(),
        ApiSettings(token_secrets=("short",)),
        replace(ISSUED, jwks_url="http://issuer.example/keys"),
        replace(ISSUED, jwks_url="https://issuer.example/keys", token_issuer=""),
        replace(ISSUED, jwks_url="https://issuer.example/keys", token_audience=""),
        replace(ISSUED, jwks_url="file:///etc/passwd"),
    ],
)
def test_an_installation_without_a_safe_way_to_check_tokens_does_not_start(settings: ApiSettings) -> None:
    with pytest.raises(SettingError, match="API_"):
        Tokens(settings)


def test_keys_are_not_fetched_from_where_somebody_in_between_could_change_them(issuer: Issuer) -> None:
    issuer.status, issuer.moved_to = 302, url(issuer).replace("/keys", "/elsewhere")

    with pytest.raises(Problem) as refused:
        Tokens(replace(ISSUED, jwks_url=url(issuer))).authenticate(f"Bearer {token(RSA, 'RS256', 'rsa')}")

    assert (refused.value.code, issuer.asked) == ("unavailable", 1)


@pytest.mark.parametrize("claim", ["iss", "aud"])
@pytest.mark.parametrize("said", ["https://another.example", None])
def test_a_token_that_the_issuer_made_for_somebody_else_is_refused(
    issuer: Issuer, claim: str, said: str | None
) -> None:
    claims = {name: value for name, value in {**CLAIMS, claim: said}.items() if value is not None}
    theirs = jwt.encode(claims, EC, "ES256", headers={"kid": "ec"})

    with pytest.raises(Problem) as refused:
        Tokens(replace(ISSUED, jwks_url=url(issuer))).authenticate(f"Bearer {theirs}")

    assert refused.value.code == "invalid_token"


def public(key: rsa.RSAPrivateKey, **said: object) -> dict[str, object]:
    return {**jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": "rsa", **said}


WEAK = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # that is what is refused
P384 = ec.generate_private_key(ec.SECP384R1())


@pytest.mark.parametrize(
    ("signer", "algorithm", "entry"),
    [
        (WEAK, "RS256", public(WEAK)),
        (RSA, "RS256", public(RSA, use="enc")),
        (RSA, "RS256", public(RSA, key_ops=["encrypt"])),
        (RSA, "RS256", public(RSA, key_ops="verify")),
        (RSA, "RS256", public(RSA, alg="RSA-OAEP")),
        (RSA, "RS512", public(RSA, alg="RS512")),
        (RSA, "RS256", {**jwt.algorithms.RSAAlgorithm.to_jwk(RSA, as_dict=True), "kid": "rsa", "key_ops": ["verify"]}),
        (
            P384,
            "ES384",
            {**jwt.algorithms.ECAlgorithm.to_jwk(P384.public_key(), as_dict=True), "kid": "rsa", "alg": "ES256"},
        ),
    ],
    ids=[
        "1024 bits", "for encryption", "an operation that is not verify", "operations that are no list",
        "an algorithm for encryption", "an algorithm that is not used here", "shown with its private part",
        "another curve",
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_an_unsound_key_checks_no_token(
    issuer: Issuer, signer: rsa.RSAPrivateKey, algorithm: str, entry: dict[str, object]
) -> None:
    good = {**jwt.algorithms.ECAlgorithm.to_jwk(EC.public_key(), as_dict=True), "kid": "ec"}
    issuer.body = msgspec.json.encode({"keys": [entry, good]})
    tokens = Tokens(replace(ISSUED, jwks_url=url(issuer)))
    forged = jwt.encode(CLAIMS, signer, algorithm, headers={"kid": "rsa"})

    with pytest.raises(Problem) as refused:
        tokens.authenticate(f"Bearer {forged}")

    assert refused.value.code == "invalid_token"
    # One bad key takes no good one with it.
    assert tokens.authenticate(f"Bearer {token(EC, 'ES256', 'ec')}").sub == "me"


@pytest.mark.parametrize("said", [{"use": "sig"}, {"key_ops": ["verify"]}, {"alg": "RS256"}])
def test_a_key_that_says_what_it_is_for_is_taken(issuer: Issuer, said: dict[str, object]) -> None:
    issuer.body = msgspec.json.encode({"keys": [public(RSA, **said)]})

    grant = Tokens(replace(ISSUED, jwks_url=url(issuer))).authenticate(f"Bearer {token(RSA, 'RS256', 'rsa')}")

    assert grant.sub == "me"
