"""What a command names of a domain's own."""

from typing import NamedTuple

from functions.shared.assets.asset import Kind
from functions.shared.grammars.media import own_name


class Named(NamedTuple):
    """The field that names it, what kind of thing it must be, and its name."""

    field: str
    kind: Kind
    name: str


def named(field: str, kind: Kind, media: str | None) -> tuple[Named, ...]:
    """One of the domain's own, or nothing where it is one of the catalogue."""
    name = None if media is None else own_name(media)
    return () if name is None else (Named(field, kind, name),)
