"""The rooms that the dialplan's conferences need: one for each name, with the settings of its profile."""

import re
from copy import deepcopy
from dataclasses import dataclass

from functions.shared.encoders.dial_strings import UnsafeWord, conference_name
from functions.shared.provisioning.checks.rooms import ID
from functions.shared.provisioning.findings import MEMBER_FLAGS, MOST_MEMBER_FLAGS
from functions.shared.tables.provisioned.routes import ToDialIn, ToRoom
from infra.import_freeswitch.conferences import Conferences
from infra.import_freeswitch.dialplan.numbers import Untranslatable

_FLAGS = re.compile(r"\+flags\{([^}]*)\}?")


@dataclass(frozen=True)
class Join:
    """The data of `conference`, as FreeSWITCH takes it apart (mod_conference.c:1948-2009)."""

    name: str
    profile: str
    pin: str
    flags: tuple[str, ...]


def join_of(data: str, more_flags: str = "") -> Join:
    """Read the data of `conference`; flags of the channel come after its own.

    Raises:
        Untranslatable: it calls somebody into the conference, or is about one that runs.
    """
    if data.startswith("bridge:") or " " in data.strip():
        raise Untranslatable("calls somebody into the conference; the API does that here")
    found = _FLAGS.search(data)
    named, _, pin = (data[: found.start()] if found else data).strip().partition("+")
    name, at, profile = named.rpartition("@")
    flags = "|".join([found[1] if found else "", more_flags])
    listed = tuple(dict.fromkeys(flag.strip() for flag in flags.split("|") if flag.strip()))
    return Join(name if at else named, profile if at else "default", pin, listed)


class Rooms:
    """What stands under `rooms` in the file, by the conference's name in FreeSWITCH."""

    def __init__(self, domain: str, conferences: Conferences) -> None:
        self._domain, self._conferences = domain, conferences
        self.found: dict[str, dict[str, object]] = {}
        self._of_profile: dict[str, str] = {}

    def target(self, join: Join, number: str, *, strangers: bool) -> ToRoom | ToDialIn:
        """Make a room, if it is not there, and say how one who dials a number enters it.

        Raises:
            Untranslatable: no room can be that.
        """
        settings = self._conferences.settings(join.profile)
        if settings is None:
            raise Untranslatable(
                f"there is no profile {join.profile!r} in conference.conf; FreeSWITCH refuses the call"
            )
        name = self._named(join.name)
        pin = join.pin or settings.pin
        room = self._room(join, name)
        if pin or settings.moderator_pin:
            return self._behind_a_pin(room, name, pin, settings.moderator_pin)
        if strangers:
            room["open"] = True
        flags = tuple(flag for flag in join.flags if flag in MEMBER_FLAGS and flag != "moderator")[:MOST_MEMBER_FLAGS]
        return ToRoom(room="" if name == number else name, moderator="moderator" in join.flags, flags=flags)

    def _named(self, conference: str) -> str:
        """The domain behind a name is what a room has anyway."""
        name = conference.removesuffix(f"-{self._domain}")
        try:
            return conference_name(name)
        except UnsafeWord as error:
            raise Untranslatable(str(error)) from None

    def _room(self, join: Join, name: str) -> dict[str, object]:
        if name in self.found and self._of_profile[name] != f"{join.name}@{join.profile}":
            other = self._of_profile[name]
            raise Untranslatable(
                f"the room {name} is {other} already: of one room there is one conference, with one profile"
            )
        settings = self._conferences.settings(join.profile)
        self._of_profile[name] = f"{join.name}@{join.profile}"
        return self.found.setdefault(
            name, {"name": name, "domain": self._domain, **(deepcopy(settings.room) if settings else {})}
        )

    def _behind_a_pin(self, room: dict[str, object], name: str, pin: str, moderator_pin: str) -> ToDialIn:
        if not ID.fullmatch(name):
            del self.found[name]
            raise Untranslatable(
                "asks for a PIN; here callers are asked for a conference id of 6 to 9 digits, too: give the room one "
                "(dial_in) and let the number lead to dial_in"
            )
        pins = {"pin": pin, "moderator_pin": moderator_pin}
        room["dial_in"] = {"id": name, **{field: value for field, value in pins.items() if value}}
        return ToDialIn()
