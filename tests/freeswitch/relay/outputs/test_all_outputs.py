"""Recordings and streams from command to file, against the stand-in, S3 and a process that finishes."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from freeswitch.relay.outputs.recordings.ballast import PUSHES
from functions.shared.command_life.outcomes import Outcome
from functions.shared.commands.outputs.recordings import PauseRecording, ResumeRecording, StartRecording, StopRecording
from functions.shared.commands.outputs.streams import StartStream, StopStream
from functions.shared.outputs.retention import DAY, TOLD_SECONDS, seconds_of
from functions.shared.outputs.sealed_keys import seal_key
from functions.shared.tables.commands.erasures import wish_erasure
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.own_rows import own_outputs_of
from infra.fake_freeswitch.conferences.recorder import end
from tests.freeswitch.relay.outputs.scene import BUCKET, FINISH_SECONDS, Scene, scene
from tests.freeswitch.relay.outputs.switch import KEY, SECRET
from tests.freeswitch.relay.play import until
from tests.outputs import put

URL = "rtmp://127.0.0.1:1999/live"


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_client: None) -> Iterator[Scene]:
    with scene(tmp_path, monkeypatch) as here:
        yield here


def reason(outcome: Outcome | None) -> str | None:
    return outcome.reason if outcome else None


def break_off(play: Scene) -> None:
    """FreeSWITCH ends what it records, and does not say why."""
    switch = play.playground.switch.switch
    with switch.lock:
        conference = switch.conferences["internal"]
        for recording in list(conference.recordings):
            end(switch, conference, recording)


def start_stream(url: str = URL, output_id: str = "s1") -> StartStream:
    return StartStream(stream=output_id, url=url, sealed_key=seal_key(KEY, stream=output_id, secrets=[SECRET]))


def test_an_mp4_ends_in_s3_with_its_hash_and_nothing_stays_on_the_disk(play: Scene) -> None:
    started = play.playground.done(StartRecording(recording="r1", format="mp4", name="weekly"))
    play.becomes("live")
    stopped = play.playground.done(StopRecording(recording="r1"))
    row = play.becomes("ready")
    held = play.s3.get_object(Bucket=BUCKET, Key="fs1/recordings/example.com/internal/r1.mp4")
    body = held["Body"].read()

    assert (started.state, stopped.state) == ("confirmed", "confirmed")
    assert (row.state.has_video, row.state.has_sound, row.state.incomplete) == (True, True, False)
    assert row.state.duration_seconds == pytest.approx(2, abs=0.3)
    assert row.state.sha256 == hashlib.sha256(body).hexdigest() == held["Metadata"]["sha256"]
    assert (row.state.bytes, row.state.stored, row.state.format) == (len(body), "s3", "mp4")
    until(lambda: play.files() == [])


def test_parts_become_one_file(play: Scene) -> None:
    play.playground.done(StartRecording(recording="r1", format="mp4"))
    play.becomes("live")
    break_off(play)
    play.becomes("interrupted")
    until(lambda: play.recording().state.state == "live", 20)
    play.playground.done(StopRecording(recording="r1"))
    row = play.becomes("ready")

    assert (row.state.parts, row.state.retries, row.state.incomplete) == (2, 1, False)
    assert row.state.duration_seconds == pytest.approx(4, abs=0.5)


def test_a_recording_pauses_and_goes_on(play: Scene) -> None:
    play.playground.done(StartRecording(recording="r1"))
    paused = play.playground.done(PauseRecording(recording="r1"))
    shown = play.recording().state.paused
    resumed = play.playground.done(ResumeRecording(recording="r1"))

    assert (paused.state, shown) == ("confirmed", True)
    assert (resumed.state, play.recording().state.paused) == ("confirmed", False)


def test_one_that_goes_on_from_a_paused_one_begins_paused(play: Scene) -> None:
    begun = play.playground.done(StartRecording(recording="r1", goes_on_from="fs9.r0", paused=True))
    row = play.recording()

    assert (begun.state, row.state.paused, row.state.goes_on_from) == ("confirmed", True, "fs9.r0")
    play.playground.done(ResumeRecording(recording="r1"))
    assert play.recording().state.paused is False


def test_a_second_recording_of_the_same_name_is_refused(play: Scene) -> None:
    play.playground.done(StartRecording(recording="r1", name="weekly"))
    second = play.playground.done(StartRecording(recording="r2", name="weekly"))

    assert (second.state, reason(second.outcome)) == ("failed", "already_recording")


def test_what_does_not_run_is_neither_stopped_nor_paused(play: Scene) -> None:
    play.playground.done(start_stream())
    outcomes = [
        play.playground.done(StopRecording(recording="none")),
        play.playground.done(StopStream(stream="none", url=URL)),
        play.playground.done(PauseRecording(recording="s1")),
    ]

    assert [reason(row.outcome) for row in outcomes] == ["not_recording"] * 3


def test_who_stops_what_has_ended_is_told_that_it_has(play: Scene) -> None:
    """As a second relay does for a command that the first one had carried out when it died."""
    play.playground.done(StartRecording(recording="r1"))
    play.becomes("live")
    play.playground.done(StopRecording(recording="r1"))
    play.becomes("ready")
    play.playground.relay.outputs.roll.clear()
    again = play.playground.done(StopRecording(recording="r1"))

    assert (again.state, reason(again.outcome)) == ("confirmed", None)
    assert play.recording().state.state == "ready"


def test_a_film_of_nobody_is_refused_with_advice(play: Scene) -> None:
    play.playground.switch.join("quiet", "1002", video=False)
    until(lambda: play.playground.relay.follower.rooms.named("quiet") is not None)
    refused = play.playground.done(StartRecording(recording="r1", format="mp4"), "quiet")
    taken = play.playground.done(StartRecording(recording="r2", format="wav"), "quiet")

    assert (refused.state, reason(refused.outcome)) == ("failed", "no_video")
    assert refused.outcome is not None
    assert "wav" in (refused.outcome.detail or "")
    assert taken.state == "confirmed"


def test_a_full_disk_refuses_new_recordings(play: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("freeswitch.relay.outputs.orders.free_share", lambda _means: -0.01)
    refused = play.playground.done(StartRecording(recording="r1"))

    assert (refused.state, reason(refused.outcome)) == ("failed", "disk_full")
    assert refused.outcome is not None
    assert "fs1" in (refused.outcome.detail or "")


def test_the_last_member_ends_the_recording_and_its_file_is_kept(play: Scene) -> None:
    play.playground.done(StartRecording(recording="r1", format="mp4"))
    play.becomes("live")
    for member in list(play.playground.switch.conferences["internal"].members):
        play.playground.switch.leave(member)
    row = play.becomes("ready")

    assert (row.state.incomplete, row.state.retries) == (False, 0)


def test_what_somebody_began_by_hand_is_adopted_finished_and_stored(play: Scene) -> None:
    path = play.root / "by-hand.mkv"
    play.playground.relay.link.commands.api(f"conference internal record {path}")
    play.becomes("live", "by-hand")
    stopped = play.playground.done(StopRecording(recording="by-hand"))
    row = play.becomes("ready", "by-hand")

    assert stopped.state == "confirmed"
    assert f"conference internal norecord {path}" in play.playground.switch.commands
    assert (row.state.format, row.state.stored) == ("mkv", "s3")


def test_without_a_bucket_the_file_stays_until_it_is_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_client: None
) -> None:
    with scene(tmp_path, monkeypatch, bucket="", days=30) as play:
        play.playground.done(StartRecording(recording="r1", format="mp4"))
        play.becomes("live")
        play.playground.done(StopRecording(recording="r1"))
        row = play.becomes("ready")
        # With a note of how long it may.
        until(lambda: play.files() == ["internal/r1.out.mp4", "internal/r1.out.mp4.kept.json"])

        assert (row.state.stored, row.job.file) == ("node", "internal/r1.out.mp4")
        until(lambda: not play.recording().is_open)
        erased = play.recording()
        wish_erasure(erased, now=time.time())
        put(msgspec.structs.replace(erased, job=msgspec.structs.replace(erased.job, erase=True)))
        play.playground.relay.outputs.loading.look_again()
        until(lambda: play.files() == [], FINISH_SECONDS)


def test_a_domains_days_are_in_the_row_in_its_ttl_and_on_the_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_client: None
) -> None:
    with scene(tmp_path, monkeypatch, days=30) as play:
        began = time.time()
        play.playground.done(StartRecording(recording="r1", format="mp4"))
        play.becomes("live")
        play.playground.done(StopRecording(recording="r1"))
        row = play.becomes("ready")
        until(lambda: not play.recording().is_open)
        tags = play.s3.get_object_tagging(Bucket=BUCKET, Key=row.job.key)["TagSet"]
        gone = seconds_of(row.state.expires_at)

        assert tags == [{"Key": "retention-days", "Value": "30"}]
        assert gone is not None
        assert began + 30 * DAY <= gone <= time.time() + 30 * DAY
        item = ConferencesItem.get("internal", "recording#r1", consistent_read=True)
        assert item.expires == int(gone + TOLD_SECONDS)


def test_a_refused_stream_takes_no_recording_its_picture(play: Scene) -> None:
    play.playground.switch.switch.recording_errors.append("rtmp://127.0.0.1:1998/")
    conference = play.playground.switch.conferences["internal"]
    play.playground.done(StartRecording(recording="r1", format="mp4"))
    play.becomes("live")
    refused = play.playground.done(start_stream("rtmp://127.0.0.1:1998/live"))
    # Below 0 for good: whatever is recorded at once does not lift the count to 0, where nothing gets a picture.
    until(lambda: conference.recording_members <= 1 - PUSHES, 20)
    play.playground.done(start_stream(output_id="s2"))
    again = play.playground.done(start_stream("rtmp://127.0.0.1:1998/live", output_id="s3"))

    assert [reason(row.outcome) for row in (refused, again)] == ["refused", "refused"]
    assert conference.recording_members == 2 - 1 - PUSHES - 1
    assert play.recording().state.state == "live"
    # What is tried in vain for this is nobody's recording.
    assert len(own_outputs_of("internal", "recording", "example.com")) == 1


def test_while_s3_is_gone_the_recording_waits_and_is_not_lost(play: Scene) -> None:
    play.s3.delete_bucket(Bucket=BUCKET)
    play.playground.done(StartRecording(recording="r1", format="mp4"))
    play.becomes("live")
    play.playground.done(StopRecording(recording="r1"))
    until(lambda: play.recording().state.reason == "storage_unavailable", 60)
    waiting = play.recording().state.state, "internal/r1.mkv" in play.files()
    play.s3.create_bucket(Bucket=BUCKET)
    row = play.becomes("ready")

    assert waiting == ("processing", True)
    assert (row.state.reason, row.state.stored) == (None, "s3")


def test_what_cannot_be_played_fails_and_stays_on_the_disk(play: Scene) -> None:
    play.playground.switch.switch.recording_content = b"\0" * 10_000
    play.playground.done(StartRecording(recording="r1", format="mp4"))
    play.becomes("live")
    play.playground.done(StopRecording(recording="r1"))
    row = play.becomes("failed")

    assert row.state.reason == "not_playable"
    assert "internal/r1.mkv" in play.files()


def test_a_stream_lives_breaks_comes_back_and_is_stopped(play: Scene) -> None:
    started = play.playground.done(start_stream())
    live = play.stream().state
    break_off(play)
    play.stream_becomes("interrupted")
    play.stream_becomes("live")
    stopped = play.playground.done(StopStream(stream="s1", url=URL))
    row = play.stream()

    assert (started.state, live.state, live.key) == ("confirmed", "live", "…1234")
    assert (stopped.state, row.state.state, row.state.retries) == ("confirmed", "ready", 1)


def test_a_refused_target_fails_with_its_reason(play: Scene) -> None:
    play.playground.switch.switch.recording_errors.append("rtmp://127.0.0.1:1998/")
    refused = play.playground.done(start_stream("rtmp://127.0.0.1:1998/live", "s1"))
    private = play.playground.done(start_stream("rtmp://10.0.0.1/live", "s2"))

    assert (refused.state, play.stream("s1").state.reason) == ("failed", "refused")
    assert (reason(private.outcome), play.stream("s2").state.state) == ("private_target", "failed")
    assert not any("10.0.0.1" in command for command in play.playground.switch.commands)


def test_several_streams_and_a_recording_run_at_once_and_none_shows_its_key(
    play: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    rows = [
        play.playground.done(start_stream(URL, "s1")),
        play.playground.done(start_stream("rtmps://127.0.0.1:1999/other", "s2")),
        play.playground.done(StartRecording(recording="r1")),
    ]
    stored = play.playground.stored("internal")
    items = [str(item.serialize()) for item in ConferencesItem.scan()]

    assert [row.state for row in rows] == ["confirmed"] * 3
    assert stored is not None
    assert {stream.state for stream in stored.state.streams} == {"live"}
    assert len(play.playground.switch.conferences["internal"].recordings) == 3
    assert KEY not in str(items) + str(rows) + caplog.text + str(stored)
    assert KEY not in str(play.playground.relay.follower.rooms.named("internal"))


def test_when_freeswitch_was_killed_files_are_saved_and_streams_end(play: Scene) -> None:
    play.playground.done(StartRecording(recording="r1", format="mp4"))
    play.becomes("live")
    play.playground.done(start_stream())
    play.playground.switch.restart()
    until(lambda: play.playground.relay.link.up.is_set() and play.playground.relay.follower.ready.is_set(), 20)
    row = play.becomes("ready")
    stream = play.stream_becomes("failed")

    assert stream.state.reason == "conference_ended"
    assert row.state.duration_seconds == pytest.approx(2, abs=0.3)
    assert row.job.cut_off
