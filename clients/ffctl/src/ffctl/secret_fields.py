"""Which fields of a wish are secrets: they are not taken from the command line, and `--curl` shows none."""

from collections.abc import Iterator, Mapping

NAMES = frozenset({"a1_hash", "code", "key", "moderator_pin", "password", "pin", "resume", "secret"})


def is_secret(path: tuple[str, ...], siblings: Mapping[str, object]) -> bool:
    """Whether what stands there opens something.

    Args:
        path: the field's name, with those around it in front.
        siblings: what stands beside it, by name.
    """
    if path[-1] in NAMES:
        return True
    # Without a key of its own a stream's address ends with it (docs/outputs.md, "Streams").
    url = siblings.get("url")
    return path[-1] == "url" and isinstance(url, str) and url.startswith("rtmp") and not siblings.get("key")


def secrets_in(wish: Mapping[str, object], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every secret that is given; an empty one and null are none."""
    for name, value in wish.items():
        path = (*above, name)
        if isinstance(value, Mapping):
            yield from secrets_in(value, path)
        elif value not in (None, "") and is_secret(path, wish):
            yield path
