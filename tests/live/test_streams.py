"""Streams on a real switch to small real receivers: broken, begun again, refused; and a key that nobody finds."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import boto3
import pytest

from freeswitch.relay.finishing.probe import glance
from tests.live import test_recordings as recordings
from tests.live.meeting import Meeting
from tests.live.processes import ROOT, free_ports, wait_until
from tests.live.receivers import FFMPEG, Receiver, TlsFront
from tests.live.stack import JsonObject

pytestmark = pytest.mark.skipif(not FFMPEG, reason="ffmpeg is missing, which receives the streams")

STREAMS = "/v1/conferences/internal/streams"
KEY = "canary-7d1f-of-the-live-tests-Zq9x"


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    with Receiver(tmp_path, free_ports(1)[0]) as one:
        yield one


@pytest.fixture
def behind_tls(tmp_path: Path) -> Iterator[tuple[Receiver, TlsFront]]:
    with Receiver(tmp_path, free_ports(1)[0]) as one:
        front = TlsFront(tmp_path, one.port)
        yield one, front
        front.close()


def begin(meeting: Meeting, url: str) -> JsonObject:
    status, answer = meeting.stack.ask("POST", STREAMS, {"url": url, "key": KEY}, Prefer="wait=20")
    assert status in {200, 202}, answer
    return answer


def view(meeting: Meeting, stream: object) -> JsonObject:
    return meeting.stack.ask("GET", f"{STREAMS}/{stream}")[1]


def becomes(meeting: Meeting, stream: object, state: str, within: float = 150.0) -> JsonObject:
    wait_until(lambda: view(meeting, stream)["state"] == state, f"the stream to be {state}", within=within)
    return view(meeting, stream)


def end(meeting: Meeting, stream: object) -> None:
    status, answer = meeting.stack.ask("DELETE", f"{STREAMS}/{stream}", Prefer="wait=20")
    assert status in {200, 202}, answer


def test_two_at_once_and_one_receiver_dies_and_comes_back(
    meeting: Meeting, receiver: Receiver, behind_tls: tuple[Receiver, TlsFront]
) -> None:
    secured, front = behind_tls
    plain, sealed = begin(meeting, receiver.url)["id"], begin(meeting, front.url)["id"]
    becomes(meeting, plain, "live")
    becomes(meeting, sealed, "live")
    wait_until(lambda: receiver.received() > 50_000 and secured.received() > 50_000, "both bring something")
    receiver.kill()
    broken = becomes(meeting, plain, "interrupted")
    receiver.start()
    wait_until(lambda: receiver.received() > 50_000, "it streams again", within=90)
    again, untouched = becomes(meeting, plain, "live"), view(meeting, sealed)
    for stream in (plain, sealed):
        end(meeting, stream)
    over = [becomes(meeting, stream, "ready") for stream in (plain, sealed)]
    for one in (receiver, secured):
        one.finish()

    assert (broken["reason"], again["reason"]) == ("connection_lost", None)
    assert int(str(again["retries"])) >= 1
    assert again["last_retry_at"] is not None
    assert (untouched["state"], untouched["retries"]) == ("live", 0)
    assert [one["reason"] for one in over] == ["stopped", "stopped"]
    assert [one["key"] for one in over] == [f"…{KEY[-4:]}"] * 2
    for one in (receiver, secured):
        looked = glance(str(one.film))
        assert looked is not None
        assert (looked.has_video, looked.has_sound) == (True, True)


def test_a_target_that_refuses_fails_with_its_reason(meeting: Meeting) -> None:
    nobody = free_ports(1)[0]
    stream = begin(meeting, f"rtmp://127.0.0.1:{nobody}/live")["id"]
    shown = becomes(meeting, stream, "failed")

    assert shown["reason"] == "refused"


def test_a_refused_target_takes_nobody_the_picture(meeting: Meeting, receiver: Receiver, tmp_path: Path) -> None:
    recording = recordings.start(meeting, format="mkv")
    recordings.let_pass(5)
    nobody = free_ports(1)[0]
    becomes(meeting, begin(meeting, f"rtmp://127.0.0.1:{nobody}/live")["id"], "failed")
    stream = begin(meeting, receiver.url)["id"]
    becomes(meeting, stream, "live")
    wait_until(lambda: receiver.received() > 50_000, "it brings something", within=60)
    recordings.let_pass(10)
    end(meeting, stream)
    becomes(meeting, stream, "ready")
    shown = recordings.stop(meeting, recording)
    film, _ = recordings.fetched(shown, tmp_path)

    picture, sound = lengths(film)
    assert picture > 15
    assert picture == pytest.approx(sound, abs=3)


def lengths(film: Path) -> tuple[float, float]:
    """Until when there are pictures and sounds, in seconds."""
    ends = {"video": 0.0, "audio": 0.0}
    with av.open(str(film)) as container:
        for packet in container.demux():
            if packet.pts is not None and packet.time_base is not None:
                ends[packet.stream.type] = max(ends[packet.stream.type], float(packet.pts * packet.time_base))
    return ends["video"], ends["audio"]


@pytest.mark.parametrize("url", ["rtmp://10.1.2.3/live", "rtmp://169.254.169.254/live", "rtmps://[::1]/live"])
def test_a_private_target_is_not_even_tried(meeting: Meeting, url: str) -> None:
    status, answer = meeting.stack.ask("POST", STREAMS, {"url": url, "key": KEY}, Prefer="wait=15")
    refused = status == 422 or view(meeting, answer["id"]).get("reason") == "private_target"

    assert refused, answer
    assert url not in meeting.switch.log()


def test_a_receiver_that_takes_nothing_any_more_is_told_and_may_come_back(meeting: Meeting, receiver: Receiver) -> None:
    stream = begin(meeting, receiver.url)["id"]
    becomes(meeting, stream, "live")
    wait_until(lambda: receiver.received() > 50_000, "it brings something", within=60)
    receiver.signal(signal.SIGSTOP)
    shown = becomes(meeting, stream, "interrupted")
    assert meeting.browser
    before = meeting.browser.frames()
    wait_until(lambda: meeting.browser is not None and meeting.browser.frames() > before + 50, "the picture goes on")
    receiver.signal(signal.SIGCONT)
    again = becomes(meeting, stream, "live")
    receiver.signal(signal.SIGSTOP)
    becomes(meeting, stream, "interrupted")
    end(meeting, stream)
    over = becomes(meeting, stream, "ready")

    assert (shown["reason"], again["reason"], again["retries"]) == ("stalled", None, 0)
    # Nothing is taken, and yet it ends when it is asked to.
    assert over["reason"] == "stopped"


def test_nobody_finds_the_key(meeting: Meeting, receiver: Receiver) -> None:
    answers = [begin(meeting, receiver.url)]
    stream = answers[0]["id"]
    becomes(meeting, stream, "live")
    commands = subprocess.run(["ps", "axww", "-o", "args"], capture_output=True, text=True, check=True).stdout
    paths = ["/v1/conferences", "/v1/conferences/internal", STREAMS, f"{STREAMS}/{stream}", f"/v1/commands/{stream}"]
    answers += [meeting.stack.ask("GET", path)[1] for path in paths]
    end(meeting, stream)
    becomes(meeting, stream, "ready")
    log = meeting.switch.folder / "log/freeswitch.log"
    redact = [sys.executable, "-m", "freeswitch.relay.redact_log"]
    with log.open("rb") as lines:
        done = subprocess.run(redact, cwd=ROOT, stdin=lines, capture_output=True, text=True, check=True, timeout=60)
    redacted = done.stdout
    program = meeting.stack.program
    assert program
    places = {
        "what the functions and the stack say": program.text(),
        "the relay's log": meeting.stack.relay_log(),
        "answers of the API": repr(answers),
        "the processes": commands,
        "the tables": tables(meeting),
        "FreeSWITCH's log after the redactor": redacted,
    }

    assert [place for place, text in places.items() if KEY in text] == []
    # So that an empty search means something.
    assert KEY in meeting.switch.log()
    assert KEY[-4:] in places["answers of the API"]
    assert str(stream) in places["the tables"]
    assert log.stat().st_mode & 0o077 == 0


def tables(meeting: Meeting) -> str:
    """Every row of every table."""
    said = meeting.stack.exported()
    client = boto3.client(
        "dynamodb",
        endpoint_url=said["AWS_ENDPOINT_URL"],
        region_name=said["AWS_DEFAULT_REGION"],
        aws_access_key_id=said["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=said["AWS_SECRET_ACCESS_KEY"],
    )
    return "".join(repr(client.scan(TableName=name)["Items"]) for name in client.list_tables()["TableNames"])
