"""A domain's own pictures, sounds and fonts from files beside the provisioning file: brought, looked at, removed."""

import hashlib
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from msgspec import structs

from functions.mux_control.assets import bucket
from functions.mux_control.assets.checking import order
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.assets.asset import CHECK_SECONDS, Asset, AssetWish, uploaded_key
from functions.shared.audit.entry import Entry
from functions.shared.tables.assets import assets_of, delete_asset, find_asset, put_removal, put_wish
from functions.shared.told.assets import as_removed, tell_removed
from infra.operators import entry_by_operator, operator
from infra.provisioning.file_format import AssetEntry, Provisioning

PAGE = 100
LOOK_SECONDS = 0.3
# What never was ready, or is not: it may be brought again.
UNDONE = ("awaiting", "failed")


class NotBrought(Exception):
    """One of them is not ready; the text says which and why."""


@dataclass(frozen=True)
class Coming:
    """One that is to come, from this file."""

    domain: str
    entry: AssetEntry
    path: Path
    # One of the name that never was ready.
    before: Asset | None

    @property
    def name(self) -> str:
        return self.entry.name

    def __str__(self) -> str:
        return f"  + assets {self.domain} {self.name} ({self.entry.kind})"


@dataclass(frozen=True)
class Going:
    """One that a file had brought."""

    domain: str
    before: Asset

    @property
    def name(self) -> str:
        return self.before.wish.name

    def __str__(self) -> str:
        return f"  - assets {self.domain} {self.name} ({self.before.wish.kind})"


AssetChange = Coming | Going


def source_of(path: Path) -> str:
    """What tells a file from every other one.

    Raises:
        OSError: it cannot be read.
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()


def asset_changes(file: Provisioning, folder: Path, *, prune: bool, now: float) -> list[AssetChange]:
    """Compare a checked file with what its domains have: what comes, then what files have brought and it names no more.

    Raises:
        TablesUnavailable: the tables do not answer.
    """
    found: list[AssetChange] = []
    for domain in file.domains:
        there = {asset.wish.name: asset for asset in everything(domain.name, now)} if domain.assets or prune else {}
        for entry in domain.assets:
            before = there.get(entry.name)
            if before is None or before.state(now) in UNDONE:
                found.append(Coming(domain.name, entry, folder / entry.file, before))
        named = {entry.name for entry in domain.assets}
        if prune:
            left = (asset for name, asset in there.items() if name not in named and asset.wish.source)
            found += [Going(domain.name, asset) for asset in left]
    return found


def everything(domain: str, now: float) -> Iterator[Asset]:
    """Read all that a domain has."""
    after: str | None = None
    while page := assets_of(domain, after=after, limit=PAGE, now=now):
        yield from page
        after = page[-1].wish.name


def bring(changes: Iterable[AssetChange]) -> list[str]:
    """Send and remove files, and wait until each that came was looked at; says how each ended.

    Raises:
        NotBrought: one is not ready, or somebody else has just changed it; the others are done.
        TablesUnavailable: the tables do not answer.
    """
    told: list[str] = []
    trouble: list[str] = []
    for change in changes:
        name = f"{change.domain} {change.name}"
        try:
            told.append(f"{name}: {_sent(change) if isinstance(change, Coming) else _removed(change)}")
        except (NotBrought, Problem, BotoCoreError, ClientError, OSError) as problem:
            trouble.append(f"{name}: {problem}")
    if trouble:
        raise NotBrought("\n".join(trouble))
    return told


def _sent(change: Coming) -> str:
    bucket.require_bucket()
    now, content = time.time(), change.path.read_bytes()
    wish = AssetWish(
        domain=change.domain,
        name=change.name,
        kind=change.entry.kind,
        bytes=len(content),
        version=secrets.token_hex(16),
        revision=change.before.wish.revision + 1 if change.before else 1,
        made_at=now,
        source=hashlib.sha256(content).hexdigest(),
    )
    entry = structs.replace(_entry(change, "provision_add", now), revision=wish.revision)
    if not put_wish(wish, change.before, entry):
        raise NotBrought("somebody else has just changed it")
    bucket.s3_client().put_object(Bucket=bucket.settings.bucket, Key=uploaded_key(wish), Body=content)
    accepted = structs.replace(_entry(change, "provision_check", now), result="accepted")
    return _settled(order(Asset(wish=wish), Grant(sub=operator(), domain=change.domain), accepted, now))


def _settled(asset: Asset) -> str:
    give_up = time.monotonic() + CHECK_SECONDS
    while (finding := asset.finding) is None:
        if time.monotonic() > give_up:
            raise NotBrought("no relay has looked at it; run it again")
        time.sleep(LOOK_SECONDS)
        asset = find_asset(asset.wish.domain, asset.wish.name, now=time.time()) or asset
    if finding.problem:
        raise NotBrought(f"{finding.problem}: {finding.detail}")
    return "ready"


def _removed(change: Going) -> str:
    now, wish = time.time(), change.before.wish
    going = as_removed(wish, now=now)
    entry = structs.replace(_entry(change, "provision_remove", now), revision=wish.revision)
    if not put_removal(going, change.before, entry):
        raise NotBrought("somebody else has just changed it")
    bucket.erase(change.before)
    tell_removed(going, now=now)
    delete_asset(going)
    return "removed"


def _entry(change: AssetChange, operation: str, now: float) -> Entry:
    return structs.replace(entry_by_operator(change.domain, operation, now=now), object=f"asset {change.name}")
