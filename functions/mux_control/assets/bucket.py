"""The bucket with the domains' own files: addresses that we have signed, and what goes."""

from functools import cache
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from functions.mux_control.bucket_client import bucket_client
from functions.shared.api.problems import Problem, unavailable
from functions.shared.assets.asset import UPLOAD_SECONDS, Asset, AssetWish, stored_key, uploaded_key
from functions.shared.settings import AssetSettings, RecordingSettings, read

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

settings = read(AssetSettings)
_LOCAL = bool(read(RecordingSettings).served_root)
LINK_SECONDS = 900


@cache
def s3_client() -> "S3Client":
    """Made at the first use. An upload is not led on to another address: it is signed for the bucket's own."""
    return bucket_client(settings.region, "path" if _LOCAL else "virtual")


def require_bucket() -> None:
    """Raise 409 where this installation has no place for them."""
    if not settings.bucket:
        raise Problem("wrong_state", "this installation keeps no pictures, sounds and fonts of domains: ASSETS_BUCKET")


def upload_url(wish: AssetWish) -> str:
    """Where the file may be sent for a while, if it is exactly as long as was said: the length is signed."""
    return s3_client().generate_presigned_url(
        "put_object",
        Params={"Bucket": settings.bucket, "Key": uploaded_key(wish), "ContentLength": wish.bytes},
        ExpiresIn=UPLOAD_SECONDS,
    )


def link(asset: Asset) -> str | None:
    """Where a ready one can be had for a while; None also where this installation has lost its bucket."""
    placed = asset.ready(asset.wish.kind)
    if placed is None or not settings.bucket:
        return None
    return s3_client().generate_presigned_url(
        "get_object", Params={"Bucket": settings.bucket, "Key": placed.key}, ExpiresIn=LINK_SECONDS
    )


def erase(asset: Asset) -> None:
    """Delete its files, as far as there are any.

    Raises:
        Problem: 503; to ask again goes on. 409 where this installation has no bucket.
    """
    require_bucket()
    keys = [uploaded_key(asset.wish)]
    if asset.finding is not None and asset.finding.sha256:
        keys.append(stored_key(asset.wish, asset.finding.sha256))
    try:
        for key in keys:
            s3_client().delete_object(Bucket=settings.bucket, Key=key)
    except (BotoCoreError, ClientError) as error:
        raise unavailable(f"its file cannot be deleted now, and it stays until it is: {error}") from error
