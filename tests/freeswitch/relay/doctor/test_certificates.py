"""What the doctor sees over TLS: how long it is good, for whom, and whether it is what lies on the disk."""

import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from freeswitch.relay.doctor.certificates import certificates, look
from freeswitch.relay.doctor.examined import Node, Shown, examine
from tests.freeswitch.certificates import made, shows
from tests.freeswitch.relay.doctor.canned import NOW, Canned, complaints, findings

DAY = 86_400.0
SHOWN = Shown(where="WSS of profile internal", in_file="the same", names=("sip.example.com",), ends=NOW + 60 * DAY)


def said(one: Shown, host_name: str = "sip.example.com") -> list[str]:
    return [finding.line() for finding in certificates([one], NOW, host_name)]


def node_at(port: int, folder: Path) -> Node:
    """A node whose browsers' listener is there, and no other."""
    canned = Canned()
    for profile in ("internal", "external"):
        canned.set(profile, "tls", "false")
    canned.set("internal", "wss-binding", f"127.0.0.1:{port}")
    canned.set("internal", "tls-cert-dir", str(folder))
    return examine(canned)


def test_what_is_shown_is_read_and_compared_with_the_file(tmp_path: Path) -> None:
    shown = made("sip.example.com", days=60)
    in_file = []
    with shows(shown, tmp_path) as port:
        node = node_at(port, tmp_path)
        for text in (shown.whole, made("sip.example.com", 90).whole, shown.certificate + made("a", 1).key, b"nothing"):
            (tmp_path / "wss.pem").write_bytes(text)
            (one,) = look(node)
            in_file.append(one.in_file)
        (tmp_path / "wss.pem").unlink()
        (unseen,) = look(node)

    assert in_file == ["the same", "another", "another key", "nothing good"]
    assert (unseen.in_file, unseen.names, unseen.made_here) == ("unseen", ("sip.example.com",), False)
    assert unseen.ends == pytest.approx(datetime.now(UTC).timestamp() + 60 * DAY, abs=60)
    assert unseen.where.startswith("WSS of profile internal (127.0.0.1:")


def test_nobody_who_listens_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    (one,) = look(node_at(port, tmp_path))

    (line,) = said(one)
    assert line.startswith("warning  WSS of profile internal")
    assert line.endswith("look whether the profile is RUNNING")


def test_a_good_one_is_told_with_its_days() -> None:
    assert said(SHOWN) == ["ok       certificates are good for 60 days: WSS of profile internal"]
    assert said(SHOWN, host_name="") == said(SHOWN)


@pytest.mark.parametrize(
    ("change", "begins"),
    [
        ({"ends": NOW - 1}, "broken   the certificate of WSS of profile internal has ended"),
        ({"ends": NOW + 20 * DAY}, "warning  the certificate of WSS of profile internal ends in 20 days"),
        ({"names": ("a.example", "*.b.example")}, "broken   the certificate of WSS of profile internal is for a.exam"),
        ({"in_file": "another"}, "warning  WSS of profile internal does not show yet what is in /tls/wss.pem"),
        ({"in_file": "another key"}, "broken   /tls/wss.pem has a key that is not its certificate's"),
        ({"in_file": "nothing good"}, "broken   /tls/wss.pem has no certificate"),
        ({"made_here": True, "names": ()}, "warning  nobody knows the certificate of WSS of profile internal"),
    ],
)
def test_what_is_wrong_is_told_with_its_mend(change: dict[str, object], begins: str) -> None:
    values = {name: getattr(SHOWN, name) for name in ("where", "in_file", "names", "ends")} | {"file": "/tls/wss.pem"}

    (line,) = said(Shown(**(values | change)))

    assert line.startswith(begins)
    assert ": " in line.removeprefix(begins)


@pytest.mark.parametrize("name", ["SIP.example.com", "*.example.com"])
def test_a_star_and_capitals_are_the_same_name(name: str) -> None:
    (line,) = said(Shown(where="WSS", names=(name,), ends=SHOWN.ends, in_file="the same"))

    assert line.startswith("ok ")


def test_a_star_stands_for_one_label() -> None:
    assert said(Shown(where="WSS", names=("*.example.com",), ends=SHOWN.ends), "a.sip.example.com")[0][:6] == "broken"


def test_the_doctor_tells_of_them() -> None:
    ended = Shown(where="WSS of profile internal", ends=NOW - 1)

    assert complaints(certificates=(ended,)) == ["broken the certificate of WSS of profile internal has ended"]
    assert len(findings(certificates=(SHOWN,))) == len(findings()) + 1
