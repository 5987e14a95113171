"""Profiles and keys of conference.conf as settings of rooms; every room has the project's own profile besides."""

import re
from dataclasses import dataclass, field

from functions.shared.layouts.conference_profile import CALLER_CONTROLS, CONFERENCE_FLAGS, HOST_CONTROLS
from functions.shared.layouts.conference_profile import profile as own_profile
from functions.shared.provisioning.checks.rooms import CONFERENCE_FLAGS as FLAGS_OF_A_ROOM
from functions.shared.provisioning.findings import MEMBER_FLAGS
from infra.import_freeswitch.directory.users import named_values
from infra.import_freeswitch.reading.document import Placed
from infra.import_freeswitch.reading.variables import is_known
from infra.import_freeswitch.report import Report

_PICTURE = {
    "video-canvas-size": "canvas",
    "video-codec-bandwidth": "bandwidth",
    "video-layout-name": "layout",
    "video-canvas-bgcolor": "background",
}
_SOUNDS = ("enter-sound", "exit-sound")
_FORMATS = ("mp4", "mkv", "wav")


@dataclass
class Settings:
    """What a profile says of a room, as a provisioning file does; the PINs apart."""

    room: dict[str, object] = field(default_factory=dict)
    pin: str = ""
    moderator_pin: str = ""


class Conferences:
    """The profiles by name; each is translated when the first room needs it."""

    def __init__(self, configuration: Placed | None, report: Report) -> None:
        self._report = report
        self._profiles: dict[str, Placed] = {}
        self._read: dict[str, Settings] = {}
        if configuration is None:
            return
        for profile in configuration.children("profiles", "profile"):
            # FreeSWITCH takes the first of two with one name.
            self._profiles.setdefault(profile.get("name", ""), profile)
        for below in configuration.others("profiles", "caller-controls"):
            report.left_out(below.place, below.shown, "nothing here is made of it")
        _keys(configuration, report)

    def settings(self, profile: str) -> Settings | None:
        """What a profile says; None if there is none of that name (FreeSWITCH refuses the call then)."""
        if profile not in self._profiles:
            return None
        if profile not in self._read:
            self._read[profile] = self._translated(self._profiles[profile])
        return self._read[profile]

    def tell_unused(self) -> None:
        for name, element in self._profiles.items():
            if name not in self._read:
                why = (
                    "no conference that was taken over uses it; profiles are not provisioned, rooms have their settings"
                )
                self._report.left_out(element.place, element.shown, why)

    def _translated(self, profile: Placed) -> Settings:
        found, picture, sounds = Settings(), dict[str, object](), set[str]()
        values = list(named_values(profile.children("param"), self._report))
        last = {name: one for one, name, value in values if value}
        for one, name, value in values:
            if not value or last[name] is not one:
                self._report.left_out(
                    one.place, one.shown, "is empty, or is there again: FreeSWITCH takes the last one"
                )
            elif not self._param(found, picture, one, (name, value)):
                sounds |= {name} & set(_SOUNDS)
                self._other(one, name, value)
        if not sounds:
            picture["sounds"] = False
        if last.get("video-mode") is None or last["video-mode"].get("value") not in ("mux", "personal"):
            self._report.note(profile.place, profile.shown, "is of sound only; every room here has a picture, too")
        found.room |= {"picture": picture} if picture else {}
        return found

    def _param(self, found: Settings, picture: dict[str, object], one: Placed, pair: tuple[str, str]) -> bool:
        """Take a parameter over; tells whether there is a place for it."""
        name, value = pair
        if not is_known(value):
            return False
        if name in _PICTURE:
            picture[_PICTURE[name]] = value
        elif name == "video-fps" and re.fullmatch("[0-9]+([.]0+)?", value):
            picture["fps"] = int(float(value))
        elif name == "max-members" and value.isdecimal():
            found.room["max_members"] = int(value)
        elif name == "conference-flags":
            self._flags(picture, one, value, frozenset(FLAGS_OF_A_ROOM))
        elif name == "member-flags":
            self._flags(found.room, one, value, frozenset(MEMBER_FLAGS))
        elif name == "pin":
            found.pin = value
        elif name == "moderator-pin":
            found.moderator_pin = value
        elif name == "auto-record" and value.rpartition(".")[2] in _FORMATS:
            how = value.rpartition(".")[2]
            rule = {"when": "people", "people": 1, "format": how, "announced": False}
            found.room["rules"] = {"record": rule}
            why = (
                f"is a rule of the room, {how} in S3 instead of that file; nobody hears that it is recorded, as before"
            )
            self._report.note(one.place, one.shown, why)
        else:
            return False
        return True

    def _flags(self, into: dict[str, object], one: Placed, value: str, known: frozenset[str]) -> None:
        flags = [flag.strip() for flag in value.split("|") if flag.strip()]
        if taken := [flag for flag in flags if flag in known]:
            into["flags"] = taken
        for flag in flags:
            if flag not in known and flag not in CONFERENCE_FLAGS:
                self._report.left_out(one.place, f"{one.get('name')} {flag}", "no flag that a room can choose here")

    def _other(self, one: Placed, name: str, value: str) -> None:
        ours = own_profile().get(name, "")
        # A room has its domain, and presence is not used.
        if value == ours or name == "domain":
            return
        if name in _SOUNDS:
            self._report.note(one.place, one.shown, "is the node's own tone here; sounds: false of the picture is none")
        elif ours:
            self._report.left_out(one.place, one.shown, f"is {ours} in every room here")
        else:
            self._report.left_out(one.place, one.shown, "is nothing that a room can choose here")


def _keys(configuration: Placed, report: Report) -> None:
    """Callers' keys are the same in every room."""
    ours = {digits: f"{action} {data}".strip() for digits, action, data in HOST_CONTROLS}
    for group in configuration.children("caller-controls", "group"):
        for control in group.children("control"):
            digits = control.get("digits", "")
            action = f"{control.get('action', '')} {control.get('data', '')}".strip()
            if ours.get(digits) != action:
                report.left_out(control.place, control.shown, f"keys are the same in every room: {_said(digits)}")


def _said(digits: str) -> str:
    own = {key: action for key, action, _ in CALLER_CONTROLS}
    return f"{digits} is {own[digits]!r}" if digits in own else f"{digits or 'without digits it'} does nothing"
