"""The doctor on a real node: content with our configuration, and finds what is planted in it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.processes import ROOT, wait_until
from tests.live.stack import LOOKUP_PASSWORD, Stack
from tests.live.switch import ESL_PASSWORD, Switch


def doctor(switch: Switch, password: str = ESL_PASSWORD) -> subprocess.CompletedProcess[str]:
    environ = switch.environ | {"ESL_PASSWORD": password, "RECORDINGS_ROOT": str(switch.folder)}
    return subprocess.run(
        [sys.executable, "-m", "freeswitch.relay", "doctor"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_our_configuration_is_safe(switch: Switch) -> None:
    said = doctor(switch)

    assert said.returncode == 0, said.stdout + said.stderr
    assert "unsafe" not in said.stdout
    # These tests' browsers are on this machine.
    assert "warning  browsers may have media sent into inner networks (127.0.0.1)" in said.stdout
    assert "ok       a user of example.com can register at profile internal" in said.stdout
    assert "warning  nobody knows the certificate of " in said.stdout
    assert said.stdout.splitlines()[0].startswith("ok       FreeSWITCH is version 1.10.")


def test_the_relay_lets_it_look_at_the_start(switch: Switch, stack: Stack) -> None:
    wait_until(lambda: "the doctor has looked" in stack.relay_log(), "the doctor has looked")

    (line,) = [line for line in stack.relay_log().splitlines() if "the doctor has looked" in line]
    # The list of addresses for these tests' browsers, and a certificate that was made here.
    assert json.loads(line)["not_in_order"] == 2, stack.relay_log()


def test_with_a_wrong_password_it_says_that_it_could_not_look(switch: Switch) -> None:
    said = doctor(switch, "not-the-password-of-it")

    assert said.returncode == 2
    assert said.stderr.startswith("the doctor could not examine the node: ")


FAULTS = {
    "vars.xml": [
        ('"disable_system_api_commands=true"', '"x=y"'),
        ('"disable_system_app_commands=true"', '"x=y"'),
        ('data="media_timeout_audio=', 'data="x='),
        ('data="browser_media_timeout=', 'data="x='),
    ],
    "autoload_configs/switch.conf.xml": [('"api-expansion" value="false"', '"api-expansion" value="true"')],
    "autoload_configs/modules.conf.xml": [('<load module="mod_av"/>', '<load module="mod_h26x"/>')],
    "lookups/one.xml": [('name="timeout" value="2"', 'name="timeout" value="0"')],
    "autoload_configs/sofia.conf.xml": [('"max-reg-threads" value="32"', '"max-reg-threads" value="0"')],
    "sip_profiles/trunk/settings.xml": [('"apply-inbound-acl"', '"x"')],
    "sip_profiles/internal.xml": [
        ('"log-auth-failures" value="true"', '"log-auth-failures" value="false"'),
        ('"challenge-realm" value="$${sip_domain}"', '"challenge-realm" value="Example.COM"'),
    ],
    "freeswitch.xml": [
        (
            '<section name="directory" description="nobody">',
            '<section name="directory"><domain name="x"><user id="1"/></domain>',
        ),
        ('application="respond"', 'application="answer"'),
    ],
}
SAID = (
    "unsafe   system commands are allowed as API commands",
    "unsafe   system commands are allowed in the dialplan",
    "unsafe   ${command()} in a text runs the command",
    "unsafe   the directory on disk has 1 users",
    "unsafe   the dialplan on disk runs answer",
    "unsafe   profile internal does not log failed logins",
    "unsafe   profile external takes calls from everybody",
    "unsafe   there is no media time-out",
    "warning  all REGISTERs of the node wait for each other's look-ups",
    "broken   nobody can register at profile internal",
    "unsafe   the lookup directory has no time-out",
    "warning  there is no codec H264 Video",
    "warning  there is no format rtmps",
)


@pytest.fixture
def faulty(tmp_path: Path, stack: Stack) -> Iterator[Switch]:
    """A second node with faults planted in a copy of our configuration."""
    conf = tmp_path / "conf"
    shutil.copytree(ROOT / "freeswitch/conf", conf)
    for name, changes in FAULTS.items():
        text = (conf / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (conf / name).write_text(text, encoding="utf-8")
    switch = Switch(os.environ["FREESWITCH"], tmp_path, stack.url, LOOKUP_PASSWORD, CONF_DIR=str(conf))
    switch.start()
    yield switch
    switch.stop()


def test_each_planted_fault_is_told_with_its_mend(faulty: Switch) -> None:
    said = doctor(faulty)

    assert said.returncode == 1
    for begins in SAID:
        (line,) = [line for line in said.stdout.splitlines() if line.startswith(begins)]
        assert ": " in line.removeprefix(begins)
