"""Which API is meant, and with which token."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from ffctl.endings import NOWHERE, USAGE, Unable
from ffctl.keys import place_of
from ffctl.profiles import Profiles
from ffctl.surroundings import Surroundings


@dataclass(frozen=True)
class Place:
    """Where the API is said to be.

    Attributes:
        profile: its name; None where only an address was given.
    """

    profile: str | None
    url: str


def place_for(surroundings: Surroundings, profile: str | None, url: str | None) -> Place:
    """Return what was named: `--url`, `--profile`, then the environment, then the profile that was chosen.

    Raises:
        Unable: nothing was, or it is no address.
    """
    if url is None and profile is None:
        url, profile = surroundings.environ.get("FFCTL_URL"), surroundings.environ.get("FFCTL_PROFILE")
    if url:
        return Place(profile, checked(url))
    profiles = Profiles(surroundings.folder)
    name = profile or profiles.read().chosen
    if not name:
        raise Unable(
            "no address: name one with --url, FFCTL_URL or a profile "
            "(ffctl profiles add NAME --url https://api.example.com)",
            NOWHERE,
        )
    return Place(name, profiles.find(name).url)


def token_for(surroundings: Surroundings, place: Place) -> str:
    """Return the token for a place: a profile's own, or else `FFCTL_TOKEN`.

    Raises:
        Unable: there is none.
    """
    given = surroundings.environ.get("FFCTL_TOKEN")
    if place.profile is None:
        if given:
            return given
        raise Unable(f"no token for {place.url}: put it into FFCTL_TOKEN, or name a profile", NOWHERE)
    try:
        kept = surroundings.keys.find(place_of(place.profile, place.url))
    except Unable:
        if given:
            return given
        raise
    if kept or given:
        return kept or given or ""
    raise Unable(
        f"there is no token of the profile {place.profile} for {place.url}: "
        f"ffctl profiles add {place.profile} --url {place.url}",
        NOWHERE,
    )


def checked(url: str) -> str:
    """Return an address without its last slash.

    Raises:
        Unable: it is none, or the token would be sent over a network for all to read.
    """
    right = "it is https://HOST, or http:// on this machine (127.0.0.1, localhost)"
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Unable(f"{url!r} is no address of an API ({error}): {right}", USAGE) from error
    if "@" in parts.netloc:
        raise Unable(f"an address has no user and no password in it: {right}", USAGE)
    is_here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not (is_here or (parts.scheme == "https" and parts.hostname)) or parts.query or parts.fragment:
        raise Unable(f"{url!r} is no address of an API: {right}", USAGE)
    return url.rstrip("/")
