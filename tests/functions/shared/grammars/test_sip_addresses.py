"""A SIP server's address is read as carriers write it, or not at all."""

import pytest

from functions.shared.grammars.sip_addresses import SipAddress, sip_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sip.example.com", SipAddress("sip.example.com")),
        ("sip.example.com:5061;transport=tls", SipAddress("sip.example.com", 5061, "tls")),
        ("sip:sip.example.com;transport=TCP;lr", SipAddress("sip.example.com", 0, "tcp")),
        ("sips:sip.example.com", SipAddress("sip.example.com", 0, "tls")),
        ("192.0.2.1:5080", SipAddress("192.0.2.1", 5080)),
        ("[2001:db8::1]:5060", SipAddress("[2001:db8::1]", 5060)),
        ("[::1]", SipAddress("[::1]")),
    ],
)
def test_an_address_is_taken_apart(text: str, expected: SipAddress) -> None:
    assert sip_address(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "a b", "a.example:0", "a.example:65536", "a.example;transport=sctp", "a.example;maddr=1.2.3.4", "[::g]",
        "2001:db8::1", "user@a.example", "a.example,b.example", "${x}", "a.example/x", "-a", "a.example\n", "[]",
    ],
)  # fmt: skip
def test_what_is_no_address_is_none(text: str) -> None:
    assert sip_address(text) is None
