"""What FreeSWITCH is told of a trunk."""

from functions.directory.gateways import gateway_params, gateway_variables, variables_of_incoming_calls
from functions.shared.tables.provisioned.domain_items import Gateway


def params(**fields: object) -> dict[str, str]:
    values = {"name": "carrier", "proxy": "sip.carrier.example", **fields}
    return gateway_params(Gateway(**values))  # type: ignore[arg-type]  # a test's shorthand


def test_a_trunk_without_options_says_what_it_always_said() -> None:
    assert params() == {
        "proxy": "sip.carrier.example",
        "realm": "sip.carrier.example",
        "register": "false",
        "context": "trunk",
        "extension": "auto",
    }


def test_port_and_transport_may_stand_in_the_proxy_or_beside_it() -> None:
    written = params(proxy="sip.carrier.example:5061;transport=tls")
    beside = params(port=5061, transport="tls")

    assert written == beside
    # The transport is a parameter of its own: the contact that is registered has it from there.
    assert (written["proxy"], written["register-transport"]) == ("sip.carrier.example:5061", "tls")


def test_an_outbound_proxy_takes_registrations_and_calls() -> None:
    found = params(outbound_proxy="[2001:db8::1]:5060;transport=tcp")

    assert found["outbound-proxy"] == found["register-proxy"] == "[2001:db8::1]:5060;transport=tcp"


def test_who_registers_who_proves_and_who_calls_may_differ() -> None:
    found = params(username="49611", auth_username="me@mail.example", from_user="49612", from_domain="tel.example")

    assert {name: found[name] for name in ("username", "auth-username", "from-user", "from-domain")} == {
        "username": "49611",
        "auth-username": "me@mail.example",
        "from-user": "49612",
        "from-domain": "tel.example",
    }


def test_a_ping_goes_to_the_proxy_whatever_the_domain_in_from_resolves_to() -> None:
    assert params(ping=30, from_domain="tel.example")["register-proxy"] == "sip.carrier.example"
    assert "register-proxy" not in params(ping=30)


def test_the_sound_is_secured_in_both_directions() -> None:
    secured = Gateway(name="a", proxy="a.example", srtp="mandatory")

    assert gateway_variables(secured)["rtp_secure_media"] == "mandatory"
    assert variables_of_incoming_calls(secured) == {"rtp_secure_media": "mandatory"}
    assert variables_of_incoming_calls(Gateway(name="a", proxy="a.example")) == {}
