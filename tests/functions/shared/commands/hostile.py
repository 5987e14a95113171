"""Text that tries to be more than text, and the fields that it is put into."""

from collections.abc import Iterator, Mapping

from hypothesis import strategies as st

from functions.shared.commands import Meeting
from tests.functions.shared.commands.examples import ADA


class Anybody(Mapping[str, int]):
    """Whatever uuid a command names, it is a member."""

    def __getitem__(self, uuid: str) -> int:
        return 7

    def __contains__(self, uuid: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


ANY = Meeting("internal", Anybody(), new_call="new-call")

Field = tuple[dict[str, object], str, str]
FIELDS: list[Field] = [
    ({"kind": "hang_up"}, "member", "zq9"),
    ({"kind": "set_slot", "member": ADA}, "slot", "zq9"),
    ({"kind": "set_role", "member": ADA}, "role", "zq9"),
    ({"kind": "set_banner", "member": ADA}, "banner.text", "zq9"),
    ({"kind": "set_banner", "member": ADA}, "banner.font_face", "zq9.ttf"),
    ({"kind": "set_banner", "member": ADA}, "banner.fg", "#00ff7f"),
    ({"kind": "set_banner", "member": ADA}, "banner.bg", "#00ff7f"),
    ({"kind": "set_layout"}, "layout", "zq9"),
    ({"kind": "set_layout_group"}, "group", "zq9"),
    ({"kind": "set_variable", "name": "x_a"}, "value", "zq9"),
    ({"kind": "set_variable", "value": "a"}, "name", "x_zq9"),
    ({"kind": "send_dtmf", "member": ADA}, "digits", "0129"),
    ({"kind": "transfer", "member": ADA}, "conference", "zq9"),
    ({"kind": "transfer", "member": ADA, "conference": "other"}, "profile", "zq9"),
    ({"kind": "play"}, "prompt", "wrong"),
    ({"kind": "set_background"}, "image", "frame"),
    ({"kind": "set_logo", "member": ADA}, "image", "frame"),
    ({"kind": "set_mute_image", "member": ADA}, "image", "frame"),
    ({"kind": "dial", "domain": "example.com"}, "user", "zq9"),
    ({"kind": "dial", "user": "1000"}, "domain", "zq9"),
    ({"kind": "dial", "number": "12"}, "gateway", "zq9"),
    ({"kind": "dial", "gateway": "trunk"}, "number", "zq9"),
    ({"kind": "dial", "gateway": "trunk", "number": "12"}, "caller_id_number", "zq9"),
    ({"kind": "dial", "gateway": "trunk", "number": "12"}, "caller_id_name", "zq9"),
    ({"kind": "start_recording"}, "recording", "zq9"),
    ({"kind": "stop_recording"}, "recording", "zq9"),
    ({"kind": "start_stream", "stream": "s1"}, "url", "rtmp://zq9/live"),
    ({"kind": "flush_user", "domain": "example.com"}, "user", "zq9"),
    ({"kind": "flush_user", "user": "1000"}, "domain", "zq9"),
    ({"kind": "drop_registration", "user": "1000", "domain": "example.com"}, "profile", "zq9"),
    ({"kind": "end_user_calls", "domain": "example.com"}, "user", "zq9"),
]

KNOWN_TRICKS = [
    "a\nb",
    "a\r\n\r\napi shutdown",
    "a b",
    "it's",
    "'",
    "\\",
    "\\n",
    "${system(reboot)}",
    "$${domain}",
    "{a=b}c",
    "}",
    "a,b",
    "^^:a:b",
    "%0A",
    "%27",
    "x" * 10_240,
    "👩‍💻",
    "مرحبا",
    "\u202eevil",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "\ud800",
    "",
    " ",
    "all",
    "last",
    "clear",
    "CLEAR",
    "force",
    "allclear",
    "reset",
    "group:x",
    "list",
    "say",
    "../../etc/passwd",
    "a\n",
    "rtmp://user@host/app",
    "rtmp://host/a b",
]
texts = st.one_of(st.sampled_from(KNOWN_TRICKS), st.text(max_size=40), st.text("ab'\\ {}$\n\r,^%@+", max_size=12))
