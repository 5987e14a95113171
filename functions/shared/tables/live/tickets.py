"""Tickets that open a connection: (hash of the ticket), spent by deleting the row."""

from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError

from functions.shared.tables.base import ItemMeta, TableItem, answering, condition_failed, table_name
from functions.shared.tables.live.connections import Viewer, read_viewer, written

TICKET_SECONDS = 30


class TicketsItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("tickets")

    # A hash: whoever reads the table can open nothing.
    ticket = UnicodeAttribute(hash_key=True)
    viewer = UnicodeAttribute()
    until = NumberAttribute()
    expires = NumberAttribute()


def put_ticket(digest: str, viewer: Viewer, *, now: float) -> None:
    """Write a ticket that opens one connection within 30 seconds."""
    until = now + TICKET_SECONDS
    with answering():
        TicketsItem(digest, viewer=written(viewer), until=until, expires=int(until) + 1).save()


def spend_ticket(digest: str, *, now: float) -> Viewer | None:
    """Delete a ticket and tell whose it was; None where it was spent, is too old or never was. One write.

    Raises:
        TablesUnavailable: it may be spent.
    """
    table: Any = TicketsItem._get_connection()
    with answering():
        try:
            gone = table.delete_item(digest, condition=TicketsItem.until >= now, return_values="ALL_OLD")
        except DeleteError as error:
            if condition_failed(error):
                return None
            raise
    return read_viewer(gone["Attributes"]["viewer"]["S"], "a ticket")
