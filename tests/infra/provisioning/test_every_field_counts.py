"""Every field of a provisioning file changes something that FreeSWITCH is told, or a caller, or a node."""

import copy
import functools
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from msgspec import inspect

from functions.shared.nodes.passwords import hashed
from infra.provisioning.file_format import Provisioning, SceneEntry
from tests.infra.provisioning.answers import answers

# A Tuesday, 13:00 in Berlin.
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
FILE: dict[str, Any] = {
    "domains": [
        {
            "name": "example.com",
            "users": [
                {
                    "id": "1000",
                    "password": "x8K2pQw9-Zr4tLm6",
                    "alias": "77",
                    "variables": {"x_mine": "1"},
                    "forward": {"not_registered": "1"},
                },
                {"id": "1001", "a1_hash": "0" * 32},
            ],
            "groups": [{"name": "team", "members": ["1000"]}],
            "gateways": [
                {"name": "carrier", "proxy": "sip.carrier.example", "username": "me", "secret": "trunk_password"}
            ],
            "layouts": [
                {
                    "name": "mine",
                    "images": [{"x": 0, "y": 0, "scale": 90, "hscale": 180}, {"x": 180, "y": 0, "scale": 90}],
                },
                {"name": "larger", "images": [{"x": 0, "y": 0, "scale": 360}]},
            ],
            "layout_groups": [{"name": "ours", "layouts": ["mine"]}],
            "assets": [{"name": "gong", "kind": "sound", "file": "freeswitch/prompts/en/waiting.wav"}],
            "calls": {"minutes": 60},
        }
    ],
    "rooms": [
        {
            "name": "board",
            "domain": "example.com",
            "flags": {"all": [], "moderators": [], "participants": []},
            "seats": {"1000@example.com": {"slot": "presenter"}},
            "picture": {"layouts": ["mine", "group:ours"]},
            "scenes": [{"name": "opening", "stage": {"video_floor": {"part": "moderator"}}}],
            "cues": ["opening"],
            "rules": {
                "record": {},
                "stream": {"url": "rtmp://203.0.114.7/app", "key": "abcd"},
                "picture": {"layouts": [{"people": 1, "layout": "mine"}]},
                "longest_minutes": 60,
            },
            "dial_in": {
                "id": "123456",
                "pin": "111111",
                "moderator_pin": "222222",
                "invitees": [{"pin": "333333", "name": "Grace"}],
            },
        }
    ],
    "contexts": [
        {
            "name": "public",
            "may_call_out": True,
            "routes": [
                {"name": "board", "number": "1", "target": {"kind": "room", "room": "board"}, "when": {}},
                {"name": "phone", "number": "2", "target": {"kind": "dial_in"}},
                {
                    "name": "colleague",
                    "number": "3",
                    "target": {"kind": "user", "domain": "example.com", "user": "1000"},
                },
                {
                    "name": "out",
                    "pattern": r"7\d",
                    "target": {"kind": "gateway", "domain": "example.com", "gateway": "carrier"},
                },
                {"name": "told", "number": "5", "target": {"kind": "prompt", "prompt": "not_open"}},
                {"name": "refused", "number": "6", "target": {"kind": "hang_up"}},
                {"name": "late", "pattern": "1", "target": {"kind": "hang_up", "cause": "USER_BUSY"}},
                {
                    "name": "all",
                    "number": "8",
                    "target": {"kind": "group", "domain": "example.com", "group": "team"},
                },
            ],
        }
    ],
    "nodes": [{"name": "fs1", "domains": ["example.com"], "credentials": [hashed("the-password-of-fs1")]}],
}
MOVED = {"x": 9, "y": 0, "scale": 90}
OPEN = {"days": ["tue"], "start": "08:00", "end": "17:00", "timezone": "Europe/Berlin"}
USER, GROUP, GATEWAY = ("domains", 0, "users", 0), ("domains", 0, "groups", 0), ("domains", 0, "gateways", 0)
LAYOUT, IMAGE = ("domains", 0, "layouts", 0), ("domains", 0, "layouts", 0, "images", 0)
ROOM, DIAL_IN, INVITEE = ("rooms", 0), ("rooms", 0, "dial_in"), ("rooms", 0, "dial_in", "invitees", 0)
CONTEXT, WHEN, HOURS = (
    ("contexts", 0),
    ("contexts", 0, "routes", 0, "when"),
    ("contexts", 0, "routes", 0, "when", "hours", 0),
)


