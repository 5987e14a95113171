"""One line of ESL text with the reply that means yes, and the grammars that every word of it must fit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from functions.shared.commands.common.errors import UnsafeText
from functions.shared.grammars.fields import OUTPUT_ID
from functions.shared.grammars.media import OWN, own_name

# FreeSWITCH keeps the rest of a command in its 25th word; nothing of ours comes near.
NAME: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
LAYOUT: Final = re.compile(r"[A-Za-z0-9_.+-]{1,64}")
UUID: Final = re.compile(r"[0-9A-Za-z-]{1,64}")
OUTPUT: Final = re.compile(OUTPUT_ID)
DIALABLE: Final = re.compile(r"[0-9A-Za-z*#+_.-]{1,64}")
DOMAIN: Final = re.compile(r"[0-9A-Za-z.-]{1,253}")
DIGITS: Final = re.compile(r"[0-9A-D*#]{1,32}")
VARIABLE: Final = re.compile(r"x_[a-z0-9_]{1,62}")
# Inside single quotes FreeSWITCH takes these as they are, whatever their alphabet.
VALUE: Final = re.compile(r"""[^\x00-\x1f\x7f-\x9f\ud800-\udfff'"\\$]{1,256}""")
CALLER_NAME: Final = re.compile(r"[^\W_][\w .+-]{0,63}")
COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
FONT: Final = re.compile(r"[A-Za-z0-9_-]{1,59}\.(ttf|otf)")
PATH: Final = re.compile(r"(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+/?")
# What somebody else typed after `record`, as far as we are willing to repeat it.
BEGUN_TEXT: Final = re.compile(r"(\{[A-Za-z0-9_.,=:-]{0,200}\})*" + PATH.pattern)
# What services print. Not there: what ends a word, an option or an endpoint of FreeSWITCH (blank ' \ { } , |), what may
# expand ($), what ends an address where secrets are hidden (" [ ] < >), and what is no ASCII.
STREAM_PATH_CHARACTERS: Final = "A-Za-z0-9_.~/@!^*%:=&;()+#-"
STREAM_URL: Final = re.compile(
    r"rtmps?://([A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])(:[0-9]{1,5})?/" + f"[{STREAM_PATH_CHARACTERS}]{{0,256}}"
)
STREAM_KEY: Final = re.compile(f"[?{STREAM_PATH_CHARACTERS}]{{1,500}}")
# mod_conference's own words in the place of a conference's name.
RESERVED_CONFERENCES: Final = frozenset({"list", "count", "xml_list", "json_list", "help", "commands"})


@dataclass(frozen=True)
class Application:
    """What a call is told to run beside what it runs already."""

    call: str
    name: str
    argument: str


@dataclass(frozen=True)
class Line:
    """`expects` must match a whole line of the reply; a -ERR line fails the command unless `harmless` matches it.

    The text is sent after `api `; with an `application` it is only how that is told to people.
    """

    text: str
    expects: str
    harmless: str = ""
    application: Application | None = None

    def __post_init__(self) -> None:
        # No grammar lets one through; this holds whatever is added to them. A line break would begin a second command.
        if any(ord(character) < 0x20 for character in self.text):
            raise UnsafeText("", self.text, "has a line break or another control character")


def word(field: str, value: str, grammar: re.Pattern[str], problem: str = "") -> str:
    """The value, if it fits its grammar as a whole; never a part of it, never changed."""
    if not grammar.fullmatch(value):
        raise UnsafeText(field, value, problem or f"must be {grammar.pattern}")
    return value


def conference_word(name: str, field: str = "conference") -> str:
    word(field, name, NAME)
    if name.lower() in RESERVED_CONFERENCES:
        raise UnsafeText(field, name, "is a word of FreeSWITCH")
    return name


def media_path(field: str, name: str, catalogue: Mapping[str, str], root: str, own: Mapping[str, str]) -> str:
    """Path of a file of the catalogue, or of one of the domain's own; only names come from outside."""
    if (mine := own_name(name)) is not None:
        return own_path(field, mine, own)
    if name not in catalogue:
        raise UnsafeText(field, name, f"must be own/ and a name, or one of {', '.join(sorted(catalogue))}")
    return f"{word('folder', root.rstrip('/'), PATH)}/{catalogue[name]}" if root else catalogue[name]


def file_of(path: str) -> str:
    """The last part of a path: with which folder before it FreeSWITCH tells it differs."""
    return path.rpartition("/")[2]


def own_path(field: str, name: str, own: Mapping[str, str]) -> str:
    """Where one of the domain's own lies on the node."""
    if name not in own:
        raise UnsafeText(field, OWN + name, "is not on this node")
    return word(field, own[name], PATH)


def to_conference(name: str, command: str) -> str:
    return f"conference {conference_word(name)} {command}"


def in_conference(name: str, command: str, *, expects: str, harmless: str = "") -> Line:
    return Line(to_conference(name, command), expects, harmless)


def in_call(call: str, name: str, argument: str, *, field: str = "") -> Line:
    """Let a call run an application. FreeSWITCH answers before the call has done so."""
    if "\\" in argument or "${" in argument:
        raise UnsafeText(field, argument, "may not have a backslash or ${, which FreeSWITCH reads as something else")
    return Line(f"sendmsg {call} {name} {argument}", r"\+OK", application=Application(call, name, argument))
