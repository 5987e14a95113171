"""What a file's own pictures, sounds and fonts may not be, by the limits of the API; the tables say what is there."""

import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from functions.shared.assets.asset import MOST_ASSETS, Asset, AssetName, too_long
from functions.shared.provisioning.findings import Finding, at, twice
from infra.provisioning.assets import UNDONE, everything, source_of
from infra.provisioning.file_format import AssetEntry, DomainInFile, Provisioning

NAME_ADVICE = "must be small letters, digits, _ and -, at most 59, not beginning with _ or -"


def check_assets(file: Provisioning, folder: Path) -> Iterator[Finding]:
    """Find what is wrong with them.

    Args:
        folder: where their paths begin.

    Raises:
        TablesUnavailable: what is there cannot be read.
    """
    for index, domain in enumerate(file.domains):
        if domain.assets:
            yield from at(["domains", index], _of_domain(domain, folder, time.time()))


def _of_domain(domain: DomainInFile, folder: Path, now: float) -> Iterator[Finding]:
    there = {asset.wish.name: asset for asset in everything(domain.name, now)}
    yield from twice("assets", [entry.name for entry in domain.assets])
    if len(there.keys() | {entry.name for entry in domain.assets}) > MOST_ASSETS:
        yield ["assets"], f"would be more than the {MOST_ASSETS} that a domain may have; {len(there)} are there"
    for index, entry in enumerate(domain.assets):
        yield from at(["assets", index], _of_one(entry, folder, there.get(entry.name), now))


def _of_one(entry: AssetEntry, folder: Path, before: Asset | None, now: float) -> Iterator[Finding]:
    try:
        msgspec.convert(entry.name, AssetName)
    except msgspec.ValidationError:
        yield ["name"], NAME_ADVICE
    path = folder / entry.file
    try:
        length, source = path.stat().st_size, source_of(path)
    except OSError as error:
        yield ["file"], f"cannot be read: {error.strerror}"
        return
    if not length:
        yield ["file"], "is empty"
    elif trouble := too_long(entry.kind, length):
        yield ["file"], f"{trouble}: it has {length}"
    if before is not None and before.state(now) not in UNDONE:
        if not before.wish.source:
            yield ["name"], "is there already, and the API has brought it: give this one another name"
        elif (before.wish.source, before.wish.kind) != (source, entry.kind):
            yield ["file"], "is another file than the one of this name, which never changes: give it another name"
