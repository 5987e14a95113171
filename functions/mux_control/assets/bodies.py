"""Pictures, sounds and fonts as they come in and go out."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from functions.shared.assets.asset import Asset, Kind, State
from functions.shared.grammars.media import OWN
from functions.shared.grammars.moments import Moment, rfc3339


class AssetBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What will be uploaded: a picture (PNG, JPEG, WebP), a sound (WAV, MP3, Ogg, FLAC, MP4) or a font (.ttf, .otf)."""

    kind: Kind
    bytes: Annotated[
        int, Meta(ge=1, description="as long as the file is; 10 MiB of a picture, 20 of a sound, 4 of a font at most")
    ]


class AssetUpload(msgspec.Struct, frozen=True, kw_only=True):
    """Where the file is to be sent, by whoever has this address: with this method, exactly so long, and until then."""

    method: Literal["PUT"]
    url: str
    bytes: int
    until: Moment


class AssetView(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, sound or font of the domain; `media` is how commands name it. What is not known is null."""

    name: str
    media: str
    kind: Kind
    state: State
    # Why it failed: a stable word, and a sentence.
    reason: str | None
    detail: str | None
    bytes: int | None
    sha256: str | None
    width: int | None
    height: int | None
    duration_seconds: float | None
    # Of a font.
    family: str | None
    # Where it can be had for a while, in its one form; told of a single one that is ready.
    url: str | None
    upload: AssetUpload | None
    revision: int
    made_at: Moment


class Assets(msgspec.Struct, frozen=True):
    """A page of them by name; `next` is the cursor of the page after it, null on the last one."""

    items: tuple[AssetView, ...]
    next: str | None


def view_of(asset: Asset, *, now: float, url: str | None = None, upload: AssetUpload | None = None) -> AssetView:
    wish, found = asset.wish, asset.finding
    made = None if found is None or found.problem else found
    return AssetView(
        name=wish.name,
        media=OWN + wish.name,
        kind=wish.kind,
        state=asset.state(now),
        reason=found.problem or None if found else None,
        detail=found.detail or None if found else None,
        bytes=made.bytes if made else None,
        sha256=made.sha256 if made else None,
        width=made.width or None if made else None,
        height=made.height or None if made else None,
        duration_seconds=made.seconds or None if made else None,
        family=made.family or None if made else None,
        url=url,
        upload=upload,
        revision=wish.revision,
        made_at=rfc3339(wish.made_at),
    )
