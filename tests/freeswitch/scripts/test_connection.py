"""What dial_in.lua trusts: certificates, host names, time."""

import ssl
import threading
from pathlib import Path
from time import monotonic

import pytest

from bench.edge.certificates import Authority
from tests.freeswitch.scripts.back_end import BackEnd, serving
from tests.freeswitch.scripts.calls import ID, PIN, Caller, executed, logged, played


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def trusting(back_end: BackEnd, authority: Authority, host: str = "127.0.0.1") -> Caller:
    return Caller(
        back_end.url.replace("127.0.0.1", host), [ID, PIN], globals={"functions_ca_file": str(authority.file)}
    )


def test_a_certificate_of_a_trusted_authority_for_this_address_is_accepted(
    lua: str, authority: Authority, tmp_path: Path
) -> None:
    with serving(BackEnd(), authority.server_context("127.0.0.1")) as back_end:
        steps = trusting(back_end, authority).call(lua, tmp_path)

    assert executed(steps)[-1] == ("conference", "my-conf-name@telephone")


@pytest.mark.parametrize(
    ("named", "accepted"),
    [
        (("localhost",), True),
        (("LOCALHOST",), True),
        (("other.example", "localhost"), True),
        (("localhost.example",), False),
        (("*",), False),
        (("127.0.0.1",), False),
    ],
)
def test_only_a_certificate_for_the_host_that_was_called_is_accepted(
    lua: str, authority: Authority, tmp_path: Path, named: tuple[str, ...], accepted: bool
) -> None:
    with serving(BackEnd(), authority.server_context(*named)) as back_end:
        steps = trusting(back_end, authority, "localhost").call(lua, tmp_path)

    assert (played(steps)[-1] == "en/joining") is accepted
    assert ("certificate is for another host" in logged(steps)) is not accepted
    assert bool(back_end.asked) is accepted


def test_a_certificate_of_an_unknown_authority_is_refused_before_anything_is_sent(
    lua: str, authority: Authority, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with serving(BackEnd(), Authority(elsewhere, "somebody else").server_context("127.0.0.1")) as back_end:
        steps = trusting(back_end, authority).call(lua, tmp_path)

    assert played(steps) == ["en/unavailable"]
    assert "certificate not trusted" in logged(steps)
    assert back_end.asked == []


def test_the_machines_own_authorities_are_the_default(lua: str, authority: Authority, tmp_path: Path) -> None:
    with serving(BackEnd(), authority.server_context("127.0.0.1")) as back_end:
        steps = Caller(back_end.url, [ID, PIN]).call(lua, tmp_path)

    assert played(steps) == ["en/unavailable"]
    assert back_end.asked == []


def test_tls_before_1_2_is_refused(lua: str, authority: Authority, tmp_path: Path) -> None:
    old = authority.server_context("127.0.0.1")
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with serving(BackEnd(), old) as back_end:
        steps = trusting(back_end, authority).call(lua, tmp_path)

    assert played(steps) == ["en/unavailable"]
    assert back_end.asked == []


def test_a_pin_does_not_cross_a_network_in_the_clear(lua: str, tmp_path: Path) -> None:
    steps = Caller("http://192.0.2.1:3000", [ID, PIN]).call(lua, tmp_path)

    assert played(steps) == ["en/unavailable"]
    assert "functions_url is http and not loopback" in logged(steps)


@pytest.mark.parametrize("url", ["", "nonsense", "ftp://127.0.0.1/", "file:///etc/passwd"])
def test_a_missing_address_is_named_in_the_log(lua: str, tmp_path: Path, url: str) -> None:
    steps = Caller(url, [ID, PIN]).call(lua, tmp_path)

    assert played(steps) == ["en/unavailable"]
    assert "functions_url is not set" in logged(steps)


@pytest.mark.parametrize("lua", ["lua5.3"], indirect=True)
@pytest.mark.parametrize("drips", [False, True], ids=["silence", "a byte now and then"])
def test_a_back_end_that_never_finishes_is_given_up_in_time(lua: str, tmp_path: Path, drips: bool) -> None:
    with serving(BackEnd(stall=threading.Event(), drips=drips)) as back_end:
        began = monotonic()
        steps = Caller(back_end.url, [ID, PIN]).call(lua, tmp_path)
        took = monotonic() - began

    assert played(steps) == ["en/unavailable"]
    assert "time-out" in logged(steps)
    assert 4 < took < 8
