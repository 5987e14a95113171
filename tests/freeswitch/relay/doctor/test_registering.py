"""The doctor registers itself, and says why nobody could."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from freeswitch.relay.doctor.examined import Node, Registered, examine
from freeswitch.relay.doctor.findings import is_safe
from freeswitch.relay.doctor.registering import registering, tries
from functions.shared.nodes import doctor_account
from functions.shared.nodes.passwords import hashed
from tests.freeswitch.relay.doctor.canned import NOW, Canned, findings
from tests.live.carrier import Carrier, Contract

CREDENTIAL = hashed("lookups")
USER = doctor_account.account(CREDENTIAL, NOW)


@pytest.fixture
def registrar() -> Iterator[Callable[..., Carrier]]:
    """Makes a registrar of a realm that knows the doctor's account as the functions know it in example.com."""
    running = []

    def make(realm: str, domain: str = "example.com") -> Carrier:
        password = doctor_account.password(CREDENTIAL, domain, USER)
        running.append(Carrier(Contract(realm=realm, user=USER, password=password)).__enter__())
        return running[-1]

    yield make
    for each in running:
        each.__exit__(None, None, None)


def node_at(port: int) -> Node:
    canned = Canned()
    canned.set("internal", "sip-ip", "127.0.0.1")
    canned.set("internal", "sip-port", str(port))
    return examine(canned)


def test_it_registers_with_an_account_of_its_own_and_logs_out_again(registrar: Callable[..., Carrier]) -> None:
    carrier = registrar("example.com")

    tried = tuple(tries(node_at(carrier.port), NOW))

    assert tried == (Registered("internal", f"127.0.0.1:{carrier.port}", "example.com"),)
    assert [finding.line() for finding in registering(tried)] == [
        f"ok       a user of example.com can register at profile internal (127.0.0.1:{carrier.port})"
    ]
    assert [request.headers["expires"] for request in carrier.requests] == ["30", "30", "0"]


def test_a_realm_in_capitals_is_told_for_what_it_is(registrar: Callable[..., Carrier]) -> None:
    # The functions know the domain in small letters: the hash is another.
    carrier = registrar("Example.COM", domain="Example.COM")

    (finding,) = registering(tries(node_at(carrier.port), NOW))

    assert finding.status == "broken"
    assert finding.subject.endswith("it asks for the realm Example.COM")
    assert "small letters" in finding.mend


def test_a_domain_that_the_functions_do_not_know_is_told(registrar: Callable[..., Carrier]) -> None:
    carrier = registrar("other.example", domain="elsewhere.example")

    (finding,) = registering(tries(node_at(carrier.port), NOW))

    assert (finding.status, finding.subject) == (
        "broken",
        f"nobody can register at profile internal (127.0.0.1:{carrier.port}): 403 to the right password",
    )
    assert finding.mend.startswith("provision the domain other.example")


def test_nobody_who_answers_is_told(monkeypatch: pytest.MonkeyPatch, registrar: Callable[..., Carrier]) -> None:
    monkeypatch.setattr("freeswitch.relay.doctor.telephone.ANSWER_SECONDS", 0.1)
    port = registrar("example.com").port + 1

    (finding,) = registering(tries(node_at(port), NOW))

    assert finding.status == "broken"
    assert "no answer" in finding.subject


def test_a_node_that_lets_nobody_in_is_not_in_order() -> None:
    refused = Registered("internal", "127.0.0.1:5060", "example.com", "403 to the right password")

    assert not is_safe(findings(registered=(refused,)))
    assert is_safe(findings(registered=(Registered("internal", "127.0.0.1:5060", "example.com"),)))


@pytest.mark.parametrize(
    "plant",
    [
        partial(Canned.set, profile="internal", name="disable-register", value="true"),
        partial(Canned.set, profile="internal", name="sip-ip", value="$${local_ip}"),
        partial(Canned.set, profile="internal", name="auth-calls", value="false"),
    ],
)
def test_a_profile_where_nobody_registers_is_left_alone(plant: Callable[[Canned], None]) -> None:
    canned = Canned()
    plant(canned)

    assert list(tries(examine(canned), NOW)) == []
