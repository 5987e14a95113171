"""A file with a mistake is refused whole, and the mistake is named: file, line, field, value, what would be right."""

import pytest

from infra.provision import load
from infra.provisioning.source import Refused, Source


def problems(text: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        load(Source("rooms.yaml", text))
    return [str(problem) for problem in refused.value.problems]


def domain(lines: str) -> str:
    return f"domains:\n  - name: example.com\n{lines}allow_weak_passwords: true\n"


def test_a_mistake_is_named_with_file_line_field_value_and_advice() -> None:
    found = problems(domain('    users:\n      - {id: "1", password: x}\n      - {id: "10 00", password: y}\n'))

    assert found == [
        "rooms.yaml:5: domains[0].users[1].id '10 00': must be 1 to 64 of 0-9 A-Z a-z * # + _ . -",
    ]


def test_all_mistakes_are_told_at_once() -> None:
    found = problems(domain('    cacheable: 9999999\n    users:\n      - {id: "1"}\n      - {id: "1", a1_hash: abc}\n'))

    assert [line.split(": ")[0] for line in found] == ["rooms.yaml:3", "rooms.yaml:5", "rooms.yaml:6", "rooms.yaml:6"]


TARGETS = "room, dial_in, user, group, gateway, prompt, hang_up"
NINE = """\
domains:
  - name: example.com
    cacheable: ten minutes
    users:
      - {id: 1000, password: x}
      - {id: "10 01", password: y, enabled: perhaps}
      - {passwrod: hunter2, id: "1002", password: z}
    groups: [{name: team, members: ["1000", "1003"]}]
    groups: [{name: team, members: ["1000", "1003"]}]
contexts:
  - name: public
    routes:
      - {name: a, target: {kind: hang_up}}
      - {name: b, number: 0700, target: {kind: dial_out}}
allow_weak_passwords: true
"""


def test_nine_mistakes_of_every_kind_are_told_by_one_run() -> None:
    assert problems(NINE) == [
        "rooms.yaml:3: domains[0].cacheable 'ten minutes': must be a whole number",
        "rooms.yaml:5: domains[0].users[0].id '1000': must be text: write it in quotes",
        "rooms.yaml:6: domains[0].users[1].id '10 01': must be 1 to 64 of 0-9 A-Z a-z * # + _ . -",
        "rooms.yaml:6: domains[0].users[1].enabled 'perhaps': must be true or false",
        "rooms.yaml:7: domains[0].users[2].passwrod: is no field here: password, perhaps",
        "rooms.yaml:9: domains[0].groups: is in line 8 already: YAML would take the last one only",
        "rooms.yaml:9: domains[0].groups[0].members[1] '1003': must be the id of a user of this domain",
        "rooms.yaml:13: contexts[0].routes[0].name 'a': needs either number or pattern",
        "rooms.yaml:14: contexts[0].routes[1].number '0700': must be text: write it in quotes",
        f"rooms.yaml:14: contexts[0].routes[1].target.kind 'dial_out': must be one of {TARGETS}",
    ]


def test_no_check_stumbles_over_what_was_refused_already() -> None:
    # Each line would have a second one: no PIN, an id that is no id, places that overlap, a room that is not open.
    found = problems(
        """\
domains:
  - {name: example.com, users: [{password: x}, {password: y}], layouts: [{name: l, images: [{x: 0, y: 0, scale: 360},
    {x: left, y: 0, scale: 360}]}]}
rooms:
  - {name: a, domain: example.com, dial_in: yes}
  - {domain: example.com}
contexts:
  - {name: public, routes: [{name: r, number: [1], target: room, when: {callers: ["1"]}}]}
allow_weak_passwords: true
"""
    )

    assert [line.partition(" ")[2] for line in found] == [
        "domains[0].users[0].id: is missing: it must be text",
        "domains[0].users[1].id: is missing: it must be text",
        "domains[0].layouts[0].images[1].x 'left': must be a whole number",
        "rooms[0].dial_in 'yes': must hold fields: id, pin, moderator_pin, invitees, not_before, not_after",
        "rooms[1].name: is missing: it must be text",
        "contexts[0].routes[0].number: must be text",
        f"contexts[0].routes[0].target 'room': needs kind: one of {TARGETS}",
    ]


@pytest.mark.parametrize("pin", ["'654321'", '"654321"'])
def test_a_moment_may_stand_in_quotes(pin: str) -> None:
    text = ROOM % f"dial_in: {{id: '123456', pin: {pin}, not_before: '2026-12-01T09:00:00+01:00'}}"

    (room,) = load(Source("rooms.yaml", text)).rooms

    assert room.dial_in is not None
    assert room.dial_in.not_before is not None


@pytest.mark.parametrize("text", ["a: &a [*a]", "domains: &a [*a]", "rooms: [{seats: &a {x: *a}}]", "[" * 5000])
def test_a_file_that_holds_itself_or_has_no_end_is_refused(text: str) -> None:
    assert problems(text)


def test_a_number_without_quotes_is_told_to_take_quotes() -> None:
    (found,) = problems(domain("    users:\n      - {id: 1000, password: x}\n"))

    assert found == "rooms.yaml:4: domains[0].users[0].id '1000': must be text: write it in quotes"


def test_a_misspelt_field_is_named() -> None:
    (found,) = problems(domain("    usres: []\n"))

    assert found.startswith("rooms.yaml:3: domains[0].usres: is no field here: users, perhaps")


def test_more_member_flags_than_freeswitch_reads_are_refused() -> None:
    # The last one would be lost: it may be `moderator`.
    (found,) = problems("rooms:\n  - {name: a, domain: example.com, flags: [nomoh, vmute, mute, deaf, ghost]}\n")

    assert "rooms[0].flags" in found
    assert "4 at most" in found


@pytest.mark.parametrize("text", ["domains: [", "a: b: c", "\t- x", "domains: 3", "- 1", "just words"])
def test_what_is_no_such_file_is_refused_with_a_line(text: str) -> None:
    (found,) = problems(text)

    assert found.startswith("rooms.yaml:")


def test_a_secret_value_is_never_shown() -> None:
    text = 'rooms:\n  - {name: a, domain: example.com, dial_in: {id: "123456", pin: "54321"}}\n'

    (found,) = problems(text)

    assert "54321" not in found
    assert "6 to 12 digits" in found


ROOM = "rooms:\n  - {name: a, domain: example.com, %s}\n"
ROUTE = "contexts:\n  - name: public\n    routes:\n      - {name: r, %s}\n"
TO_ROOM = "target: {kind: room, room: a}"
HOLIDAYS = "holidays:\n  - {%s}\n"
WINDOW = ROUTE % (f"number: '1', {TO_ROOM}, when: {{hours: [{{start: '09:00', timezone: UTC, %s, end: '10:00'}}]}}")
ENDS = ROUTE % f"number: '1', {TO_ROOM}, when: {{hours: [{{start: '09:00', timezone: UTC, end: %s}}]}}"
HOURS = ROUTE % f"number: '1', {TO_ROOM}, when: {{hours: [{{days: [mon], start: %s, end: '10:00', timezone: %s}}]}}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (domain('    users: [{id: "1", password: x, name: "a ${b}"}]\n'), "may not hold a $"),
        (domain("    users: [{id: '1', password: x, name: 'A \"B\"'}]\n"), "quotation marks"),
        (domain('    outbound_caller_name: "a\\\\b"\n'), "quotation marks"),
        (domain('    outbound_caller_number: "+49 61"\n'), "must be 1 to 64"),
        (domain("    gateways: [{name: g, proxy: a.example, outbound_caller_number: 'a b'}]\n"), "must be 1 to 64"),
        (domain("    gateways: [{name: g, proxy: a.example, identity: from}]\n"), "p_asserted_identity"),
        (domain('    users: [{id: "1", password: x, a1_hash: y}]\n'), "either password or a1_hash"),
        (domain('    users: [{id: "1", a1_hash: xyz}]\n'), "32 hex digits"),
        (domain('    users: [{id: "1", password: x, variables: {sip_authorized: "true"}}]\n'), "cannot be provisioned"),
        (domain('    users: [{id: "1", password: x, variables: {"x_a b": c}}]\n'), "must begin with x_ or my"),
        (domain('    users: [{id: "1", password: x, variables: {execute_on_answer_2: c}}]\n'), "cannot be provisioned"),
        (domain("    variables: {Execute_On_Answer: c}\n"), "cannot be provisioned"),
        (domain("    gateways: [{name: g, proxy: a.example, secret: xml_curl_password}]\n"), "must be trunk_password"),
        (domain("    gateways: [{name: 'a-b', proxy: a.example}]\n"), "0-9 A-Z a-z _ ."),
        (domain("    caller_numbers: ['+49 61']\n"), "must be 1 to 64"),
        (
            domain(
                "    caller_numbers: ['4961']\n"
                "    gateways: [{name: g, proxy: a.example, outbound_caller_number: '110'}]\n"
            ),
            "must be one of the domain's caller_numbers",
        ),
        (domain("    groups: [{name: g, members: [nobody]}]\n"), "id of a user of this domain"),
        (domain("    groups: [{name: g, members: []}]\n"), "must be 1 to 50 users"),
        ("domains: [{name: a.example, users: [{id: '1', password: mypassword}]}]", "16 or more random characters"),
        ("domains: [{name: a.example, users: [{id: '1', password: a.example-9xQ2zW}]}]", "own name, number or domain"),
        (domain("    users: [{id: '1', password: x, forward: {always: 'a b'}}]\n"), "must be 1 to 64"),
        (domain("    users: [{id: '1', password: x, forward: {seconds: 1}}]\n"), "5 to 120 seconds"),
        (domain("    variables: {forwarded_by: x}\n"), "cannot be provisioned"),
        (
            domain("") + ROUTE % "number: '1', target: {kind: group, domain: example.com, group: g}",
            "must be a group of",
        ),
        (ROUTE % "number: '1', target: {kind: group, domain: x.y, group: g, timeout: 1}", "5 to 300 seconds"),
        (domain("    gateways: [{name: g, proxy: 'a b'}]\n"), "must be a host, as in"),
        (domain("    gateways: [{name: g, proxy: 'a.example:70000'}]\n"), "must be a host, as in"),
        (domain("    gateways: [{name: g, proxy: 'a.example;transport=sctp'}]\n"), "must be a host, as in"),
        (domain("    gateways: [{name: g, proxy: '[2001:db8::g]', profile: external6}]\n"), "must be a host, as in"),
        (domain("    gateways: [{name: g, proxy: '[2001:db8::1]:5060'}]\n"), "must be external6"),
        (domain("    gateways: [{name: g, proxy: 192.0.2.1, profile: external6}]\n"), "another one than external6"),
        (domain("    gateways: [{name: g, proxy: 'a.example:5061', port: 5061}]\n"), "is in proxy already"),
        (domain("    gateways: [{name: g, proxy: a.example;transport=tls, transport: tls}]\n"), "is in proxy already"),
        (domain("    gateways: [{name: g, proxy: a.example, outbound_proxy: 'b c'}]\n"), "outbound_proxy"),
        (domain("    gateways: [{name: g, proxy: a.example, username: me@x}]\n"), "must be 1 to 128"),
        (domain("    gateways: [{name: g, proxy: a.example, auth_username: 'a b'}]\n"), "must be 1 to 128"),
        (domain("    gateways: [{name: g, proxy: a.example, from_domain: 'a b'}]\n"), "must be a host name"),
        (domain("    gateways: [{name: g, proxy: a.example, expires: 5}]\n"), "30 to 86400 seconds"),
        (domain("    gateways: [{name: g, proxy: a.example, ping: 1}]\n"), "5 to 3600 seconds"),
        (domain("    gateways: [{name: g, proxy: a.example, srtp: always}]\n"), "mandatory"),
        (domain("    gateways: [{name: 'g#1', proxy: a.example}]\n"), "0-9 A-Z a-z _ ."),
        (domain("    gateways: [{name: g, proxy: a.example, register: true}]\n"), "needs username and secret"),
        (
            domain('    users: [{id: "1", password: x, name: "a\\nb"}]\n'),
            "users[0].name 'a\\nb': holds U+000A; it must be",
        ),
        (domain('    users: [{id: "1", password: x, name: "\\u202Ea"}]\n'), "holds U+202E (right-to-left override)"),
        (domain('    outbound_caller_name: "a\\u200Bb"\n'), "outbound_caller_name 'a\\u200bb': holds U+200B"),
        (domain('    users: [{id: "1", password: x, name: " "}]\n'), "shows nothing"),
        (domain('    users: [{id: "1", password: x, variables: {a: "b\\tc"}}]\n'), "variables.a 'b\\tc': holds U+0009"),
        (ROOM % 'seats: {"1@x": {banner: "a\\u2028b"}}', "holds U+2028 (line separator)"),
        (ROOM % 'seats: {"1@x\\u200E": {}}', "is a name that holds U+200E"),
        (ROOM % 'dial_in: {id: "123456", invitees: [{pin: "123456", name: "a\\u2067"}]}', "holds U+2067"),
        (ROUTE % 'number: "1", target: {kind: room, room: a, banner: "a\\rb"}', "holds U+000D"),
        ("domains: [{name: Example.com}, {name: example.COM}]", "example.com is there already"),
        ("domains: [{name: -example.com}]", "must be a host name"),
        (ROOM % "seats: {1@Example.com: {slot: a}, 1@example.com: {slot: b}}", "has a seat already"),
        (ROUTE % f"number: '1', when: {{domains: ['a b']}}, {TO_ROOM}", "must be a host name"),
        (ROOM % "conference: list", "as commands"),
        (ROOM % "flags: [root]", "must be one of"),
        (ROOM % "flags: {moderators: [root]}", "must be one of"),
        (ROOM % "flags: {everybody: [mute]}", "all"),
        (ROOM % "flags: mute", "must be a list, or fields: all, moderators, participants"),
        (ROOM % "flags: {all: [nomoh, vmute, mute], participants: [deaf, ghost]}", "4 at most"),
        (ROOM % 'seats: {"1000": {slot: x}}', "user@domain"),
        (ROOM % 'seats: {"1@x": {slot: "a b"}}', "0-9 A-Z a-z _ . -"),
        (ROOM % 'dial_in: {id: "123456"}', "opens nothing"),
        (ROOM % 'dial_in: {id: "12", pin: "123456"}', "6 to 9 digits"),
        (ROOM % 'dial_in: {id: "123456", pin: "123456", moderator_pin: "123456"}', "somebody else"),
        (ROOM % 'dial_in: {id: "123456", pin: "123456", not_before: 2026-12-01T09:00:00}', "time zone"),
        (ROUTE % TO_ROOM, "either number or pattern"),
        (ROUTE % f"number: '9/9', {TO_ROOM}", "must be 1 to 64"),
        ("contexts: [{name: public, country: '+49'}]", "digits of a country code"),
        ("contexts: [{name: public, country: '49', international: ''}]", "must not be empty"),
        ("contexts: [{name: public, country: '49', national: 'x'}]", "what is dialled first"),
        (ROUTE % f"pattern: '(', {TO_ROOM}", "not a regular expression"),
        (ROUTE % r"pattern: '(a)\1', target: {kind: hang_up}", "not a regular expression"),
        (ROUTE % "number: '1', target: {kind: hang_up, cause: BOOM}", "must be one of"),
        (ROUTE % "number: '1', target: {kind: prompt, prompt: ../../etc/passwd}", "must be one of"),
        (ROUTE % "number: '1', target: {kind: gateway, domain: example.com, gateway: g}", "may_call_out"),
        (ROUTE % "number: '1', target: {kind: gateway, gateway: g}", "must be the domain whose gateway it is"),
        (
            ROUTE % "number: '1', target: {kind: gateway, domain: a.example, gateway: g}",
            "a gateway of a.example",
        ),
        (ROUTE % "number: '1', target: {kind: system, command: id}", "kind"),
        (ROUTE % "number: '1', when: {callers: ['1']}, target: {kind: hang_up}", "caller's word"),
        (ROUTE % f"number: '1', when: {{users: ['1000']}}, {TO_ROOM}", "user@domain"),
        (
            ROUTE
            % f"number: '1', when: {{hours: [{{days: [mon], start: '9', end: '10:00', timezone: UTC}}]}}, {TO_ROOM}",
            "HH:MM",
        ),
        (HOURS % ("'09:00'", "Mars/X"), "Europe/Berlin"),
        (ROOM % "not_before: 2026-12-01T09:00:00", "needs a time zone"),
        (ROOM % "not_after: 9999-12-31T23:59:59-05:00", "between 1970 and 9999 in UTC"),
        (ROOM % "not_before: 0001-01-01T00:00:00+14:00", "between 1970 and 9999 in UTC"),
        (
            ROOM % f'dial_in: {{id: "123456", pin: "123456", invitees: [{{pin: "654321", name: {"A" * 129}}}]}}',
            "128 characters",
        ),
        (
            ROOM % "not_before: 2026-12-01T09:00:00+01:00, not_after: 2026-12-01T08:00:00+00:00",
            "must be later than not_before",
        ),
        (HOURS % ("'24:00'", "UTC"), "00:00 to 23:59"),
        (WINDOW % "days: [mon-someday]", "or two of them as in sat-mon"),
        (WINDOW % "days: [Mon]", "must be one of mon, tue"),
        (ENDS % "'24:01'", "00:00 to 24:00"),
        (ENDS % "'09:00'", "the whole day is 00:00 to 24:00"),
        (WINDOW % "dates: ['2026-02-30']", "must be a date in quotes"),
        (WINDOW % "not_dates: ['2026-12-26..2026-12-25']", "must be a date in quotes"),
        (WINDOW % "not_dates: [hessen]", "or the name of a list in holidays: there is none"),
        (WINDOW % "not_dates: ['2026-12-25 hessen']", "must be a date in quotes"),
        (HOLIDAYS % "name: hessen, dates: ['25.12.2026']", "as in 2026-12-25"),
        (HOLIDAYS % "name: hessen, dates: []", "must be 1 to 500"),
        (HOLIDAYS % "name: '12-25', dates: ['12-25']", "needs a name of its own"),
        (HOLIDAYS % "name: a b, dates: ['12-25']", "must be 1 to 64"),
        (HOLIDAYS % "name: a, dates: ['12-25']}\n  - {name: a, dates: ['12-26']", "is there already"),
    ],
)
def test_what_is_unsafe_or_means_nothing_is_refused(text: str, expected: str) -> None:
    found = problems(text)

    assert any(expected in line for line in found), found
    assert all(line.startswith("rooms.yaml:") for line in found)


