"""What becomes of a domain's own pictures, sounds and fonts, in the feed of the domain.

That one was looked at or removed is told once, whoever tells it, and before the row can be forgotten: its wish knows a
seq from before. Whoever dies in between leaves it to who asks again.
"""

import secrets

from msgspec import structs

from functions.shared.assets.asset import Asset, AssetWish
from functions.shared.assets.naming import Named
from functions.shared.feed.appending import append, append_once, last_seq
from functions.shared.feed.domain_feed import domain_event, feed_of
from functions.shared.feed.events import AssetFailed, AssetPlaced, AssetReady, AssetRemoved
from functions.shared.grammars.moments import rfc3339


def told_so_far(domain: str, *, now: float) -> int:
    """The seq that a wish is to know before a relay looks at the file.

    Raises:
        TablesUnavailable: no answer in time.
    """
    return last_seq(feed_of(domain), now=now)


def as_removed(wish: AssetWish, *, now: float) -> AssetWish:
    """The wish of one that goes; whoever asks again goes on with the seq of the first time.

    Raises:
        TablesUnavailable: no answer in time.
    """
    after = wish.told_after if wish.removing else told_so_far(wish.domain, now=now)
    return structs.replace(wish, removing=True, revision=wish.revision + 1, told_after=after)


def tell_looked_at(asset: Asset, *, now: float) -> None:
    """Tell what was found, unless that is told, or nothing is found.

    Raises:
        TablesUnavailable: it may be told; to tell it again is right.
    """
    found, wish = asset.finding, asset.wish
    if found is None:
        return
    happening = (
        AssetFailed(name=wish.name, kind=wish.kind, reason=found.problem, detail=found.detail)
        if found.problem
        else AssetReady(name=wish.name, kind=wish.kind)
    )
    event = domain_event(wish.domain, happening, f"{wish.version}.looked-at", at=rfc3339(now))
    append_once([event], domain=wish.domain, now=now, after=wish.told_after)


def tell_removed(wish: AssetWish, *, now: float) -> None:
    """Tell that one is gone, unless that is told.

    Raises:
        TablesUnavailable: it may be told; to tell it again is right.
    """
    gone = AssetRemoved(name=wish.name, kind=wish.kind)
    event = domain_event(wish.domain, gone, f"{wish.version}.removed", at=rfc3339(now))
    append_once([event], domain=wish.domain, now=now, after=wish.told_after)


def tell_placed(one: Named, *, domain: str, node: str, conference: str, now: float) -> None:
    """Tell that a node has it from now on, for a conference in which a command named it.

    Raises:
        TablesUnavailable: nobody may be told.
    """
    placed = AssetPlaced(name=one.name, kind=one.kind, node=node, conference=conference)
    append([domain_event(domain, placed, secrets.token_hex(16), at=rfc3339(now))], domain=domain, now=now)
