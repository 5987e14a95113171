"""What a command names of its domain's own is on the node before it is sent, or the command fails with words."""

import hashlib
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest

from freeswitch.relay.outputs.put_together import AllOutputSettings
from functions.shared.assets.asset import AssetWish, Finding, Kind, stored_key
from functions.shared.commands import decode_command
from functions.shared.feed.domain_feed import feed_of
from functions.shared.feed.reading import events_since
from functions.shared.settings import AssetSettings, ShelfSettings
from functions.shared.tables.assets import AssetsItem
from functions.shared.tables.provisioned.documents import encode
from tests.freeswitch.relay.play import NODE, Play, playground, until

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "own"
CONTENT = b"a picture"
HASH = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Place:
    here: Play
    s3: "S3Client"
    root: Path
    ada: str

    def ready(
        self, name: str = "autumn", kind: Kind = "picture", *, domain: str = "example.com", content: bytes = CONTENT
    ) -> None:
        """One that was looked at, as it should be; what lies in the bucket is `content`."""
        wish = AssetWish(
            domain=domain, name=name, kind=kind, bytes=9, version=f"v-{name}", node="fs1", made_at=time.time()
        )
        found = Finding(version=wish.version, node="fs1", sha256=HASH, bytes=len(CONTENT))
        AssetsItem(domain, name, body=encode(wish), version=wish.version, found=encode(found)).save()
        self.s3.put_object(Bucket=BUCKET, Key=stored_key(wish, HASH), Body=content)

    def file(self, name: str) -> Path:
        return self.root / HASH / name


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    settings = AllOutputSettings(
        assets=AssetSettings(bucket=BUCKET, region="us-east-1"), shelf=ShelfSettings(root=str(tmp_path / "assets"))
    )
    # Made before a relay waits for its turn.
    s3 = boto3.client("s3", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    with playground(output_settings=settings) as here:
        s3.create_bucket(Bucket=BUCKET)
        ada = here.switch.join("internal", "1000", "Ada", video=True)
        until(lambda: (found := here.stored("internal")) is not None and found.state.member_count == 1)
        yield Place(here, s3, tmp_path / "assets", ada.channel.uuid)


def test_a_picture_is_fetched_once_compared_and_shown(place: Place) -> None:
    place.ready()
    logo = decode_command({"kind": "set_logo", "member": place.ada, "image": "own/autumn"})

    first = place.here.done(logo)
    for one in place.s3.list_objects_v2(Bucket=BUCKET)["Contents"]:
        place.s3.delete_object(Bucket=BUCKET, Key=one["Key"])
    second = place.here.done(logo)

    assert (first.state, second.state) == ("accepted", "accepted"), (first.outcome, second.outcome)
    assert place.file("autumn.png").read_bytes() == CONTENT
    (member,) = place.here.switch.conferences["internal"].members
    assert member.logo == str(place.file("autumn.png"))


def placed() -> list[object]:
    """What the domain was told."""
    return [one.data for one in events_since(feed_of("example.com"), 0) if one.type == "asset.placed"]


def test_the_domain_is_told_when_a_node_has_it_and_again_only_when_it_was_put_away(place: Place) -> None:
    place.ready()
    logo = decode_command({"kind": "set_logo", "member": place.ada, "image": "own/autumn"})

    for _ in range(2):
        place.here.done(logo)
    until(lambda: bool(placed()), 120)
    once = placed()
    shutil.rmtree(place.root / HASH)
    place.here.done(logo)
    until(lambda: len(placed()) > 1, 120)

    event = {"name": "autumn", "kind": "picture", "node": NODE, "conference": "internal"}
    assert (once, placed()) == ([event], [event, event])


def test_what_does_not_come_is_told_by_the_command_and_by_nothing_else(place: Place) -> None:
    place.ready(content=b"b picture")

    ended = place.here.done(decode_command({"kind": "set_background", "image": "own/autumn"}))

    assert ended.state == "failed"
    assert placed() == []


@pytest.mark.parametrize("domain", ["other.example", None])
def test_another_domains_is_none_of_the_meetings(place: Place, domain: str | None) -> None:
    if domain is not None:
        place.ready(domain=domain)

    ended = place.here.done(decode_command({"kind": "set_background", "image": "own/autumn"}))

    assert ended.outcome is not None
    assert (ended.state, ended.outcome.reason) == ("failed", "no_asset")
    assert not place.root.exists()


def test_what_comes_with_another_hash_is_not_shown_and_not_asked_for_again_and_again(place: Place) -> None:
    place.ready(content=b"b picture")
    command = decode_command({"kind": "set_background", "image": "own/autumn"})

    ended = [place.here.done(command).outcome for _ in range(2)]

    assert [(one.state, one.reason) for one in ended if one is not None] == [("failed", "not_placed")] * 2
    assert not place.file("autumn.png").exists()


def test_a_sound_is_played_and_an_own_font_is_told_by_its_name(place: Place) -> None:
    place.ready("gong", "sound")
    place.ready("corporate", "font")
    banner = {"text": "Ada", "font_face": "own/corporate"}

    played = place.here.done(decode_command({"kind": "play", "prompt": "own/gong", "volume": -6}))
    written = place.here.done(decode_command({"kind": "set_banner", "member": place.ada, "banner": banner}))

    assert played.state == "confirmed", played.outcome
    assert written.state == "accepted", written.outcome
    # The row names it as the API does, so that a stage is at rest.
    until(lambda: (found := place.here.stored("internal")) is not None and found.state.members[0].banner is not None)
    stored = place.here.stored("internal")
    assert stored is not None
    told = stored.state.members[0].banner
    assert told is not None
    assert (told.text, told.font_face) == ("Ada", "own/corporate")


@pytest.mark.parametrize(
    ("face", "state", "reason"),
    [(None, "accepted", None), ("FreeSerif.ttf", "accepted", None), ("Rubik-Regular.ttf", "failed", "no_font")],
)
def test_a_banner_is_written_in_a_font_that_is_there_or_fails_with_words(
    place: Place, face: str | None, state: str, reason: str | None
) -> None:
    banner = {"text": "Ada"} | ({} if face is None else {"font_face": face})

    ended = place.here.done(decode_command({"kind": "set_banner", "member": place.ada, "banner": banner}))

    assert ended.outcome is not None
    assert (ended.state, ended.outcome.reason) == (state, reason)
