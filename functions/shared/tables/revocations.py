"""Tokens that are good no more: (domain, `jti#id`) one token, (domain, `sub#subject`) what a subject had before."""

from dataclasses import dataclass, field

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from functions.shared.audit.entry import Entry
from functions.shared.tables.base import ItemMeta, TableItem, answering, table_name
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.transactions import Delete, Put, write_together

TOKEN, SUBJECT = "jti#", "sub#"
# What follows them in a key, of which DynamoDB takes 1,024 bytes.
LONGEST_BYTES = 1000


@dataclass(frozen=True)
class Revocations:
    """What is revoked in a domain."""

    tokens: frozenset[str] = frozenset()
    # subject → tokens issued before this moment (seconds since 1970) are good no more
    subjects: dict[str, float] = field(default_factory=dict)

    def refuse(self, token_id: str, subject: str, issued: object) -> bool:
        """Whether a token is revoked; one that does not say when it was issued may be from before."""
        if token_id and token_id in self.tokens:
            return True
        before = self.subjects.get(subject)
        if before is None:
            return False
        return not isinstance(issued, int | float) or issued < before


class RevocationsItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("revocations")

    domain = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    before = NumberAttribute(null=True)
    # By then whatever it refuses has expired by itself.
    expires = NumberAttribute()


def revoke_token(domain: str, token_id: str, *, until: float, entry: Entry | None = None) -> None:
    """Refuse one token, until it has expired anyway; written together with its entry in the audit."""
    _write(RevocationsItem(domain, TOKEN + token_id, expires=int(until) + 1), entry)


def revoke_subject(domain: str, subject: str, *, before: float, until: float, entry: Entry | None = None) -> None:
    """Refuse what a subject was issued before a moment, until all of it has expired anyway; with its entry, too."""
    _write(RevocationsItem(domain, SUBJECT + subject, before=before, expires=int(until) + 1), entry)


def new_revocation(domain: str, subject: str, *, before: float, until: float) -> Put:
    """The same, to be written together with something else."""
    return Put(RevocationsItem(domain, SUBJECT + subject, before=before, expires=int(until) + 1))


def allow(domain: str, key: str, entry: Entry) -> bool:
    """Take a revocation back, together with its entry in the audit; False where there is none."""
    gone = Delete(RevocationsItem(domain, key), RevocationsItem.key.exists())
    return not write_together([gone, new_entry(entry)])


def _write(item: RevocationsItem, entry: Entry | None) -> None:
    write_together([Put(item), *([] if entry is None else [new_entry(entry)])])


def find_revocations(domain: str, now: float) -> Revocations:
    """Read what is revoked in a domain, as new as the last write: one Query for a megabyte of them."""
    rows = revocations_of(domain, now)
    tokens = frozenset(row.key.removeprefix(TOKEN) for row in rows if row.key.startswith(TOKEN))
    subjects = {row.key.removeprefix(SUBJECT): row.before or 0.0 for row in rows if row.key.startswith(SUBJECT)}
    return Revocations(tokens, subjects)


def revocations_of(domain: str, now: float) -> list[RevocationsItem]:
    """Read the rows of a domain's revocations that still refuse something."""
    with answering():
        return [row for row in RevocationsItem.query(domain, consistent_read=True) if row.expires > now]
