"""Text that tries to be more than text, and the fields that it is put into."""

from collections.abc import Iterator, Mapping

from hypothesis import strategies as st

from functions.shared.commands import Meeting


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
    "-x",
    "a\n",
    "rtmp://user@host/app",
    "rtmp://host/a b",
]
texts = st.one_of(st.sampled_from(KNOWN_TRICKS), st.text(max_size=40), st.text("ab'\\ {}$\n\r,^%@+", max_size=12))
