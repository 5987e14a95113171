"""The embedded S3's objects: which have come and gone, and back into their bucket when it is made."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from moto.s3.models import FakeBucket, FakeDeleteMarker, FakeKey, S3Backend
from moto.s3.responses import S3Response
from moto.s3.utils import _VersionedKeyStore

from infra.local.aws.keeping.store import Store, Version

# Behind these somebody may have put, changed or removed an object.
ACTS = ("_bucket_response", "_key_response")
# What moto knows of an object besides its name, its content and when it came.
FIELDS = (
    "_storage_class", "_is_versioned", "encryption", "kms_key_id", "bucket_key_enabled",
    "lock_mode", "lock_legal_status", "lock_until",
    "checksum_algorithm", "checksum_value", "checksum_type", "checksum_parts",
)  # fmt: skip

Stored = FakeKey | FakeDeleteMarker
Place = tuple[str, str, str]


class KeptObjects:
    """Those of one process; whoever calls this does so while nobody else acts on a bucket."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[Place, Version] = {}
        self._backends: set[S3Backend] = set()
        self._touched = False

    def changes(self) -> tuple[list[Version], list[tuple[Version, bytes]]]:
        """Give what is gone or no longer as it was kept, and what is to be kept, with its content."""
        if not self._touched:
            return [], []
        self._touched = False
        now = {version[:3]: (version, stored) for version, stored in self._all()}
        gone = [version for place, version in self._kept.items() if now.get(place, (None,))[0] != version]
        new = [
            (version, stored.value if isinstance(stored, FakeKey) else b"")
            for place, (version, stored) in now.items()
            if self._kept.get(place) != version
        ]
        return gone, new

    def done(self, gone: list[Version], new: list[tuple[Version, bytes]]) -> None:
        """Say that these changes are in the file."""
        for version in gone:
            del self._kept[version[:3]]
        self._kept |= {version[:3]: version for version, _ in new}

    def again(self) -> None:
        """Look again next time: they could not be kept."""
        self._touched = True

    def _all(self) -> list[tuple[Version, Stored]]:
        return [
            (Version(bucket.name, name, stored.version_id, place, _about(backend, stored)), stored)
            for backend in self._backends
            for bucket in backend.buckets.values()
            for name, versions in bucket.keys.lists()
            for place, stored in enumerate(versions)
        ]

    def install(self) -> Callable[[], None]:
        """Put this before moto's own, for the whole process; gives what puts moto's own back."""
        kind: Any = S3Backend
        answers: Any = S3Response
        before = kind.create_bucket, kind.put_object_lock_configuration
        acts = {name: getattr(answers, name) for name in ACTS}
        kind.create_bucket, kind.put_object_lock_configuration = self._filled(before[0]), _as_if_new(before[1])
        for name, act in acts.items():
            setattr(answers, name, self._noted(act))

        def put_back() -> None:
            kind.create_bucket, kind.put_object_lock_configuration = before
            for name, act in acts.items():
                setattr(answers, name, act)

        return put_back

    def _noted(self, act: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(act)
        def noting(*words: Any, **named: Any) -> Any:
            try:
                return act(*words, **named)
            finally:
                self._touched = True

        return noting

    def _filled(self, create: Callable[..., FakeBucket]) -> Callable[..., FakeBucket]:
        @wraps(create)
        def filling(backend: S3Backend, name: str, *more: Any, **named: Any) -> FakeBucket:
            bucket = create(backend, name, *more, **named)
            self._backends.add(backend)
            for version, content in self._store.versions_of(name):
                bucket.keys[version.name] = _restored(backend, bucket, version, content)
                self._kept[version[:3]] = version
            return bucket

        return filling


def _as_if_new(lock: Callable[..., None]) -> Callable[..., None]:
    """Let a bucket be given its lock although its objects are back already: they have their own."""

    @wraps(lock)
    def locking(backend: S3Backend, name: str, *more: Any, **named: Any) -> None:
        bucket = backend.get_bucket(name)
        objects, bucket.keys = bucket.keys, _VersionedKeyStore()
        try:
            lock(backend, name, *more, **named)
        finally:
            bucket.keys = objects

    return locking


def _about(backend: S3Backend, stored: Stored) -> str:
    if isinstance(stored, FakeDeleteMarker):
        return json.dumps({"at": stored.last_modified.isoformat()})
    return json.dumps({
        "at": stored.last_modified.isoformat(),
        "etag": stored.etag.strip('"'),
        "metadata": dict(stored.metadata),
        "tags": backend.tagger.get_tag_dict_for_resource(stored.arn),
        "fields": {name: getattr(stored, name) for name in FIELDS},
    }, sort_keys=True)  # fmt: skip


def _restored(backend: S3Backend, bucket: FakeBucket, version: Version, content: bytes) -> Stored:
    about = json.loads(version.about)
    at = datetime.fromisoformat(about["at"])
    if "fields" not in about:
        before = [one for one in bucket.keys.getlist(version.name, []) if isinstance(one, FakeKey)]
        marker = FakeDeleteMarker(before[-1] if before else _key(backend, bucket, version, b""))
        _set(marker, last_modified=at, _version_id=version.version)
        return marker
    key = _key(backend, bucket, version, content)
    _set(key, last_modified=at, _etag=about["etag"])
    _set(key, **about["fields"])
    key.set_metadata(about["metadata"])
    if about["tags"]:
        backend.tagger.tag_resource(key.arn, backend.tagger.convert_dict_to_tags_input(about["tags"]))
    return key


def _key(backend: S3Backend, bucket: FakeBucket, version: Version, content: bytes) -> FakeKey:
    return FakeKey(
        version.name,
        content,
        backend.account_id,
        bucket.region_name,
        bucket_name=bucket.name,
        version_id=version.version,
    )


def _set(stored: Stored, **values: object) -> None:
    for name, value in values.items():
        setattr(stored, name, value)
