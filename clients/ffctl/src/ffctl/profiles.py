"""Profiles: names for addresses, in a file of this user; their tokens are in the keyring."""

from pathlib import Path

import msgspec

from ffctl.endings import NOWHERE, Unable


class Profile(msgspec.Struct, frozen=True):
    url: str


class Known(msgspec.Struct, frozen=True):
    """What the file says.

    Attributes:
        chosen: the profile that counts where none is named.
    """

    chosen: str | None = None
    profiles: dict[str, Profile] = {}


class Profiles:
    """The file of profiles.

    Args:
        folder: where it lies; made when something is written.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "profiles.json"

    def read(self) -> Known:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=Known)
        except FileNotFoundError:
            return Known()
        except (OSError, msgspec.DecodeError) as error:
            told = f"{self._file} cannot be read: {error}; remove it, and add the profiles again"
            raise Unable(told, NOWHERE) from error

    def add(self, name: str, url: str) -> None:
        """Write down an address; the first one is chosen."""
        known = self.read()
        self._write(Known(known.chosen or name, {**known.profiles, name: Profile(url)}))

    def choose(self, name: str) -> None:
        self._write(Known(self._named(name), self.read().profiles))

    def remove(self, name: str) -> None:
        known = self.read()
        others = {one: profile for one, profile in known.profiles.items() if one != self._named(name)}
        self._write(Known(None if known.chosen == name else known.chosen, others))

    def find(self, name: str) -> Profile:
        return self.read().profiles[self._named(name)]

    def _named(self, name: str) -> str:
        known = self.read().profiles
        if name not in known:
            raise Unable(f"there is no profile {name!r}; those that there are: {', '.join(known) or 'none'}", NOWHERE)
        return name

    def _write(self, known: Known) -> None:
        text = msgspec.json.format(msgspec.json.encode(known), indent=2)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(".new")
            beside.write_bytes(text + b"\n")
            # At once or not at all.
            beside.replace(self._file)
        except OSError as error:
            raise Unable(f"{self._file} cannot be written: {error}", NOWHERE) from error
