"""The doctor is content with our configuration and finds each fault that is planted in it."""

from collections.abc import Callable

import pytest

from freeswitch.relay.doctor.findings import is_safe
from tests.freeswitch.relay.doctor.canned import MODULES, NOW, Canned, complaints, findings, table


def test_our_own_configuration_is_in_order() -> None:
    assert complaints() == []
    assert len(findings()) == 13


def answers(command: str, text: str) -> Callable[[Canned], None]:
    def plant(canned: Canned) -> None:
        canned.answers[command] = text

    return plant


def text(old: str, new: str) -> Callable[[Canned], None]:
    return lambda canned: canned.change(old, new)


def param(profile: str, name: str, value: str | None) -> Callable[[Canned], None]:
    return lambda canned: canned.set(profile, name, value)


def module(name: str) -> Callable[[Canned], None]:
    return answers(
        "show modules", table("type,name,ikey,filename", [f"api,x,{each},/mod" for each in (*MODULES, name)])
    )


def no_bindings(canned: Canned) -> None:
    canned.change("<bindings>", "<bindings/><unused>")
    canned.change("</bindings>", "</unused>")


def as_it_is(_canned: Canned) -> None:
    """Plants nothing."""


PLANTED: dict[str, tuple[Callable[[Canned], None], str]] = {
    "an old version": (
        answers("version", "FreeSWITCH Version 1.10.9-release"),
        "unsafe FreeSWITCH is version 1.10.9, which has known holes",
    ),
    "no version": (answers("version", "-ERR no reply"), "unsafe FreeSWITCH is version unknown, which has known holes"),
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
    "system over the event socket": (
        answers("show api", table("name,description,syntax,ikey", ["system,Execute a command,<cmd>,mod_commands"])),
        "unsafe system commands are allowed as API commands",
    ),
    "system in the dialplan": (
        answers("show application", table("name,description,syntax,ikey", ["system,Execute,<cmd>,mod_dptools"])),
        "unsafe system commands are allowed in the dialplan",
    ),
    "api expansion": (
        answers("eval ${hostname()}", "node.example"),
        "unsafe ${command()} in a text runs the command",
    ),
    "a dangerous module": (
        module("mod_shell_stream"),
        "unsafe mod_shell_stream is loaded, which plays the output of any command",
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
        param("internal", "auth-calls", "false"),
        "unsafe profile internal takes calls from everybody",
    ),
    "an open trunk": (
        param("external", "apply-inbound-acl", None),
        "unsafe profile external takes calls from everybody",
    ),
    "a domain of the client's choice": (
        param("internal", "force-register-domain", None),
        "unsafe profile internal lets the client choose the domain it logs in to",
    ),
    "no bindings": (
        no_bindings,
        "unsafe mod_xml_curl has no binding, so only files decide who gets in",
    ),
    "no media time-out": (
        answers("global_getvar", "domain=example.com"),
        "unsafe there is no media time-out: who vanished stays in the picture",
    ),
    "a long media time-out": (
        answers("global_getvar", "media_timeout_audio=600000"),
        "warning a browser that vanished stays in the picture for 600 s",
    ),
    "no H264": (
        answers(
            "show codec",
            table("type,name,ikey", ["codec,OPUS (STANDARD),x", "codec,G.711 alaw,x", "codec,VP8 Video,x"]),
        ),
        "warning there is no codec H264 Video, needed for the picture of SIP devices, and every RTMP stream",
    ),
    "no rtmps": (
        answers("show file", table("type,name,ikey", ["file,mp4,x", "file,mkv,x", "file,rtmp,x"])),
        "warning there is no format rtmps, needed for streams",
    ),
    "a module that passes H264 through": (
        module("mod_h26x"),
        "warning mod_h26x is loaded, which passes H264 through and cannot encode it",
    ),
    "a clock that stood still": (
        answers("strepoch", f"{NOW - 90:.0f}"),
        "warning FreeSWITCH's own clock is -90 s off this host's",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_and_nothing_else(fault: str) -> None:
    plant, expected = PLANTED[fault]
    found = complaints(plant)

    assert found == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('name="timeout" value="2"', 'name="timeout" value="0"', "has no time-out of 5 s or less"),
        ('name="timeout" value="2"', 'name="timeout" value="30"', "has no time-out of 5 s or less"),
        ('name="enable-cacert-check" value="true"', 'name="x" value=""', "does not check the certificate"),
        ('name="enable-ssl-verifyhost" value="true"', 'name="x" value=""', "does not check the certificate"),
        ("https://functions", "http://functions", "crosses the network in the clear"),
        ('value="freeswitch:lookups"', 'value=""', "sends no password"),
        ('name="method" value="POST"', 'name="method" value="GET"', "writes the request, digest and all, into the URL"),
    ],
)
def test_each_lookup_with_a_fault_is_named(old: str, new: str, expected: str) -> None:
    assert complaints(text(old, new)) == [
        f"unsafe the lookup {name} {expected}" for name in ("directory", "dialplan", "configuration")
    ]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({"esl_listeners": frozenset({"0.0.0.0"})}, "unsafe the event socket listens on 0.0.0.0, not on loopback only"),
        ({"esl_password": "ClueCon"}, "unsafe the event socket's password is FreeSWITCH's default, ClueCon"),
        ({"free_share": 0.04}, "warning 4% of the recordings' disk is free"),
        ({"functions_ahead": -30.0}, "warning the functions' clock is -30 s off this host's"),
        ({"functions_problem": "refused"}, "warning the functions do not answer (refused)"),
    ],
)
def test_a_fault_of_the_host_is_found(seen: dict[str, object], expected: str) -> None:
    assert complaints(as_it_is, **seen) == [expected]


def test_a_warning_is_safe_and_an_open_door_is_not() -> None:
    assert is_safe(findings(free_share=0.04))
    assert not is_safe(findings(esl_password="ClueCon"))


def test_no_line_shows_a_secret() -> None:
    plant = text("0123456789abcdef0123456789abcdef", "a-secret")
    lines = [finding.line() for finding in findings(plant, esl_password="another-secret")]

    assert not any("secret" in line or "lookups" in line for line in lines)


def test_a_finding_is_one_line_with_its_mend() -> None:
    (line,) = [finding.line() for finding in findings(free_share=0.04) if finding.status == "warning"]

    assert line.startswith("warning  4% of the recordings' disk is free: make room")