def test_limits_of_calls_are_told_by_field() -> None:
    limits = (
        'calls: {an_hour: -1, an_hour_by_subject: 1000000, minutes: 0, minutes_a_day: -5, destinations: ["+49", "=1"]}'
    )
    found = problems(domain(f"    {limits}\n"))

    assert [line.split(" ")[1] for line in found] == [
        f"domains[0].calls.{field}"
        for field in ("an_hour", "an_hour_by_subject", "minutes", "minutes_a_day", "destinations[1]")
    ]


def test_limits_of_calls_are_taken() -> None:
    (one,) = load(Source("a.yaml", domain('    calls: {minutes: 60, destinations: ["+49"]}\n'))).domains

    assert (one.calls.minutes, one.calls.destinations, one.calls.an_hour) == (60, ("+49",), 300)


@pytest.mark.parametrize(
    ("user", "told"),
    [
        ('{id: "1", cidr: ["198.51.100.7"]}', "cidr[0] '198.51.100.7': must be an IPv4 network such as"),
        ('{id: "1", cidr: ["198.51.100.7/24"]}', "must be an IPv4 network such as 198.51.100.7/32"),
        ('{id: "1", cidr: ["2001:db8::1/128"]}', "FreeSWITCH mistakes IPv6 for IPv4 here"),
        ('{id: "1", cidr: ["198.51.0.0/16"]}', "must be /24 or narrower"),
        ('{id: "1", password: x, cidr: ["0.0.0.0/0"]}', "must not be every address"),
        ('{id: "1", cidr: []}', "needs either password or a1_hash, or cidr"),
        ('{id: "1", password: x, a1_hash: "' + "0" * 32 + '"}', "needs either password or a1_hash"),
        (
            '{id: "1", cidr: ["198.51.100.0/28"]}\n      - {id: "2", cidr: ["198.51.100.7/32"]}',
            "users[1].cidr[0] '198.51.100.7/32': overlaps 198.51.100.0/28 of 1",
        ),
    ],
)
def test_a_fixed_address_is_a_narrow_network_of_one_user(user: str, told: str) -> None:
    (found,) = problems(domain(f"    users:\n      - {user}\n"))

    assert told in found


def test_a_password_may_count_from_a_wide_network_and_from_one_that_others_share() -> None:
    users = '[{id: "1", password: x, cidr: ["10.0.0.0/8"]}, {id: "2", password: y, cidr: ["10.0.0.0/8"]}]'

    assert len(load(Source("rooms.yaml", domain(f"    users: {users}\n"))).domains[0].users) == 2
