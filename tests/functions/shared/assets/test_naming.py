"""What a domain's own is called, in commands and on a node."""

import pytest

from functions.shared.assets.asset import Asset, AssetWish, Finding, Placed, stored_key, uploaded_key
from functions.shared.grammars.media import font_named, own_name

HASH = "5" * 64
WISH = AssetWish(domain="example.com", name="autumn", kind="font", bytes=1, version="v1", node="fs1", made_at=0.0)


@pytest.mark.parametrize(
    ("media", "name"),
    [
        ("own/autumn", "autumn"),
        ("own/a_b-9", "a_b-9"),
        ("logo", None),
        ("de/welcome", None),
        ("own/", None),
        ("own/Autumn", None),
        ("own/../x", None),
        ("own/a/b", None),
        ("own/a.png", None),
        ("own/-a", None),
        ("own/" + "a" * 60, None),
    ],
)
def test_only_a_name_after_own_is_one_of_the_domains_own(media: str, name: str | None) -> None:
    assert own_name(media) == name


def test_a_font_on_a_node_is_told_by_the_name_that_its_domain_has_for_it() -> None:
    placed = Placed(kind="font", sha256=HASH, bytes=1, key="k")

    assert font_named(f"/var/lib/freeswitch/assets/{placed.file('corporate')}") == "own/corporate"
    for other in ("FreeSans.ttf", f"/x/{HASH}/Corporate.ttf", f"/x/{HASH}/a.png", f"/x/{HASH[1:]}/a.ttf", ""):
        assert font_named(other) == other


def test_uploads_are_nobodys_and_what_was_looked_at_is_below_the_node_that_did() -> None:
    assert uploaded_key(WISH) == "own/incoming/example.com/v1"
    assert stored_key(WISH, HASH) == f"own/fs1/example.com/{HASH}-v1.ttf"


@pytest.mark.parametrize(
    ("found", "ready"),
    [
        (Finding(version="v1", node="fs1", sha256=HASH, bytes=1), True),
        (Finding(version="v1", node="fs2", sha256=HASH, bytes=1), False),
        (Finding(version="v0", node="fs1", sha256=HASH, bytes=1), False),
        (Finding(version="v1", node="fs1", problem="damaged"), False),
        (None, False),
    ],
)
def test_a_finding_counts_of_its_own_upload_and_of_the_node_that_was_asked(found: Finding | None, ready: bool) -> None:
    asset = Asset(wish=WISH, found=found)

    assert (asset.ready("font") is not None) == ready
    assert asset.ready("picture") is None
