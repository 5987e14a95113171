"""Tokens in the system's keyring, and nowhere else."""

from functools import cached_property
from typing import Protocol


class Keys(Protocol):
    """Where tokens are kept, each for a profile and its address."""

    def find(self, place: str) -> str | None: ...

    def keep(self, place: str, token: str) -> None: ...

    def forget(self, place: str) -> None: ...


def place_of(profile: str, url: str) -> str:
    """Return where a profile's token is kept; at another address it is not found, so it is not sent there."""
    return f"{profile} {url.rstrip('/')}"


class KeysWhenNeeded:
    """The system's keyring, read only when a profile's token is wanted: nothing else waits for it."""

    def find(self, place: str) -> str | None:
        return self._system.find(place)

    def keep(self, place: str, token: str) -> None:
        self._system.keep(place, token)

    def forget(self, place: str) -> None:
        self._system.forget(place)

    @cached_property
    def _system(self) -> Keys:
        from ffctl.system_keys import SystemKeys  # noqa: PLC0415

        return SystemKeys()
