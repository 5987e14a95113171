"""Pictures, sounds and fonts of domains: (domain, name). What was found of one is an attribute of its own.

The relay may write that attribute only (`dynamodb:Attributes`), so it can neither make nor rename nor give away one.
"""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError, UpdateError
from pynamodb.expressions.condition import Condition

from functions.shared.assets.asset import UNDONE_SECONDS, Asset, AssetWish, Finding
from functions.shared.audit.entry import Entry
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.tables.base import ItemMeta, TableItem, answering, condition_failed, table_name
from functions.shared.tables.commands.rows import new_command
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.reading import decoded, readable
from functions.shared.tables.transactions import Put, Write, write_together


class AssetsItem(TableItem):
    """One of them."""

    class Meta(ItemMeta):
        table_name = table_name("assets")

    domain = UnicodeAttribute(hash_key=True)
    name = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute()
    # As in the body: what a finding is of.
    version = UnicodeAttribute()
    found = UnicodeAttribute(null=True)
    # Until somebody says that the file is there.
    expires = NumberAttribute(null=True)


def find_asset(domain: str, name: str, *, now: float) -> Asset | None:
    """Read one, as new as the last write; an undone one goes with its time."""
    with answering():
        try:
            item = AssetsItem.get(domain, name, consistent_read=True)
        except AssetsItem.DoesNotExist:
            return None
    return _asset(item) if _is_there(item, now) else None


def assets_of(domain: str, *, after: str | None, limit: int, now: float) -> list[Asset]:
    """Read a domain's by name, at most so many after the name `after`: one Query."""
    later = None if after is None else AssetsItem.name > after
    with answering():
        found = AssetsItem.query(domain, later, consistent_read=True, limit=limit)
        return list(readable((item for item in found if _is_there(item, now)), _asset))


def count_assets(domain: str) -> int:
    """How many a domain has, undone ones with them."""
    with answering():
        return AssetsItem.count(domain, consistent_read=True)


def put_wish(wish: AssetWish, before: Asset | None, entry: Entry) -> bool:
    """Write a wish with its entry in the audit; what was found of another version goes. False where it has moved."""
    item = _item(wish)
    item.expires = int(wish.made_at + UNDONE_SECONDS)
    return _written([Put(item, _unchanged(before, wish.made_at)), new_entry(entry)], wish)


def put_check(wish: AssetWish, before: Asset, row: CommandRow, entry: Entry) -> bool:
    """Write whom a wish is to be looked at by, together with the command to do so; False where it has moved."""
    return _written([Put(_item(wish), _unchanged(before)), *new_command(row), new_entry(entry)], wish)


def put_removal(wish: AssetWish, before: Asset, entry: Entry) -> bool:
    """Write that it goes; what was found stays, for it says where the file lies. False where it has moved."""
    item = _item(wish)
    item.found = None if before.found is None else encode(before.found)
    return _written([Put(item, _unchanged(before)), new_entry(entry)], wish)


def delete_asset(wish: AssetWish) -> None:
    """Delete it, if it is still this one."""
    with answering():
        try:
            AssetsItem(wish.domain, wish.name).delete(condition=AssetsItem.version == wish.version)
        except DeleteError as error:
            if not condition_failed(error):
                raise


def note_finding(domain: str, name: str, found: Finding) -> bool:
    """Write what was found; False where that version is not asked for any more."""
    row = AssetsItem
    with answering():
        try:
            AssetsItem(domain, name).update(
                actions=[row.found.set(encode(found))], condition=row.version == found.version
            )
        except UpdateError as error:
            if condition_failed(error):
                return False
            raise
    return True


def _written(writes: list[Write], wish: AssetWish) -> bool:
    # The client tries twice where an answer is lost.
    return not write_together(writes) or _body(wish) == encode(wish)


def _item(wish: AssetWish) -> AssetsItem:
    return AssetsItem(wish.domain, wish.name, body=encode(wish), version=wish.version)


def _unchanged(before: Asset | None, now: float = 0.0) -> Condition:
    if before is not None:
        return AssetsItem.body == encode(before.wish)
    free: Condition = AssetsItem.body.does_not_exist() | (AssetsItem.expires <= int(now))
    return free


def _is_there(item: AssetsItem, now: float) -> bool:
    # DynamoDB deletes what has expired within days, not at once.
    return item.expires is None or item.expires > now


def _asset(item: AssetsItem) -> Asset:
    what = f"the asset {item.name!r} of {item.domain!r}"
    found = None if item.found is None else decoded(item.found, Finding, what)
    return Asset(wish=decoded(item.body, AssetWish, what), found=found)


def _body(wish: AssetWish) -> str | None:
    with answering():
        found = AssetsItem.query(wish.domain, AssetsItem.name == wish.name, consistent_read=True)
        return next((item.body for item in found), None)
