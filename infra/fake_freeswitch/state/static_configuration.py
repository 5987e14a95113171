"""The conference profile and layouts a node of this project has on disk, for when the functions name none."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from functions.shared.layouts.conference_profile import PARAMS
from infra.fake_freeswitch.picture.layout import layouts_from
from infra.fake_freeswitch.state.profile import Profile, profile_from

CONFIGURATION = Path(__file__).parents[3] / "freeswitch" / "conf" / "autoload_configs"


def static_profiles(variables: Mapping[str, str]) -> dict[str, Profile]:
    """Read the node's own files; ``$${name}`` is filled from the node's variables, else from what is usual."""
    usual = {param.chosen_by: param.value for param in PARAMS if param.chosen_by} | dict(variables)
    conferences, pictures = (_tree(name, usual) for name in ("conference.conf.xml", "conference_layouts.conf.xml"))
    layouts, groups = layouts_from(pictures)
    profiles = [profile_from(element) for element in conferences.iter("profile")]
    return {profile.name: replace(profile, layouts=layouts, groups=groups) for profile in profiles}


def _tree(name: str, variables: Mapping[str, str]) -> ET.Element:
    text = (CONFIGURATION / name).read_text()
    for variable, value in variables.items():
        text = text.replace(f"$${{{variable}}}", value)
    return ET.fromstring(text)  # noqa: S314  # a file of this repository
