"""Where a domain's recordings go: bucket, prefix and retention."""

from dataclasses import dataclass

import msgspec

from functions.shared.encoders.dial_strings import as_domain
from functions.shared.outputs.retention import RETENTION_DAYS
from functions.shared.settings import RecordingSettings, SettingError


class _Own(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    bucket: str | None = None
    prefix: str | None = None
    retention_days: int | None = None


@dataclass(frozen=True)
class Storage:
    """A place for finished files; without a bucket they stay on the node."""

    bucket: str
    prefix: str
    retention_days: int

    def key(self, node: str, domain: str, conference: str, name: str) -> str:
        """The object's key, made from ids only; IAM lets a node's relay at keys that begin with its node."""
        return "/".join(part for part in (node, self.prefix.strip("/"), domain, conference, name) if part)


def storage_of(domain: str, settings: RecordingSettings) -> Storage:
    """Read the place of a domain's recordings: its own, or everybody's.

    Raises:
        SettingError: RECORDINGS_BY_DOMAIN cannot be read.
    """
    own = _by_domain(settings).get(as_domain(domain), _Own())
    return Storage(
        bucket=settings.bucket if own.bucket is None else own.bucket,
        prefix=settings.prefix if own.prefix is None else own.prefix,
        retention_days=settings.retention_days if own.retention_days is None else own.retention_days,
    )


def check_storage(settings: RecordingSettings) -> None:
    """Look at all domains at once, when a process starts.

    Raises:
        SettingError: RECORDINGS_BY_DOMAIN cannot be read, or somebody's days have no rule in the bucket.
    """
    named = {"RECORDINGS_RETENTION_DAYS": settings.retention_days}
    for domain, own in _by_domain(settings).items():
        if own.retention_days is not None:
            named[f"RECORDINGS_BY_DOMAIN of {domain}"] = own.retention_days
    for name, days in named.items():
        if days not in RETENTION_DAYS:
            raise SettingError(f"{name} has {days} days; it must be one of {', '.join(map(str, RETENTION_DAYS))}")


def _by_domain(settings: RecordingSettings) -> dict[str, _Own]:
    try:
        named = msgspec.json.decode(settings.by_domain or "{}", type=dict[str, _Own])
    except msgspec.DecodeError as error:
        raise SettingError(f"RECORDINGS_BY_DOMAIN cannot be read: {error}") from None
    return {as_domain(domain): own for domain, own in named.items()}
