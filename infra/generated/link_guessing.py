"""How long links withstand guessing, as docs/entries.md shows it: `python -m infra.generated.link_guessing`."""

from functions.rooms.entries.networks import MOST_TRIES, WINDOW_SECONDS
from functions.shared.entries.secrets_of_entries import CODE_BYTES

# All that there are of 128 bits.
CODES = 2 ** (8 * CODE_BYTES)
YEAR = 365.25 * 24 * 3600
ADDRESSES = (1, 1_000, 1_000_000)
LINKS = (1, 1_000, 1_000_000)
HEAD = "| addresses | codes a second | one link | 1,000 links | 1,000,000 links |\n|---:|---:|---:|---:|---:|"


def tries_to_find(links: int, codes: int = CODES) -> float:
    """Return how many codes are tried, none twice, until one of so many links is found, on average.

    Links that lie anywhere among the codes part them into pieces that are as long as each other on average.
    """
    return (codes + 1) / (links + 1)


def tries_a_second(addresses: int) -> float:
    """Return how many codes are compared in a second, whoever asks from so many addresses as fast as they can."""
    return addresses * MOST_TRIES / WINDOW_SECONDS


def seconds_to_find(addresses: int, links: int, codes: int = CODES) -> float:
    """Return the expected time until somebody is in by one of the links."""
    return tries_to_find(links, codes) / tries_a_second(addresses)


def table() -> str:
    """Return the table in Markdown."""
    rows = [
        f"| {addresses:,} | {tries_a_second(addresses):,.0f} | "
        + " | ".join(_told(seconds_to_find(addresses, links)) for links in LINKS)
        + " |"
        for addresses in ADDRESSES
    ]
    return "\n".join([HEAD, *rows])


def _told(seconds: float) -> str:
    figure, _, power = f"{seconds / YEAR:.1e}".partition("e+")
    return f"{figure} × 10^{int(power)} years"


if __name__ == "__main__":
    print(table())
