"""Pictures, sounds and fonts that are there, as a relay has found them."""

from functions.shared.assets.asset import AssetWish, Finding, Kind
from functions.shared.tables.assets import AssetsItem
from functions.shared.tables.provisioned.documents import encode

HASH = "5" * 64


def ready(
    name: str = "autumn", kind: Kind = "picture", *, domain: str = "example.com", node: str = "fs1", problem: str = ""
) -> AssetWish:
    """One that was looked at: it is good, or has this problem."""
    wish = AssetWish(
        domain=domain, name=name, kind=kind, bytes=100, version=f"v-{name}", node=node, made_at=1_700_000_000.0
    )
    found = Finding(version=wish.version, node="fs1", problem=problem, sha256="" if problem else HASH, bytes=90)
    AssetsItem(domain, name, body=encode(wish), version=wish.version, found=encode(found)).save()
    return wish
