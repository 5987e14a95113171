"""The profile on a node's disk is the profile that a room begins with."""

from functions.shared.layouts import waiting_profile
from functions.shared.layouts.conference_profile import (
    CALLER_CONTROLS,
    CONFERENCE_FLAGS,
    HOST_CONTROLS,
    NAME,
    PARAMS,
    profile,
)
from functions.shared.layouts.library import GROUPS
from tests.freeswitch.conf.tree import configuration, params


def test_the_node_has_the_same_profile_with_its_own_variables() -> None:
    on_disk = configuration("conference.conf").find(f"profiles/profile[@name='{NAME}']")
    assert on_disk is not None

    assert params(on_disk) == profile(domain="example.com")


def test_every_value_that_a_site_may_choose_comes_from_its_environment() -> None:
    chosen = {"CANVAS_SIZE": "1920x1080", "CANVAS_FPS": "25", "CANVAS_BANDWIDTH": "3mb", "MAX_MEMBERS": "12"}
    found = configuration("conference.conf", SIP_DOMAIN="calls.example", **chosen).find(
        f"profiles/profile[@name='{NAME}']"
    )
    assert found is not None
    on_disk = params(found)

    named = {param.name: on_disk[param.name] for param in PARAMS if param.chosen_by}
    assert named == {
        "domain": "calls.example",
        "video-canvas-size": "1920x1080",
        "video-fps": "25",
        "video-codec-bandwidth": "3mb",
        "max-members": "12",
    }


def test_the_keys_of_a_telephone_are_the_same_on_the_node() -> None:
    controls = configuration("conference.conf").findall("caller-controls/group[@name='participant']/control")

    assert (
        tuple(
            (control.attrib["digits"], control.attrib["action"], control.attrib.get("data", "")) for control in controls
        )
        == CALLER_CONTROLS
    )


def test_a_room_can_choose_otherwise() -> None:
    assert profile(video_canvas_size="640x360")["video-canvas-size"] == "640x360"


def test_the_first_layout_exists_and_is_one_that_anybody_fills() -> None:
    kind, _, group = profile()["video-layout-name"].partition(":")

    assert kind == "group"
    assert group in {found.name for found in GROUPS}


def test_freeswitch_reads_all_the_flags_and_each_has_its_reason() -> None:
    assert len(CONFERENCE_FLAGS) <= 25
    assert all(CONFERENCE_FLAGS.values())


def test_no_profile_holds_a_pin() -> None:
    assert not [param.name for param in PARAMS if "pin" in param.name]


def test_the_keys_of_a_moderator_are_the_same_on_the_node() -> None:
    controls = configuration("conference.conf").findall("caller-controls/group[@name='moderator']/control")

    assert (
        tuple(
            (control.attrib["digits"], control.attrib["action"], control.attrib.get("data", "")) for control in controls
        )
        == HOST_CONTROLS
    )


def test_the_node_keeps_who_waits_apart_when_the_functions_do_not_answer() -> None:
    on_disk = configuration("conference.conf").find(f"profiles/profile[@name='{waiting_profile.NAME}']")
    assert on_disk is not None

    expected = {param.name: param.value for param in waiting_profile.PARAMS}
    assert params(on_disk) == expected | {"domain": "example.com"}
