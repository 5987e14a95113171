"""From parts to a file: what the disk or S3 does not take now is tried again, and nothing is lost meanwhile."""

import hashlib
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

from freeswitch.relay.finishing import finish as finishing
from freeswitch.relay.finishing.bucket import make_client
from freeswitch.relay.finishing.finish import finish
from freeswitch.relay.finishing.order import FinishOrder
from tests.freeswitch.relay.finishing.films import cut_off, film


def order(folder: Path, *parts: Path, kind: str = "mp4", bucket: str = "") -> FinishOrder:
    return FinishOrder(
        recording="r1",
        parts=tuple(str(part) for part in parts),
        format=kind,  # type: ignore[arg-type]  # the tests name formats that there are
        out=str(folder / f"r1.out.{kind}"),
        progress=str(folder / "r1.upload.json"),
        bucket=bucket,
        key="r1",
        region="us-east-1",
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_mp4_is_made_hashed_and_left_where_it_is(tmp_path: Path) -> None:
    result = finish(order(tmp_path, film(tmp_path / "r1.mkv")))
    out = tmp_path / "r1.out.mp4"

    assert (result.state, result.file, result.leftovers) == ("ready", str(out), (str(tmp_path / "r1.mkv"),))
    assert result.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert names(tmp_path) == ["r1.mkv", "r1.out.mp4"]


def test_on_a_full_disk_it_waits_and_leaves_no_half_of_a_film(tmp_path: Path) -> None:
    part = film(tmp_path / "r1.mkv")
    # Takes every write and has no room for any.
    (tmp_path / "r1.out.mp4.half").symlink_to("/dev/full")
    first = finish(order(tmp_path, part))
    meanwhile = names(tmp_path)
    again = finish(order(tmp_path, part))

    assert (first.state, first.reason) == ("later", "disk_full")
    assert meanwhile == ["r1.mkv"]
    assert again.state == "ready"


def test_what_an_earlier_process_left_half_done_is_made_anew(tmp_path: Path) -> None:
    part = film(tmp_path / "r1.mkv")
    (tmp_path / "r1.out.mp4.half").write_bytes(b"half of a film")
    result = finish(order(tmp_path, part))

    assert result.state == "ready"
    assert result.duration_seconds == pytest.approx(2, abs=0.3)
    assert names(tmp_path) == ["r1.mkv", "r1.out.mp4"]


def test_a_film_that_was_cut_off_is_incomplete(tmp_path: Path) -> None:
    result = finish(order(tmp_path, cut_off(tmp_path / "r1.mkv")))

    assert (result.state, result.incomplete) == ("ready", True)


def test_of_several_parts_those_that_play_are_joined(tmp_path: Path) -> None:
    broken = tmp_path / "r1-2.mkv"
    broken.write_bytes(os.urandom(5000))
    result = finish(order(tmp_path, film(tmp_path / "r1.mkv"), broken, film(tmp_path / "r1-3.mkv")))

    assert (result.state, result.incomplete) == ("ready", True)
    assert result.duration_seconds == pytest.approx(4, abs=0.5)


@pytest.mark.parametrize(("content", "reason"), [(None, "no_file"), (b"no film at all", "not_playable")])
def test_what_cannot_be_played_fails_and_stays(tmp_path: Path, content: bytes | None, reason: str) -> None:
    part = tmp_path / "r1.mkv"
    if content is not None:
        part.write_bytes(content)
    result = finish(order(tmp_path, part))

    assert (result.state, result.reason) == ("failed", reason)
    assert part.exists() is (content is not None)


@pytest.fixture
def silent_s3() -> Iterator[str]:
    """An S3 that takes every request and answers none."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    taken.append(server.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)
        for connection in taken:
            connection.close()


def test_an_s3_that_does_not_answer_is_not_waited_for_without_end(
    tmp_path: Path, silent_s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = Config(read_timeout=0.2, retries={"total_max_attempts": 2})
    impatient = boto3.client("s3", region_name="us-east-1", endpoint_url=silent_s3, config=quick)
    monkeypatch.setattr(finishing, "make_client", lambda _region: impatient)
    part = film(tmp_path / "r1.mkv")
    result = finish(order(tmp_path, part, bucket="films"))

    assert (result.state, result.reason) == ("later", "storage_unavailable")
    assert "imeout" in (result.detail or "")
    # Read once: what was found is noted for the next try.
    assert names(tmp_path) == ["r1.mkv", "r1.out.mp4", "r1.upload.json"]


def test_the_client_gives_up_within_minutes() -> None:
    config = make_client("us-east-1").meta.config

    longest = (config.connect_timeout + config.read_timeout) * config.retries["total_max_attempts"]  # type: ignore[attr-defined]  # botocore makes them
    assert longest <= 300
