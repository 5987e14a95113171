"""Faults of who gets in: passwords, event socket, directory and dialplan on disk, SIP profiles."""

import pytest

from freeswitch.relay.doctor.examined import INNER_ADDRESSES
from tests.freeswitch.relay.doctor.canned import complaints
from tests.freeswitch.relay.doctor.planting import Plant, answers, as_it_is, both, param, text

EVERY_INNER = ", ".join(INNER_ADDRESSES)
PLANTED: dict[str, tuple[Plant, str]] = {
    "the default password": (
        text("0123456789abcdef0123456789abcdef", "ClueCon"),
        "unsafe the event socket's password is FreeSWITCH's default, ClueCon",
    ),
    "a short password": (
        text("0123456789abcdef0123456789abcdef", "short"),
        "unsafe the event socket's password has fewer than 20 characters",
    ),
    "the vanilla users' password": (
        answers("global_getvar", "default_password=1234\nbrowser_media_timeout=40000"),
        "unsafe default_password is the one that everybody knows",
    ),
    "an open event socket": (
        text('name="listen-ip" value="127.0.0.1"', 'name="listen-ip" value="::"'),
        "unsafe the event socket listens on ::, not on loopback only",
    ),
    "users on disk": (
        text(
            '<section name="directory" description="nobody">',
            '<section name="directory"><domain name="x"><users><user id="1"/></users></domain>',
        ),
        "unsafe the directory on disk has 1 users",
    ),
    "an open dialplan on disk": (
        text('application="respond"', 'application="bridge"'),
        "unsafe the dialplan on disk runs bridge",
    ),
    "no line for fail2ban": (
        param("internal", "log-auth-failures", "false"),
        "unsafe profile internal does not log failed logins, so nobody is ever banned",
    ),
    "blind registrations": (
        param("internal", "accept-blind-reg", "true"),
        "unsafe profile internal has accept-blind-reg: anybody registers with any password",
    ),
    "calls without a password": (
        both(param("internal", "auth-calls", "false"), param("internal", "apply-inbound-acl", None)),
        "unsafe profile internal takes calls from everybody",
    ),
    "an open trunk": (
        param("external", "apply-inbound-acl", None),
        "unsafe profile external takes calls from everybody",
    ),
    "media into every network": (
        param("internal", "apply-candidate-acl", "any_v4.auto"),
        f"warning browsers may have media sent into inner networks ({EVERY_INNER}), as the list any_v4.auto says",
    ),
    "media into this machine": (
        param("internal", "apply-candidate-acl", "loopback.auto"),
        "warning browsers may have media sent into inner networks (127.0.0.1), as the list loopback.auto says",
    ),
    "a domain of the client's choice": (
        param("internal", "force-register-domain", None),
        "unsafe profile internal lets the client choose the domain it logs in to",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_and_nothing_else(fault: str) -> None:
    plant, expected = PLANTED[fault]

    assert complaints(plant) == [expected]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({"esl_listeners": frozenset({"0.0.0.0"})}, "unsafe the event socket listens on 0.0.0.0, not on loopback only"),
        ({"esl_password": "ClueCon"}, "unsafe the event socket's password is FreeSWITCH's default, ClueCon"),
    ],
)
def test_what_the_host_shows_counts_as_well(seen: dict[str, object], expected: str) -> None:
    assert complaints(as_it_is, **seen) == [expected]
