"""The doctor is content with our configuration, and tells whether a node is safe."""

from freeswitch.relay.doctor.findings import is_safe
from tests.freeswitch.relay.doctor.canned import complaints, findings
from tests.freeswitch.relay.doctor.planting import text


def test_our_own_configuration_is_in_order() -> None:
    assert complaints() == []
    assert len(findings()) == 18


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
