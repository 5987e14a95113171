"""FreeSWITCH's own log holds stream keys, digests and PINs; what is shipped does not."""

import subprocess
import sys
from pathlib import Path

import pytest

from freeswitch.relay.redact_log import lines

CANARY = "canary-key-9f3b-7777"
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "line",
    [
        f"2026-11-23 [ERR] avformat.c:2338 Could not open 'rtmp://live.example.com/app/{CANARY}': Connection refused",
        f"[INFO] conference internal record rtmps://a.rtmps.youtube.com/live2/{CANARY}",
        f"Action: start-recording Path: {{vw=640,fps=15}}rtmps://live.example.com:443/rtmp/{CANARY}?s_bl=1",
        f"rtmp%3A%2F%2Flive.example.com%2Fapp%2F{CANARY}",
        f"{{auth_username=me,auth_password={CANARY}}}rtmp://live.example.com/app",
        f"rtmp://live.example.com/app pubUser=me pubPasswd={CANARY}",
        f"[ERR] mod_xml_curl.c sip_auth_nonce=abc&sip_auth_response={CANARY}&purpose=x",
        f"rtmp://{CANARY}@live.example.com/app",
    ],
)
def test_no_line_keeps_a_secret(line: str) -> None:
    shown = "".join(lines([line + "\n"]))

    assert CANARY not in shown
    assert shown.endswith("\n")


def test_the_rest_of_a_line_stays() -> None:
    line = (
        "2026-11-23 11:42:30 30.03% [INFO] conference_loop.c:1668 Channel leaving conference, cause: NORMAL_CLEARING\n"
    )

    assert list(lines([line])) == [line]


def test_as_a_filter_it_reads_what_is_no_text_too() -> None:
    command = [sys.executable, "-m", "freeswitch.relay.redact_log"]
    log = b"\xff\xfe rtmp://live.example.com/app/" + CANARY.encode() + b"\nnext\n"
    done = subprocess.run(command, input=log, capture_output=True, check=True, cwd=ROOT, timeout=60)

    assert CANARY.encode() not in done.stdout
    assert done.stdout.endswith(b"next\n")
