"""No line shows what may be a secret, whatever it is in."""

import pytest

from infra.import_freeswitch.report import Place, Report, masked, shown

SECRET = "s3cr3t-9"


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("param", {"name": "password", "value": SECRET}),
        ("param", {"name": "vm-password", "value": SECRET}),
        ("param", {"name": "a1-hash", "value": SECRET}),
        ("param", {"name": "moderator-pin", "value": SECRET}),
        ("param", {"name": "auth-token", "value": SECRET}),
        ("variable", {"name": "sip_auth_password", "value": SECRET}),
        ("action", {"application": "set", "data": f"sip_auth_password={SECRET}"}),
        ("action", {"application": "conference", "data": f"3000@default+{SECRET}+flags{{mute}}"}),
        ("action", {"application": "conference", "data": f"3000+{SECRET}"}),
        ("action", {"application": "bridge", "data": f"{{sip_auth_password={SECRET},a=b}}sofia/gateway/x/1"}),
        ("param", {"name": "gateway-credentials", "value": f"me:{SECRET}"}),
        ("param", {"name": "gateway-url", "value": f"https://me:{SECRET}@example.com/x"}),
    ],
)
def test_a_secret_is_not_shown(tag: str, attributes: dict[str, str]) -> None:
    assert SECRET not in shown(tag, attributes)


def test_what_is_none_is_shown() -> None:
    written = {"name": "pin-sound", "value": "conference/conf-pin.wav"}

    assert shown("param", written) == '<param name="pin-sound" value="conference/conf-pin.wav">'


def test_a_long_text_is_cut() -> None:
    assert len(masked("x" * 1000)) == 121


def test_lines_come_by_file_and_number_and_each_once() -> None:
    report = Report()
    for file, number in (("b", 9), ("a", 1), ("b", 2), ("b", 9)):
        report.left_out(Place(file, number), "x", "y")

    assert [str(line) for line in report.lines()] == [
        "b:2: left out: x: y",
        "b:9: left out: x: y",
        "a:1: left out: x: y",
    ]
    assert report.count("left out") == 3
