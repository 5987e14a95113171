"""docs/runbooks/certificate.md on a running switch: it takes a new certificate, and no call ends for it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from tests.live.dialling_in import dial_in
from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import ESL_PASSWORD, HOST, Switch
from tests.live.telephone import Telephone
from tests.live.test_dial_in import PIN, ROOM
from tests.live.test_tls import shake_hands, trusting_anybody

PASSWORD = "mypassword"
LISTENERS = ("sip_tls", "wss", "trunk_tls")


def test_the_relay_tells_when_it_ends(switch: Switch, stack: Stack) -> None:
    ends = min(certificate(switch, port).not_valid_after_utc.timestamp() for port in LISTENERS)
    # The first look is at the start; the metrics are a line a minute.
    wait_until(lambda: bool(told_of_certificates(stack)), "a line of metrics with it", within=80)

    for line in told_of_certificates(stack):
        assert line["CertificateSecondsLeft"] == pytest.approx(ends - line["_aws"]["Timestamp"] / 1000, abs=3)


def test_a_certificate_is_taken_when_a_profile_has_no_call_and_no_call_ends(switch: Switch, stack: Stack) -> None:
    assert stack.program is not None
    before = {port: shown(switch, port) for port in LISTENERS}
    with (
        Telephone(switch.ports["trunk"], "4930123456") as by_trunk,
        Telephone(switch.ports["sip"], "1000", PASSWORD) as user,
    ):
        dial_in(by_trunk, ROOM, PIN)
        assert user.call("999") == 200
        wait_until(lambda: len(switch.members("internal")) == 1, "one in internal")
        new_certificate(switch)
        # Nothing reads it as long as the profiles run.
        assert switch.api("reloadxml").startswith("+OK")
        assert "Finished rescan" in (told := switch.api("sofia profile internal rescan")) or "+OK" in told, told
        assert {port: shown(switch, port) for port in LISTENERS} == before
        assert "WSS of profile internal" in doctor(switch)

        in_a_call = take(switch, seconds=2)
        assert in_a_call.returncode == 1
        assert "profile internal had no moment without a call in 2 s" in in_a_call.stderr
        assert {port: shown(switch, port) for port in LISTENERS} == before
        assert not user.hung_up.is_set()
        user.hang_up()
        wait_until(lambda: "sofia/internal/" not in switch.api("show channels"), "no call of the profile")

        quiet = take(switch, seconds=2)
        assert "profile internal shows the certificate in" in quiet.stdout, quiet.stderr
        assert "profile external had no moment" in quiet.stderr
        assert shown(switch, "sip_tls") == shown(switch, "wss") != before["wss"]
        # The trunk's call goes on, and the conference that it is in.
        assert len(switch.members("my-conf-name")) == 1
        assert not by_trunk.hung_up.is_set()
        wait_until(lambda: user.register() == 200, "who registers is let in again")
    wait_until(lambda: "sofia/external/" not in switch.api("show channels"), "no call of the trunk")

    at_last = take(switch, seconds=20)

    assert at_last.returncode == 0, at_last.stderr
    assert "profile internal shows it already" in at_last.stdout
    assert shown(switch, "trunk_tls") == shown(switch, "wss")
    assert "does not show yet" not in doctor(switch)


def test_a_key_of_another_certificate_is_not_taken(switch: Switch, tmp_path: Path) -> None:
    folder = switch.folder / "state/tls"
    kept = {name: (folder / name).read_bytes() for name in ("wss.pem", "agent.pem")}
    before = shown(switch, "wss")
    try:
        for name, text in kept.items():
            certificate = text.partition(b"-----END CERTIFICATE-----")
            (folder / name).write_bytes(certificate[0] + certificate[1] + b"\n" + other_key(tmp_path))

        said = take(switch, seconds=2)

        assert said.returncode == 1
        assert said.stderr.endswith("agent.pem is not its certificate's\n")
        assert "broken   " in doctor(switch)
        assert shown(switch, "wss") == before
    finally:
        for name, text in kept.items():
            (folder / name).write_bytes(text)


@pytest.mark.usefixtures("stack")
def test_to_restart_a_profile_hangs_its_calls_up(switch: Switch) -> None:
    """Why the script waits until there is none."""
    with Telephone(switch.ports["sip"], "1000", PASSWORD) as telephone:
        assert telephone.call("999") == 200
        wait_until(lambda: "sofia/internal/" in switch.api("show channels"), "one call of the profile")
        # One that was started less than ten seconds ago is not restarted (mod_sofia.c:3720).
        wait_until(lambda: "Please wait" not in switch.api("sofia profile internal restart"), "a restart")

        # Its end reaches nobody: the profile is gone before it could say so.
        wait_until(lambda: "sofia/internal/" not in switch.api("show channels"), "no call of the profile", within=60)
        wait_until(lambda: answers(switch), "the profile is back", within=60)
        assert switch.members("internal") == []


def told_of_certificates(stack: Stack) -> list[dict[str, Any]]:
    lines = [line for line in stack.relay_log().splitlines() if '"CertificateSecondsLeft"' in line]
    return [json.loads(line) for line in lines]


def certificate(switch: Switch, port: str) -> x509.Certificate:
    return x509.load_der_x509_certificate(shown(switch, port) or b"")


def take(switch: Switch, seconds: int) -> subprocess.CompletedProcess[str]:
    program = [str(ROOT / "freeswitch/take-certificate.sh"), str(seconds)]
    return subprocess.run(program, env=switch.environ, capture_output=True, text=True, timeout=200, check=False)


def doctor(switch: Switch) -> str:
    environ = switch.environ | {"ESL_PASSWORD": ESL_PASSWORD, "RECORDINGS_ROOT": str(switch.folder)}
    program = [sys.executable, "-m", "freeswitch.relay", "doctor"]
    run = subprocess.run(program, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)
    return run.stdout + run.stderr


def new_certificate(switch: Switch) -> None:
    folder = switch.folder / "state/tls"
    made = folder / "new.pem"
    asked = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "90", "-subj", "/CN=rotated.example")
    openssl(*asked, "-keyout", str(folder / "key"), "-out", str(made))
    whole = made.read_text(encoding="ascii") + (folder / "key").read_text(encoding="ascii")
    for name in ("wss.pem", "agent.pem"):
        (folder / name).write_text(whole, encoding="ascii")


def openssl(*words: str) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True, timeout=60)


def other_key(folder: Path) -> bytes:
    openssl("genpkey", "-algorithm", "RSA", "-out", str(folder / "other"))
    return (folder / "other").read_bytes()


def shown(switch: Switch, port: str) -> bytes | None:
    return shake_hands(switch.ports[port], trusting_anybody())[1]


def answers(switch: Switch) -> bool:
    try:
        return f"{HOST}:{switch.ports['sip']}" in switch.api("sofia status") and shown(switch, "sip_tls") is not None
    except OSError:
        return False