def route(number: int) -> tuple[str | int, ...]:
    return ("contexts", 0, "routes", number, "target")


# Where each struct is in FILE, and for each of its fields another value; (value, section) where it must show there.
OTHERS: dict[str, tuple[tuple[str | int, ...], dict[str, Any]]] = {
    "Provisioning": (
        (),
        {
            "domains": [], "rooms": [], "contexts": [], "allow_short_pins": ..., "allow_weak_passwords": ...,
            "holidays": ..., "nodes": ([], "node"),
        },
    ),
    "DomainInFile": (
        ("domains", 0),
        {
            "name": "elsewhere.example", "profile": "other", "context": "other", "cacheable": 1000,
            "variables": {"x_theirs": "1"}, "users": [], "groups": [], "gateways": [],
            "layouts": [{"name": "mine", "images": [MOVED]}],
            "layout_groups": [{"name": "ours", "layouts": ["mine", "larger"]}], "assets": ([], "assets"),
            "outbound_caller_name": ("Example", "dialplan"), "outbound_caller_number": ("4961", "dialplan"),
            "anonymous": (True, "dialplan"), "caller_numbers": (["4961"], "api"), "calls": ({"minutes": 5}, "api"),
            "audit_days": (30, "audit"),
            "meeting_days": (30, "meetings"),
        },
    ),
    "CallLimits": (
        ("domains", 0, "calls"),
        {
            "an_hour_by_subject": (1, "api"), "an_hour": (2, "api"), "minutes": (3, "api"),
            "minutes_a_day": (100, "api"), "destinations": (["+49"], "api"),
        },
    ),
    "UserEntry": (
        USER,
        {
            "id": "2000", "password": "Zr4tLm6-x8K2pQw9", "a1_hash": ..., "enabled": False, "may_register": False,
            "name": "Ada", "number": "1", "context": "other", "account": "a", "alias": "78", "cacheable": 1000,
            "variables": {},
            "forward": ({"always": "1"}, "dialplan"),
            "outbound_caller_name": ("Ada", "dialplan"), "outbound_caller_number": ("49611", "dialplan"),
            "anonymous": (True, "dialplan"), "cidr": ["198.51.100.7/32"],
        },
    ),
    "Forwarding": (
        (*USER, "forward"),
        {"always": "1", "busy": "1", "no_answer": "1", "not_registered": "9", "seconds": 30},
    ),
    "GroupEntry": (GROUP, {"name": "others", "members": ["1000", "1001"]}),
    "GatewayEntry": (
        GATEWAY,
        {
            "name": ..., "proxy": "sip.other.example", "realm": "other", "username": "you",
            "secret": "trunk_password_2", "register": True, "profile": "other", "ping": 30,
            "outbound_caller_name": "Branch", "outbound_caller_number": "4940", "identity": "p_asserted_identity",
            "context": "other", "called_number": "to", "port": 5080, "transport": "tcp",
            "outbound_proxy": "sip.other.example", "auth_username": "you", "from_user": "you",
            "from_domain": "other.example", "caller_id_in_from": True, "expires": 600, "srtp": "mandatory",
        },
    ),
    "LayoutEntry": (LAYOUT, {"name": ..., "images": [MOVED], "background": "background_dark", "foreground": "logo",
            "border": 3, "auto_3d_position": True, "transition_in": "a.mp4", "transition_out": "b.mp4"}),
    "ImageEntry": (
        IMAGE,
        {
            "x": 2, "y": 2, "scale": 60, "hscale": 90, "zoom": True, "border": 4, "floor": True, "floor_only": True,
            "file_only": True, "overlap": True, "reservation_id": "a", "role_id": "b", "audio_position": "auto",
        },
    ),
    "AssetEntry": (
        ("domains", 0, "assets", 0),
        {
            "name": ("bell", "assets"), "kind": ("picture", "assets"),
            "file": ("freeswitch/prompts/en/please_wait.wav", "assets"),
        },
    ),
    "LayoutGroupEntry": (("domains", 0, "layout_groups", 0), {"name": ..., "layouts": ["mine", "larger"]}),
    "RoomInFile": (
        ROOM,
        {
            "name": ..., "domain": "elsewhere.example", "conference": "meeting", "number": "3000", "profile": "other",
            "open": True,
            "max_members": 3, "flags": ["mute"], "seats": {}, "picture": {}, "dial_in": None,
            "rules": ({}, "rules"),
            "not_before": "2026-12-02T00:00:00+00:00", "not_after": "2026-11-30T00:00:00+00:00",
            "lobby": "everybody", "admission": ..., "observers": (True, "observers"),
            "scenes": ([{"name": "opening", "stage": {"video_floor": {"part": "speaker"}}}], "scenes"),
            "cues": ([], "scenes"),
        },
    ),
    "SceneEntry": (
        (*ROOM, "scenes", 0), {"name": (..., "scenes"), "stage": ({"video_floor": {"part": "speaker"}}, "scenes")},
    ),
    "FlagsFor": ((*ROOM, "flags"), {"all": ["mute"], "moderators": (["mute"], "pin"), "participants": ["mute"]}),
    "Seat": ((*ROOM, "seats", "1000@example.com"), {"slot": "a", "banner": "Ada", "moderator": True}),
    "Picture": (
        (*ROOM, "picture"),
        {
            "canvas": "640x360", "fps": 15, "bandwidth": "1mb", "layout": "larger", "layouts": ["mine"],
            "background": "#000000", "flags": ["audio-always"], "sounds": False,
        },
    ),
    "Rules": (
        (*ROOM, "rules"),
        {
            "record": (None, "rules"), "stream": (None, "rules"), "picture": (None, "rules"),
            "longest_minutes": (90, "rules"),
            "warn_minutes": (10, "rules"), "close_after_seconds": (300, "rules"), "language": ("de", "rules"),
        },
    ),
    "RecordRule": (
        (*ROOM, "rules", "record"),
        {
            "when": ("people", "rules"), "people": (3, "rules"), "format": ("mkv", "rules"),
            "name": ("weekly", "rules"), "announced": (False, "rules"),
        },
    ),
    "StreamRule": (
        (*ROOM, "rules", "stream"),
        {
            "when": ("people", "rules"), "people": (3, "rules"), "preset": ("youtube", "rules"),
            "url": ("rtmps://203.0.114.7/app", "rules"), "key": ("", "rules"), "name": ("weekly", "rules"),
            "announced": (False, "rules"),
        },
    ),
    "PictureRule": (
        (*ROOM, "rules", "picture"),
        {
            "layouts": ([], "rules"), "more_seconds": (1, "rules"), "fewer_seconds": (20, "rules"),
            "speaker": ("large", "rules"), "speaker_seconds": (3, "rules"), "presenter": ("first", "rules"),
        },
    ),
    "LayoutRule": (
        (*ROOM, "rules", "picture", "layouts", 0), {"people": (2, "rules"), "layout": ("larger", "rules")},
    ),
    "DialInEntry": (
        DIAL_IN,
        {
            "id": "123457", "pin": "444444", "moderator_pin": "444444", "invitees": [],
            "not_before": "2026-12-02T00:00:00+00:00", "not_after": "2026-11-30T00:00:00+00:00",
        },
    ),
    "InviteeEntry": (INVITEE, {"pin": "444444", "name": "Ada", "slot": "a", "moderator": True}),
    "ContextEntry": (
        CONTEXT,
        {
            "name": "other", "may_call_out": ..., "routes": [], "country": "49", "international": ..., "national": ...,
        },
    ),
    "Route": (
        (*CONTEXT, "routes", 0),
        {
            "name": "x", "target": {"kind": "hang_up"}, "number": "9", "pattern": ..., "priority": ...,
            "when": {"users": ["1001@example.com"]},
        },
    ),
    "Conditions": (
        WHEN,
        {
            "users": ["1001@example.com"], "domains": ["elsewhere.example"], "profiles": ["other"], "callers": ["1"],
            "hours": [{**OPEN, "days": ["wed"]}],
        },
    ),
    "NodeEntry": (
        ("nodes", 0),
        {
            "name": ("fs2", "node"), "domains": (["elsewhere.example"], "node"),
            "credentials": ([hashed("another-password")], "node"), "address": ("10.0.0.2:5090", "node"),
            "websocket": ("wss://fs1.example.com:7443", "node"),
        },
    ),
    "HolidaysEntry": (("holidays", 0), {"name": ..., "dates": ["2026-12-02"]}),
    "Hours": (
        HOURS,
        {
            "dates": ["2026-12-02"], "not_dates": ["2026-12-01"], "days": ["wed"], "start": "14:00", "end": "12:59",
            "timezone": "America/New_York",
        },
    ),
    "ToRoom": (route(0), {"room": "nowhere", "slot": "a", "banner": "b", "moderator": True, "flags": ["deaf"],
            "tones": True}),
    "ToDialIn": (route(1), {"language": "de", "tones": True}),
    "ToUser": (route(2), {"domain": "elsewhere.example", "user": "1001"}),
    "ToGroup": (
        route(7),
        {"domain": "elsewhere.example", "group": ..., "strategy": "in_order", "timeout": 20},
    ),
    "ToGateway": (
        route(3),
        {"gateway": ..., "domain": ..., "strip": 1, "prefix": "+", "anonymous": True, "open": True},
    ),
    "ToPrompt": (route(4), {"prompt": "goodbye"}),
    "ToHangUp": (route(5), {"cause": "USER_BUSY"}),
}  # fmt: skip
# Where a field can only change together with another one: what the whole file then is.
TOGETHER: dict[tuple[str, str], list[tuple[tuple[str | int, ...], Any]]] = {
    ("Provisioning", "domains"): [(("domains",), []), ((*CONTEXT, "routes", 3), ...)],
    ("DomainInFile", "users"): [
        (("domains", 0, "users"), []),
        (("domains", 0, "groups"), []),
        ((*CONTEXT, "routes", 7), ...),
    ],
    ("DomainInFile", "groups"): [(("domains", 0, "groups"), []), ((*CONTEXT, "routes", 7), ...)],
    ("DomainInFile", "gateways"): [(("domains", 0, "gateways"), []), ((*CONTEXT, "routes", 3), ...)],
    ("UserEntry", "id"): [((*USER, "id"), "2000"), ((*GROUP, "members"), ["2000"])],
    ("Provisioning", "allow_short_pins"): [(("allow_short_pins",), True), ((*DIAL_IN, "pin"), "5555")],
    ("Provisioning", "allow_weak_passwords"): [(("allow_weak_passwords",), True), ((*USER, "password"), "x")],
    ("UserEntry", "a1_hash"): [((*USER, "password"), ""), ((*USER, "a1_hash"), "0" * 32)],
    ("GatewayEntry", "name"): [((*GATEWAY, "name"), "other"), ((*route(3), "gateway"), "other")],
    ("LayoutEntry", "name"): [((*LAYOUT, "name"), "new"), (("domains", 0, "layout_groups", 0, "layouts"), ["new"])],
    ("LayoutGroupEntry", "name"): [
        (("domains", 0, "layout_groups", 0, "name"), "theirs"),
        ((*ROOM, "picture", "layouts"), ["mine", "group:theirs"]),
    ],
    ("RoomInFile", "name"): [((*ROOM, "name"), "meeting")],
    ("RoomInFile", "admission"): [((*ROOM, "lobby"), "everybody"), ((*ROOM, "admission"), "with_moderator")],
    ("SceneEntry", "name"): [((*ROOM, "scenes", 0, "name"), "ending"), ((*ROOM, "cues"), ["ending"])],
    ("ContextEntry", "may_call_out"): [((*CONTEXT, "may_call_out"), False), ((*CONTEXT, "routes", 3), ...)],
    ("ContextEntry", "country"): [((*CONTEXT, "country"), "49"), ((*CONTEXT, "routes", 0, "number"), "+496131234")],
    ("ContextEntry", "international"): [((*CONTEXT, "international"), "011")],
    ("ContextEntry", "national"): [((*CONTEXT, "national"), "0")],
    ("Provisioning", "holidays"): [(("holidays",), []), ((*HOURS, "not_dates"), [])],
    ("HolidaysEntry", "name"): [(("holidays", 0, "name"), "berlin"), (("holidays", 1, "name"), "hessen")],
    ("StreamRule", "preset"): [
        ((*ROOM, "rules", "stream", "preset"), "youtube"),
        ((*ROOM, "rules", "stream", "url"), ""),
    ],
    ("Route", "pattern"): [((*CONTEXT, "routes", 0, "number"), ""), ((*CONTEXT, "routes", 0, "pattern"), "8")],
    ("Route", "priority"): [((*CONTEXT, "routes", 0, "priority"), 200)],
    ("ToGroup", "group"): [((*GROUP, "name"), "others"), ((*route(7), "group"), "others")],
    ("GroupEntry", "name"): [((*GROUP, "name"), "others"), ((*route(7), "group"), "others")],
    ("DomainInFile", "name"): [(("domains", 0, "name"), "elsewhere.example"), ((*CONTEXT, "routes", 3), ...)],
    ("ToGateway", "domain"): [
        (("domains", 1), {"name": "elsewhere.example", "gateways": [{"name": "carrier", "proxy": "sip.b.example"}]}),
        ((*route(3), "domain"), "elsewhere.example"),
    ],
    ("ToGateway", "gateway"): [((*GATEWAY, "name"), "other"), ((*route(3), "gateway"), "other")],
}


