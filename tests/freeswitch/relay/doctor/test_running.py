"""Faults of how it runs: lookups, media time-outs, disk, clocks."""

import pytest

from freeswitch.relay.doctor.examined import examine
from freeswitch.relay.doctor.running import fonts
from tests.freeswitch.relay.doctor.canned import NOW, Canned, complaints
from tests.freeswitch.relay.doctor.planting import Plant, answers, as_it_is, param, text


def no_bindings(canned: Canned) -> None:
    canned.change("<bindings>", "<bindings/><unused>")
    canned.change("</bindings>", "</unused>")


PLANTED: dict[str, tuple[Plant, str]] = {
    "no bindings": (
        no_bindings,
        "unsafe mod_xml_curl has no binding, so only files decide who gets in",
    ),
    "no media time-out": (
        answers("global_getvar", "domain=example.com"),
        "unsafe there is no media time-out: who vanished stays in the picture",
    ),
    "a long media time-out": (
        answers("global_getvar", "media_timeout_audio=600000"),
        "warning a browser that vanished stays in the picture for 600 s",
    ),
    "REGISTERs in one thread": (
        text('name="max-reg-threads" value="32"', 'name="max-reg-threads" value="0"'),
        "warning all REGISTERs of the node wait for each other's look-ups",
    ),
    "REGISTERs of a profile in one thread": (
        param("internal", "inbound-reg-in-new-thread", None),
        "warning REGISTERs at profile internal wait for each other's look-ups",
    ),
    "a clock that stood still": (
        answers("strepoch", f"{NOW - 90:.0f}"),
        "warning FreeSWITCH's own clock is -90 s off this host's",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_and_nothing_else(fault: str) -> None:
    plant, expected = PLANTED[fault]

    assert complaints(plant) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('name="timeout" value="2"', 'name="timeout" value="0"', "has no time-out of 5 s or less"),
        ('name="timeout" value="2"', 'name="timeout" value="30"', "has no time-out of 5 s or less"),
        ('name="enable-cacert-check" value="true"', 'name="x" value=""', "does not check the certificate"),
        ('name="enable-ssl-verifyhost" value="true"', 'name="x" value=""', "does not check the certificate"),
        ("https://functions", "http://functions", "crosses the network in the clear"),
        ('value="fs1:lookups"', 'value=""', "sends no password"),
        ('name="method" value="POST"', 'name="method" value="GET"', "writes the request, digest and all, into the URL"),
    ],
)
def test_each_lookup_with_a_fault_is_named(old: str, new: str, expected: str) -> None:
    assert complaints(text(old, new)) == [
        f"unsafe the lookup {name} {expected}" for name in ("directory", "dialplan", "configuration")
    ]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({"free_share": 0.04}, "warning 4% of the recordings' disk is free"),
        (
            {"stills_file_system": "ext4"},
            "warning stills are written to a disk (ext4) while FreeSWITCH holds the picture",
        ),
        ({"speech": ""}, "warning espeak-ng is not installed beside the relay, so no text can be spoken"),
        ({"functions_ahead": -30.0}, "warning the functions' clock is -30 s off this host's"),
        ({"functions_problem": "refused"}, "warning the functions do not answer (refused)"),
        ({"ahead_of_tables": -20.0}, "warning this host's clock is -20.0 s off the tables'"),
        ({"ahead_of_tables": 2.1}, "warning this host's clock is +2.1 s off the tables'"),
        ({"tables_problem": "refused"}, "warning the tables do not answer (refused)"),
        # The signature is refused because of the clock.
        ({"ahead_of_tables": 600.0, "tables_problem": "x"}, "warning this host's clock is +600.0 s off the tables'"),
    ],
)
def test_a_fault_of_the_host_is_found(seen: dict[str, object], expected: str) -> None:
    assert complaints(as_it_is, **seen) == [expected]


def test_a_node_without_a_font_for_banners_is_told_so() -> None:
    def take_away(node: Canned) -> None:
        node.answers["file_exists /usr/share/freeswitch/fonts/FreeSans.ttf"] = "false"

    assert complaints(take_away) == [
        "warning /usr/share/freeswitch/fonts has no FreeSans.ttf, so FreeSWITCH draws no banner that names no font"
    ]


@pytest.mark.parametrize(("there", "told"), [("true", []), ("false", ["warning"])])
def test_a_folder_of_own_files_that_freeswitch_does_not_see_is_told(there: str, told: list[str]) -> None:
    node = Canned()
    node.answers["file_exists /srv/assets"] = there

    found = list(fonts(examine(node, "/srv/assets")))

    assert [one.status for one in found if one.status != "ok"] == told
    assert all("ASSETS_ROOT" in one.subject for one in found if one.status != "ok")
