"""What no route can say is named with its line, and what can be said only in another way is said so."""

from pathlib import Path

import pytest

from tests.infra.import_freeswitch.folders import dialplan, extension, imported

NUMBER_1 = 'field="destination_number" expression="^1$"'


def absolute(application: str, data: str = "") -> str:
    return f'<condition><action application="{application}" data="{data}"/></condition>'


ODD = [
    (f'<condition {NUMBER_1} break="never"/><condition/>', "goes on in another way"),
    (f'<condition wday="2-6" {NUMBER_1}/>', "`hours` of the route's `when`"),
    ('<condition field="${module_exists(mod_x)}" expression="true"/>', "a route does not ask for"),
    ('<condition field="destination_number" expression="^0(?!0)1$"/>', "has what RE2 cannot do"),
    ('<condition><anti-action application="hangup"/></condition>', "a route of its own here"),
    ("<condition><condition/></condition>", "conditions in conditions"),
    (f'<condition regex="any"><regex {NUMBER_1}/></condition>', "several expressions"),
    (absolute("voicemail"), "there is no voicemail here"),
    (absolute("bridge", "user/1000,user/1001"), "make a group of them"),
    (absolute("bridge", "user/7777@example.com"), "is no user"),
    (absolute("bridge", "sofia/gateway/nobody/1"), "is no gateway"),
    (absolute("bridge", "user/${caller_id_number}"), "known on the switch only"),
    (absolute("conference", "a@nothing"), "there is no profile 'nothing'"),
    (absolute("transfer", "9999 XML inside"), "is moved more than"),
    (absolute("transfer", "1 XML nowhere"), "there is no context"),
    (absolute("transfer", "${destination_number}"), "more numbers than can be listed"),
    (absolute("playback", "a.wav") + absolute("hangup"), "plays or waits"),
    (absolute("set", "a=b"), "leads nowhere"),
    (f'<condition {NUMBER_1}><action application="transfer" data="2"/></condition>', "nothing in the context"),
]


@pytest.mark.parametrize(("written", "why"), ODD)
def test_what_no_route_can_say_is_named_with_its_line(tmp_path: Path, written: str, why: str) -> None:
    only_nine = extension("nine", "^9$", "bridge user/1000@example.com")

    found = imported(tmp_path, dialplan(f"{only_nine}\n<extension name='odd'>{written}</extension>"))

    assert [
        line
        for line in found.about("extension 'odd'")
        if line.startswith("dialplan/inside.xml:4: left out") and why in line
    ]
    assert [route["name"] for route in found.context("inside")["routes"]] == ["nine"]


def test_more_conferences_than_rooms_are_wished_for_are_named(tmp_path: Path) -> None:
    found = imported(tmp_path, dialplan(extension("many", r"^(3\d\d)$", "conference $1@default")), rooms=99)

    assert "takes 100 numbers, and leads each elsewhere" in found.about("extension 'many'")[0]
    assert (found.content["rooms"], found.content["contexts"]) == ([], [])


def test_a_conference_with_a_pin_asks_for_it_and_its_line_shows_none(tmp_path: Path) -> None:
    pin = "835172"
    found = imported(
        tmp_path,
        dialplan(
            extension("long", "^123456$", f"conference 123456@default+{pin}")
            + extension("short", "^3000$", f"conference 3000@default+{pin}")
        ),
    )

    assert found.content["rooms"] == [
        {"name": "123456", "domain": "example.com", "dial_in": {"id": "123456", "pin": pin}}
    ]
    assert [route["target"] for route in found.context("inside")["routes"]] == [{"kind": "dial_in"}]
    assert "asks for a PIN" in found.about("extension 'short'")[0]
    assert pin not in "".join(found.told)


def test_an_exact_number_behind_a_pattern_that_takes_it_stays_behind_it(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        dialplan(
            extension("all", r"^10\d\d$", "bridge user/1000@example.com")
            + extension("one", "^1001$", "bridge user/1001@example.com")
        ),
    )

    assert [(route.get("number"), route.get("pattern")) for route in found.context("inside")["routes"]] == [
        (None, r"10\d\d"), (None, "1001"),
    ]  # fmt: skip