def structs(kind: inspect.Type) -> Iterator[inspect.StructType]:
    match kind:
        case inspect.StructType():
            yield kind
            # A stage is the API's: here it is one value.
            for field in kind.fields if kind.cls is not SceneEntry else ():
                yield from structs(field.type)
        case inspect.UnionType():
            for choice in kind.types:
                yield from structs(choice)
        case inspect.VarTupleType():
            yield from structs(kind.item_type)
        case inspect.DictType():
            yield from structs(kind.value_type)


FIELDS = sorted(
    {(kind.cls.__name__, field.name) for kind in structs(inspect.type_info(Provisioning)) for field in kind.fields}
)


def changed(file: dict[str, Any], place: tuple[str | int, ...], value: Any) -> None:
    *above, last = place
    at: Any = file
    for step in above:
        at = at[step]
    if value is ...:
        del at[last]
    elif isinstance(at, list) and last == len(at):
        at.append(value)
    else:
        at[last] = value


@functools.cache
def told(text: str) -> dict[str, str]:
    return answers(text, NOW)


@pytest.mark.parametrize(("struct", "field"), FIELDS, ids=[".".join(names) for names in FIELDS])
def test_a_field_of_the_file_changes_what_somebody_is_told(struct: str, field: str) -> None:
    place, values = OTHERS[struct]
    value, section = values[field] if isinstance(values[field], tuple) else (values[field], "")
    before, after = copy.deepcopy(FILE), copy.deepcopy(FILE)
    if struct == "Hours":
        for file in (before, after):
            changed(file, (*WHEN, "hours"), [dict(OPEN)])
    if struct == "HolidaysEntry" or (struct, field) == ("Provisioning", "holidays"):
        # Closed today.
        lists = [{"name": "hessen", "dates": ["12-01"]}, {"name": "berlin", "dates": ["12-03"]}]
        for file in (before, after):
            changed(file, ("holidays",), copy.deepcopy(lists))
            changed(file, (*WHEN, "hours"), [{**OPEN, "not_dates": ["hessen"]}])
    if field in {"international", "national"}:
        for file in (before, after):
            changed(file, (*CONTEXT, "country"), "49")
            changed(file, (*CONTEXT, "routes", 0, "number"), "+496131234")
    if (struct, field) == ("Route", "priority"):
        for file in (before, after):
            changed(file, (*CONTEXT, "routes", 0, "pattern"), "1")
            changed(file, (*CONTEXT, "routes", 0, "number"), "")
    for where, what in TOGETHER.get((struct, field), [((*place, field), value)]):
        changed(after, where, what)

    old, new = told(yaml.safe_dump(before)), told(yaml.safe_dump(after))

    differing = {question for question in {*old, *new} if old.get(question) != new.get(question)}
    assert any(question.startswith(section) for question in differing)
