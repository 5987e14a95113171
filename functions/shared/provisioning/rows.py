"""An item that should be in the tables."""

from dataclasses import dataclass

import msgspec

from functions.shared.tables.provisioned.documents import DocumentItem, encode


@dataclass(frozen=True)
class Row:
    """An item that should be: its table, its two keys and its document."""

    kind: type[DocumentItem]
    hash_key: str
    key: str
    document: msgspec.Struct
    # Whether the API makes it; None: whoever made it before, and a file what is new.
    by_api: bool | None = False

    @property
    def body(self) -> str:
        return encode(self.document)

    @property
    def table(self) -> str:
        return self.kind.__name__.removesuffix("Item").lower()
