"""start.sh checks the environment before FreeSWITCH sees it, and makes what is missing."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from functions.shared.encoders.dial_strings import DOMAIN
from infra.provision import load
from infra.provisioning.source import Refused, Source

START = Path(__file__).parents[2] / "freeswitch/start.sh"
COMPLETE = {"SIP_DOMAIN": "example.com", "XML_CURL_URL": "http://127.0.0.1:3000", "XML_CURL_PASSWORD": "lookups"}


def start(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [START, *arguments],
        env={"PATH": os.environ["PATH"], **environ},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    """A stand-in for the program that writes down how it was called, and folders for what it writes."""
    program = tmp_path / "freeswitch"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$RUN_DIR/arguments"\nenv > "$RUN_DIR/environ"\n')
    program.chmod(0o755)
    return COMPLETE | {
        "FREESWITCH": str(program),
        "STATE_DIR": str(tmp_path / "state"),
        "RUN_DIR": str(tmp_path / "run"),
        "LOG_DIR": str(tmp_path / "log"),
        "STILLS_ROOT": str(tmp_path / "stills"),
    }


def test_a_complete_environment_is_accepted() -> None:
    assert start("--check", **COMPLETE).returncode == 0


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_a_missing_mandatory_variable_is_named_in_one_sentence(name: str) -> None:
    answer = start("--check", **{other: value for other, value in COMPLETE.items() if other != name})

    assert answer.returncode == 64
    assert answer.stdout == ""
    assert answer.stderr.startswith(f"set the environment variable {name}: ")
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIP_DOMAIN", 'a"/><x y="'),
        ("SIP_DOMAIN", "-example.com"),
        ("SIP_DOMAIN", "example.com\n<x>"),
        ("XML_CURL_URL", "http://functions.example"),
        ("XML_CURL_URL", "https://u:p@functions.example"),
        ("XML_CURL_URL_2", "ftp://functions.example"),
        ("XML_CURL_PASSWORD", "a$${b}"),
        ("XML_CURL_PASSWORD", "a b"),
        ("ESL_PASSWORD", "ClueCon"),
        ("ESL_PASSWORD", "short"),
        ("EXTERNAL_IP", "auto-nat"),
        ("SIP_PORT", "99999999"),
        ("SIP_PORT", "65536"),
        ("LISTEN_IP", "127.0.0.256"),
        ("TRUNK_NETWORKS", "203.0.113.0/33"),
        ("TRUNK_NETWORKS", "any"),
        ("TRUNK_NETWORKS", "203.0.113.0/28;198.51.100.7/32"),
        ("MEDIA_TIMEOUT_MS", "0"),
        ("CANVAS_SIZE", "1280*720"),
        ("LOG_LEVEL", "verbose"),
        ("VIDEO_CODECS", "H265"),
        ("TRUNK_PASSWORD", "<secret>"),
    ],
)
def test_a_value_that_cannot_be_right_stops_the_start_in_one_sentence(name: str, value: str) -> None:
    answer = start("--check", **COMPLETE | {name: value})

    assert answer.returncode == 64
    assert answer.stderr.startswith(f"{name} must be ")
    assert answer.stderr.count("\n") == 1


def test_everything_that_is_wrong_is_told_at_once() -> None:
    answer = start("--check", XML_CURL_URL="ftp://x", SIP_PORT="0", ESL_PASSWORD="short", XML_CURL_PASSWORD="a b")

    assert answer.returncode == 64
    assert [line.split(" must ")[0] for line in answer.stderr.splitlines()] == [
        "set the environment variable SIP_DOMAIN: the domain of your users, as in 1000@example.com",
        "XML_CURL_URL",
        "XML_CURL_PASSWORD",
        "SIP_PORT",
        "ESL_PASSWORD",
    ]


def test_the_domain_is_written_in_small_letters_wherever_it_goes(folders: dict[str, str]) -> None:
    answer = start(**folders | {"SIP_DOMAIN": "Example.COM"})

    assert "SIP_DOMAIN=example.com\n" in Path(folders["RUN_DIR"], "environ").read_text()
    assert "made a certificate for example.com" in answer.stdout


@pytest.mark.parametrize(
    "name",
    ["example.com", "EXAMPLE.com", "a", "a-b.c", "1.2", "-a", "a-", "a_b", "a b", ".a", "a.", "é.com", "a" * 254],
)
def test_a_domain_is_one_here_if_it_is_one_for_the_functions_and_for_provisioning(name: str) -> None:
    accepted = start("--check", **COMPLETE | {"SIP_DOMAIN": name}).returncode == 0

    assert accepted == (DOMAIN.fullmatch(name) is not None)
    try:
        load(Source("file.yaml", f"domains: [{{name: {name!r}}}]"))
    except Refused:
        assert not accepted
    else:
        assert accepted


def test_freeswitch_is_told_every_folder_it_writes_to(folders: dict[str, str]) -> None:
    answer = start(**folders)

    assert answer.returncode == 0, answer.stderr
    told = Path(folders["RUN_DIR"], "arguments").read_text().split("\n")
    for option in ("-conf", "-log", "-run", "-db", "-temp", "-cache", "-scripts", "-recordings", "-certs", "-storage"):
        assert Path(told[told.index(option) + 1]).is_dir()


def test_a_password_is_made_for_the_event_socket_and_only_its_owner_can_read_it(folders: dict[str, str]) -> None:
    start(**folders)

    file = Path(folders["RUN_DIR"], "esl-password")
    environ = Path(folders["RUN_DIR"], "environ").read_text()
    assert len(file.read_text()) == 48
    assert f"ESL_PASSWORD={file.read_text()}\n" in environ
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_chosen_password_is_kept(folders: dict[str, str]) -> None:
    start(**folders, ESL_PASSWORD="chosen-by-an-operator")

    assert Path(folders["RUN_DIR"], "esl-password").read_text() == "chosen-by-an-operator"


def test_of_two_passwords_in_rotation_the_first_is_sent(folders: dict[str, str]) -> None:
    start(**folders | {"XML_CURL_PASSWORD": "new,old"})

    assert "XML_CURL_PASSWORD=new\n" in Path(folders["RUN_DIR"], "environ").read_text()


def test_a_second_address_chooses_the_lookups_that_fall_back_to_it(folders: dict[str, str]) -> None:
    start(**folders, XML_CURL_URL_2="https://second.example")

    assert "LOOKUPS=two\n" in Path(folders["RUN_DIR"], "environ").read_text()


def test_a_stun_server_tells_the_outer_address_unless_it_is_known(folders: dict[str, str]) -> None:
    environ = Path(folders["RUN_DIR"], "environ")

    start(**folders, STUN_SERVER="stun.example.com:3478")
    assert "EXTERNAL_IP=stun:stun.example.com:3478\n" in environ.read_text()

    start(**folders, STUN_SERVER="stun.example.com", EXTERNAL_IP="198.51.100.1")
    assert "EXTERNAL_IP=198.51.100.1\n" in environ.read_text()


def test_a_certificate_is_made_once_and_one_that_is_there_is_kept(folders: dict[str, str]) -> None:
    tls = Path(folders["STATE_DIR"], "tls")
    tls.mkdir(parents=True)
    (tls / "wss.pem").write_text("ours")

    start(**folders)

    assert (tls / "wss.pem").read_text() == (tls / "agent.pem").read_text() == "ours"


def test_a_made_certificate_is_for_the_domain_and_readable_by_its_owner_only(folders: dict[str, str]) -> None:
    answer = start(**folders)

    file = Path(folders["STATE_DIR"], "tls/wss.pem")
    shown = subprocess.run(
        ["openssl", "x509", "-in", file, "-noout", "-ext", "subjectAltName"], capture_output=True, text=True, check=True
    )
    assert "DNS:example.com" in shown.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "for a trial only" in answer.stdout


def test_a_program_that_is_not_there_is_named(folders: dict[str, str]) -> None:
    answer = start(**folders | {"FREESWITCH": "/nowhere/freeswitch"})

    assert answer.returncode == 64
    assert answer.stderr == "FREESWITCH is /nowhere/freeswitch, which is not a program on this host\n"


def test_the_folder_of_stills_is_for_its_owner_only(folders: dict[str, str]) -> None:
    assert start(**folders).returncode == 0

    assert stat.S_IMODE(Path(folders["STILLS_ROOT"]).stat().st_mode) == 0o700


def test_a_key_that_is_only_to_be_read_is_no_hindrance_at_the_next_start(folders: dict[str, str]) -> None:
    tls = Path(folders["STATE_DIR"], "tls")
    tls.mkdir(parents=True)
    # As certbot's hook writes it on a node (infra/node.yaml); root may write everywhere, FreeSWITCH is not root.
    for name in ("wss.pem", "agent.pem"):
        (tls / name).write_text("ours")
        (tls / name).chmod(0o400)
    without_rights = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []

    for shown in ("ours", "renewed"):
        (tls / "agent.pem").unlink()
        (tls / "agent.pem").write_text(shown)
        (tls / "agent.pem").chmod(0o400)
        done = subprocess.run(
            [*without_rights, START],
            env={"PATH": os.environ["PATH"], **folders},
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )

        assert (done.returncode, done.stderr) == (0, "")
        assert (tls / "trunk/agent.pem").read_text() == shown
