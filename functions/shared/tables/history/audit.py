"""The audit: (domain, time and id). Entries are written once; no policy lets anybody change or delete one."""

from collections.abc import Callable
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError

from functions.shared.audit.entry import Entry, moment
from functions.shared.tables.base import (
    ItemMeta,
    Row,
    TableItem,
    Unreadable,
    answering,
    condition_failed,
    shared_connection,
    table_name,
)
from functions.shared.tables.reading import decoded, tell
from functions.shared.tables.transactions import Put

# From the conference and the pseudonym of who did it.
Wanted = Callable[[str, str], bool]

# Rows a call, and a request: DynamoDB reads what is not wanted, too.
PAGE_ROWS, MOST_ROWS = 500, 4000
# Before and after every time that is written in digits.
FIRST, LAST = "0", ":"


class AuditItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("audit")

    domain = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    # What can be asked for; the whole entry is the body.
    conference = UnicodeAttribute(null=True)
    pseudonym = UnicodeAttribute(null=True)
    about = UnicodeAttribute(null=True)
    body = UnicodeAttribute()
    expires = NumberAttribute(null=True)


def new_entry(entry: Entry) -> Put:
    """An entry, to be written together with what it tells of: both or neither."""
    item = AuditItem(
        entry.domain,
        entry.key,
        conference=entry.conference or None,
        pseudonym=entry.pseudonym or None,
        about=entry.about or None,
        body=msgspec.json.encode(entry).decode(),
        expires=None if entry.expires is None else int(entry.expires),
    )
    return Put(item, AuditItem.body.does_not_exist())


def append(entry: Entry) -> bool:
    """Write an entry; False where it stands there already, which is no failure: twice is once.

    Raises:
        TablesUnavailable: no answer in time; it may be written.
    """
    new = new_entry(entry)
    with answering():
        try:
            new.item.save(condition=new.condition)
        except PutError as error:
            if not condition_failed(error):
                raise
            return False
    return True


def find_entries(
    domain: str,
    wanted: Wanted,
    *,
    since: float | None,
    until: float | None,
    page: tuple[str | None, int],
    now: float,
) -> tuple[list[Entry], str | None]:
    """Read entries, newest first: those of a page, which is the key after which it begins and how many it has.

    Returns:
        What was found, and the key after which to go on; None where there is no more.
    """
    after, limit = page
    low, high = FIRST if since is None else moment(since), LAST if until is None else moment(until)
    found: list[Entry] = []
    for _ in range(MOST_ROWS // PAGE_ROWS):
        rows, more = _page(domain, low, high, after)
        for row in rows:
            after = row["key"]["S"]
            if _is_wanted(row, wanted, now) and (entry := _entry(row)) is not None:
                found.append(entry)
                if len(found) == limit:
                    return found, after if more or row is not rows[-1] else None
        if not more:
            return found, None
    return found, after


def _page(domain: str, low: str, high: str, after: str | None) -> tuple[list[Row], bool]:
    """The next rows, and whether there are more of them."""
    client: Any = shared_connection().client
    begin = {} if after is None else {"ExclusiveStartKey": {"domain": {"S": domain}, "key": {"S": after}}}
    with answering():
        answer = client.query(
            TableName=AuditItem.Meta.table_name,
            KeyConditionExpression="#domain = :domain AND #key BETWEEN :low AND :high",
            ExpressionAttributeNames={"#domain": "domain", "#key": "key"},
            ExpressionAttributeValues={":domain": {"S": domain}, ":low": {"S": low}, ":high": {"S": high}},
            ScanIndexForward=False,
            Limit=PAGE_ROWS,
            **begin,
        )
    return answer["Items"], "LastEvaluatedKey" in answer


def _is_wanted(row: Row, wanted: Wanted, now: float) -> bool:
    # DynamoDB deletes what has expired within days, not at once.
    if float(row.get("expires", {}).get("N", "inf")) <= now:
        return False
    return wanted(row.get("conference", {}).get("S", ""), row.get("pseudonym", {}).get("S", ""))


def _entry(row: Row) -> Entry | None:
    """One that cannot be read is logged, and hides no other."""
    try:
        return decoded(row.get("body", {}).get("S"), Entry, f"the entry {row['key']['S']}")
    except Unreadable as error:
        tell(error)
        return None
