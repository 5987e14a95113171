"""docs/rotation.md, walked through: at no step is anything refused that was good before."""

import re
import time
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from functions.mux_control.app import create_app
from functions.pin_check.app import pin_check_app
from functions.rooms.entries.ice import ice_servers
from functions.shared.api.entry_tokens import sign
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Tokens
from functions.shared.nodes.passwords import hashed
from functions.shared.outputs.sealed_keys import CannotOpen, open_key, seal_key
from functions.shared.settings import ApiSettings, EntrySettings, StreamSettings, WebhookSettings, read
from functions.shared.tables.known.identities import KNOWN_SECONDS, forget_identities
from functions.shared.tables.known.revocations import forget_revocations
from functions.shared.tables.revocations import RevocationsItem
from functions.shared.webhooks.hooks import StoredSecret, open_secret, seal_secret
from infra import pin_keys
from infra.generated.settings_table import groups
from infra.provision import changes_of
from infra.provisioning.applying import apply
from infra.provisioning.source import Source
from infra.token import mint
from tests.coturn import running_coturn
from tests.docs.test_docs import ROOT
from tests.functions.lookups import ask, provision
from tests.functions.rooms.entries.turn_client import allocate
from tests.tables import make_tables

OLD, NEW = "the-old-secret-" + "o" * 40, "the-new-secret-" + "n" * 40
BOTH = f"{NEW},{OLD}"
DOCUMENT = (ROOT / "docs" / "rotation.md").read_text()


def test_every_secret_has_its_section() -> None:
    secrets = {
        declared.metadata["name"] for group in groups() for declared in fields(group) if declared.metadata["secret"]
    }

    # The stand-in's callers are simulated, their password opens the demo; the embedded services end with their key.
    # A trunk's password is the node's alone.
    assert set(re.findall(r"^## (\w+)$", DOCUMENT, re.MULTILINE)) == secrets - {
        "STAND_IN_CALLER_PASSWORD",
        "AWS_SECRET_ACCESS_KEY",
    } | {"TRUNK_PASSWORD"}


