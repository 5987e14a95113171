"""The ``conference`` application: asks for the profile and the layouts, and lets the call in or not."""

import re
from dataclasses import replace

from infra.fake_freeswitch.callers.xml_curl_client import XmlCurl
from infra.fake_freeswitch.conferences.life import find_conference, hang_up, join, open_conference
from infra.fake_freeswitch.picture.layout import layouts_from
from infra.fake_freeswitch.state.channel import Channel
from infra.fake_freeswitch.state.conference import Conference
from infra.fake_freeswitch.state.profile import NO_PROFILE, Profile, profile_from
from infra.fake_freeswitch.state.switch import Switch

_APPLICATION = ("mod_conference.c", "conference_function", "2031")
_LAYOUTS = ("conference_video.c", "conference_video_parse_layouts", "82")
_CONTROLS = ("conference_member.c", "conference_member_bind_controls", "74")
_FLAGS = re.compile(r"\+flags\{([^}]*)\}$")


def enter(switch: Switch, xml_curl: XmlCurl, channel: Channel, data: str) -> bool:
    """Join ``name[@profile][+pin][+flags{a|b}]``; True when the call is a member now."""
    flags = _FLAGS.search(data)
    rest = _FLAGS.sub("", data).partition("+")[0]
    name, _, profile_name = rest.rpartition("@") if "@" in rest else (rest, "", "default")
    # FreeSWITCH asks at every join and uses the answer only when this join creates the conference.
    profile = _profile(switch, xml_curl, channel, name, profile_name)
    if profile.mux and find_conference(switch, name) is None:
        profile = _with_layouts(switch, xml_curl, profile)
    with switch.lock:
        conference = find_conference(switch, name) or open_conference(switch, name, profile)
        if _refused(conference, channel):
            hang_up(switch, channel, "CALL_REJECTED" if conference.pin else "NORMAL_CLEARING")
            return True
        asked = channel.variables.get("conference_member_flags", "") + "|" + (flags[1] if flags else "")
        join(switch, conference, channel, flags=frozenset(filter(None, re.split(r"[|,]", asked))))
    if conference.profile.controls != "none":
        _ask_controls(xml_curl, conference, channel)
    return True


def _refused(conference: Conference, channel: Channel) -> bool:
    enforced = channel.variables.get("conference_enforce_security", "true") == "true"
    wrong_pin = conference.pin and channel.variables.get("supplied_pin") != conference.pin
    if enforced and (conference.locked or wrong_pin):
        return True
    return bool(conference.max_members and conference.size >= conference.max_members)


def _profile(switch: Switch, xml_curl: XmlCurl, channel: Channel, name: str, profile_name: str) -> Profile:
    """The functions' answer, else the static profile of that name, else FreeSWITCH's defaults without a mux."""
    fields = [("conference_name", name), ("profile_name", profile_name), ("Fetch-Call-UUID", channel.uuid)]
    lookup = ("configuration", "name", "conference.conf")
    section = xml_curl.ask("configuration", lookup, _APPLICATION, fields, event="COMMAND")
    found = section.iter("profile") if section is not None else ()
    element = next((item for item in found if item.get("name") == profile_name), None)
    if element is not None:
        return profile_from(element)
    static = switch.profiles if section is None else {}
    return static.get(profile_name, NO_PROFILE)


def _with_layouts(switch: Switch, xml_curl: XmlCurl, profile: Profile) -> Profile:
    """The functions' answer, else the layouts that the node has on disk for the profile."""
    lookup = ("configuration", "name", profile.layouts_file)
    section = xml_curl.ask("configuration", lookup, _LAYOUTS, (), event="COMMAND")
    if section is None:
        static = switch.profiles.get(profile.name)
        return replace(profile, layouts=static.layouts, groups=static.groups) if static else profile
    layouts, groups = layouts_from(section)
    return replace(profile, layouts=layouts, groups=groups) if layouts else replace(profile, mux=False)


def _ask_controls(xml_curl: XmlCurl, conference: Conference, channel: Channel) -> None:
    fields = [
        ("Conf-Name", conference.name),
        ("Conf-Profile", conference.profile.name),
        ("Action", "request-controls"),
        ("Controls", conference.profile.controls),
        ("Fetch-Call-UUID", channel.uuid),
    ]
    xml_curl.ask("configuration", ("configuration", "name", "conference.conf"), _CONTROLS, fields)
