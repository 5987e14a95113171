"""A room's layouts as FreeSWITCH gets them, made when one of them changes: in a table of their own.

The API writes them, and may not write where rooms and PINs are.
"""

from collections.abc import Mapping

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import PutError

from functions.shared.tables.base import ItemMeta, answering, condition_failed, table_name
from functions.shared.tables.provisioned.documents import DocumentItem, encode, read_documents

LAYOUTS_KEY = "#layouts"


class RenderedLayouts(msgspec.Struct, frozen=True, kw_only=True):
    """A room's set of layouts as FreeSWITCH gets it; `names` with the time since when each is as it is now."""

    content: str
    names: Mapping[str, float]
    groups: tuple[str, ...] = ()
    # Whose room it is; without it no node gets them.
    domain: str = ""


class RenderedItem(DocumentItem):
    """(room, `#layouts`) its layouts."""

    class Meta(ItemMeta):
        table_name = table_name("rendered")

    room = UnicodeAttribute(hash_key=True)


def find_layouts(room: str) -> RenderedLayouts | None:
    """Read what a room's conference loads when it begins: one GetItem."""
    return read_documents(RenderedItem, room, [LAYOUTS_KEY]).get(LAYOUTS_KEY, RenderedLayouts)


def read_rendered(room: str) -> str | None:
    """Read a room's set as it is stored, to be replaced."""
    with answering():
        try:
            return str(RenderedItem.get(room, LAYOUTS_KEY, consistent_read=True).body)
        except RenderedItem.DoesNotExist:
            return None


def replace_rendered(room: str, rendered: RenderedLayouts, before: str | None) -> bool:
    """Write a room's set; False if somebody else has written since `before` was read."""
    condition = RenderedItem.body.does_not_exist() if before is None else RenderedItem.body == before
    with answering():
        try:
            RenderedItem(room, LAYOUTS_KEY, body=encode(rendered)).save(condition=condition)
        except PutError as error:
            if condition_failed(error):
                return False
            raise
    return True