@pytest.mark.usefixtures("lookup_tables")
def test_xml_curl_password(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic()
    monkeypatch.setattr("functions.shared.tables.known.identities.time.monotonic", lambda: now)

    def provisioned(*passwords: str) -> None:
        listed = ", ".join(hashed(password) for password in passwords)
        text = f"nodes: [{{name: fs1, domains: [example.com], credentials: [{listed}]}}]"
        apply(changes_of(Source("nodes.yaml", text), prune=False))

    def answered(password: str) -> int:
        return ask(pin_check_app(), "/pin-check", {"step": "start"}, auth=("fs1", password)).status_code

    forget_identities()
    provisioned(OLD)
    before = answered(OLD)
    provisioned(NEW, OLD)
    now += KNOWN_SECONDS
    both = [answered(OLD), answered(NEW)]
    provisioned(NEW)
    # Whoever has asked a moment before may remember the old one for half a minute, and no longer.
    meanwhile = answered(OLD)
    now += KNOWN_SECONDS

    assert (before, both, meanwhile) == (200, [200, 200], 200)
    assert (answered(NEW), answered(OLD)) == (200, 401)


@pytest.mark.usefixtures("lookup_tables")
def test_api_token_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    make_tables([RevocationsItem])
    forget_revocations()

    def settings(secrets: str) -> ApiSettings:
        monkeypatch.setenv("API_TOKEN_SECRET", secrets)
        return read(ApiSettings)

    def taken(token: str, secrets: str) -> bool:
        try:
            return bool(Tokens(settings(secrets)).authenticate(f"Bearer {token}"))
        except Problem as problem:
            if problem.code != "invalid_token":
                raise
            return False

    before = mint(settings(OLD), domain="example.com")
    during = mint(settings(BOTH), domain="example.com")

    assert [taken(before, OLD), taken(before, BOTH), taken(during, BOTH), taken(during, NEW)] == [True] * 4
    assert not taken(before, NEW)
    forget_revocations()


@pytest.mark.usefixtures("lookup_tables")
def test_entry_token_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    make_tables([RevocationsItem])
    forget_revocations()

    def settings(secrets: str) -> ApiSettings:
        monkeypatch.setenv("ENTRY_TOKEN_SECRET", secrets)
        return read(ApiSettings)

    def token(secrets: str) -> str:
        secret, now = settings(secrets).entry_secrets[0], time.time()
        return sign(
            secret,
            "entry-1",
            domain="example.com",
            conference="board",
            role="participant",
            name="",
            now=now,
            ends=now + 60,
        )

    def taken(text: str, secrets: str) -> bool:
        try:
            return Tokens(settings(secrets)).authenticate(f"Bearer {text}").by_entry
        except Problem as problem:
            if problem.code != "invalid_token":
                raise
            return False

    before, during = token(OLD), token(BOTH)

    assert [taken(before, OLD), taken(before, BOTH), taken(during, BOTH), taken(during, NEW)] == [True] * 4
    assert not taken(before, NEW)
    forget_revocations()


def test_api_front_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    def asks(sent: str, taken: str) -> int:
        monkeypatch.setenv("API_FRONT_SECRET", taken)
        front = {"X-Front-Secret": sent, "X-Viewer-Address": "198.51.100.7"}
        # Nobody's token, and no table is asked: 401 comes from behind the front, 403 from before it.
        return TestClient(create_app(read(ApiSettings)), headers=front).get("/v1/conferences").status_code

    a, b, new_b, new_a = OLD, "the-other-one-" + "b" * 40, NEW, "the-new-other-one-" + "a" * 40

    assert asks(a, f"{a},{b}") == 401
    # CloudFront still sends A, also to a process that has not the new B yet; then B, which they all have.
    assert [asks(a, f"{a},{b}"), asks(a, f"{a},{new_b}"), asks(new_b, f"{a},{new_b}")] == [401] * 3
    assert [asks(new_b, f"{a},{new_b}"), asks(new_b, f"{new_a},{new_b}")] == [401] * 2
    assert [asks(a, f"{new_a},{new_b}"), asks(b, f"{new_a},{new_b}")] == [403] * 2


@pytest.mark.usefixtures("lookup_tables")
def test_pin_hash_key(monkeypatch: pytest.MonkeyPatch) -> None:
    def opens(keys: str) -> bool:
        monkeypatch.setenv("PIN_HASH_KEY", keys)
        asked = {"id": "00000000", "pin": "1234"}
        return bool(ask(pin_check_app(), "/pin-check", asked).json()["result"] == "ok")

    monkeypatch.setenv("PIN_HASH_KEY", OLD)
    provision()
    steps = [opens(OLD), opens(BOTH)]
    waiting = pin_keys.main([])
    provision()
    done = pin_keys.main([])
    steps += [opens(BOTH), opens(NEW)]

    assert (steps, waiting, done) == ([True] * 4, 1, 0)


def test_stream_key_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    def secrets(text: str) -> Sequence[str]:
        monkeypatch.setenv("STREAM_KEY_SECRET", text)
        return read(StreamSettings).key_secrets

    def opened(functions: str, relay: str) -> str:
        sealed = seal_key("live-key", stream="s1", secrets=secrets(functions))
        return open_key(sealed, stream="s1", secrets=secrets(relay))

    steps = [(OLD, OLD), (OLD, f"{OLD},{NEW}"), (BOTH, f"{OLD},{NEW}"), (NEW, NEW)]

    assert [opened(*step) for step in steps] == ["live-key"] * 4
    # Why the relays come first.
    with pytest.raises(CannotOpen):
        opened(BOTH, OLD)


def test_webhook_key_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    def secrets(text: str) -> Sequence[str]:
        monkeypatch.setenv("WEBHOOK_KEY_SECRET", text)
        return read(WebhookSettings).key_secrets

    def signs(sealed: str, with_secrets: str) -> bool:
        stored = StoredSecret(sealed=sealed, made_at=0.0)
        return open_secret(stored, hook="h", secrets=secrets(with_secrets)) == "whsec_x"

    before = seal_secret("whsec_x", hook="h", secrets=secrets(OLD))
    after = seal_secret("whsec_x", hook="h", secrets=secrets(BOTH))

    assert [signs(before, OLD), signs(before, BOTH), signs(after, BOTH), signs(after, NEW)] == [True] * 4
    # Why each webhook needs a new secret in between.
    with pytest.raises(CannotOpen):
        signs(before, NEW)
    # Nor does it open for another webhook.
    with pytest.raises(CannotOpen):
        open_secret(StoredSecret(sealed=after, made_at=0.0), hook="other", secrets=secrets(NEW))


def test_turn_secret(tmp_path: Path) -> None:
    """A real coturn: the code of its refusal, 0 where it gives an address."""

    now = time.time()

    def given(secrets: str) -> tuple[str, str]:
        settings = EntrySettings(turn_urls=("turn:turn.example.com",), turn_secrets=tuple(secrets.split(",")))
        (server,) = ice_servers(settings, "entry-1", now=now, until=now + 3600)
        return server.username, server.credential

    # A browser has its credential from before the step, and uses it until `TURN_SECONDS` are over.
    before, after = given(OLD), given(NEW)
    taken = {}
    for step in (OLD, f"{OLD},{NEW}", NEW):
        with running_coturn(tmp_path, step) as port:
            taken[step] = (allocate(port, *before), allocate(port, *after))

    assert taken == {
        OLD: (0, 401),
        # Between steps 1 and 3; `rooms` may have either meanwhile.
        f"{OLD},{NEW}": (0, 0),
        NEW: (401, 0),
    }
    # `rooms` makes them of the first.
    assert given(BOTH) == after


@pytest.mark.parametrize(
    ("section", "test"),
    [
        ("ESL_PASSWORD", "test_the_event_socket_s_password_changes_while_a_call_is_up"),
        ("TRUNK_PASSWORD", "test_a_trunk_s_password_changes_while_a_call_is_up_through_it"),
        ("XML_CURL_PASSWORD", "test_the_password_of_look_ups_changes_while_a_call_is_up"),
        ("The password of a user", "test_a_user_s_password_changes_while_the_user_is_in_a_call"),
        ("The certificate of a node", "test_a_certificate_is_taken_when_a_profile_has_no_call_and_no_call_ends"),
    ],
)
def test_what_only_a_switch_can_show_is_walked_through_on_a_real_one(section: str, test: str) -> None:
    assert f"\n## {section}\n" in DOCUMENT
    live = [
        (ROOT / "tests/live" / name).read_text(encoding="utf-8") for name in ("test_rotation.py", "test_certificate.py")
    ]
    assert any(f"def {test}(" in text for text in live)
