"""What the measurements of uploads share: the order for a file, and an S3 that keeps nothing."""

from pathlib import Path
from typing import Final

from botocore.exceptions import ClientError

from freeswitch.relay.finishing.order import FinishOrder

BUCKET, REGION = "bench", "us-east-1"
NOT_THERE: Final = {"Error": {"Code": "404"}, "ResponseMetadata": {"HTTPStatusCode": 404}}


def order(file: Path, key: str) -> FinishOrder:
    """What the relay orders for a file that needs no joining."""
    return FinishOrder(
        recording=key,
        parts=(str(file),),
        format="mkv",
        out=str(file.with_name(f"{key}.out.mkv")),
        progress=str(file.with_name(f"{key}.upload.json")),
        bucket=BUCKET,
        key=key,
        region=REGION,
    )


class KeepsNothing:
    """S3 without S3: whatever comes is thrown away."""

    def __init__(self, size: int, sha256: str) -> None:
        self._size, self._sha256 = size, sha256
        self._parts: list[dict[str, object]] = []
        self._complete = False

    def head_object(self, **_: object) -> dict[str, object]:
        if not self._complete:
            raise ClientError(NOT_THERE, "HeadObject")  # type: ignore[arg-type]  # as much of an answer as is read
        return {"ContentLength": self._size, "Metadata": {"sha256": self._sha256}}

    def create_multipart_upload(self, **_: object) -> dict[str, str]:
        return {"UploadId": "1"}

    def upload_part(self, *, PartNumber: int, Body: bytes, **_: object) -> dict[str, str]:  # noqa: N803  # AWS's names
        self._parts.append({"PartNumber": PartNumber, "Size": len(Body), "ETag": str(PartNumber)})
        return {"ETag": str(PartNumber)}

    def get_paginator(self, _: str) -> "KeepsNothing":
        return self

    def paginate(self, **_: object) -> list[dict[str, object]]:
        return [{"Parts": self._parts}]

    def complete_multipart_upload(self, **_: object) -> dict[str, str]:
        self._complete = True
        return {}
