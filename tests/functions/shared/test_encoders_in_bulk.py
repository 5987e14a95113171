"""A hundred thousand hostile texts through each encoder: whoever reads it reads each as text, or it is refused.

The property tests beside it look for the smallest fault; this one is for the numbers. Its texts follow from a seed.
"""

import csv
import io
import random
import time
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import msgspec

from functions.mux_control.audit.cells import FORMULA, cell, table
from functions.shared.encoders import dial_strings, xml_curl
from functions.shared.encoders.dial_strings import UnsafeWord
from functions.shared.grammars.names import printable
from functions.shared.layouts import Image
from functions.shared.layouts.pixels import Size
from functions.shared.layouts.svg import Caption, svg
from tests.functions.freeswitch_model import expand, read_document
from tests.functions.shared.commands.examples import TEXTS
from tests.functions.shared.commands.hostile import KNOWN_TRICKS
from tests.functions.shared.commands.test_hostile_text import told_and_wished
from tests.functions.shared.encoders.test_dial_strings import ALLOWED
from tests.functions.shared.encoders.test_xml_curl import kept, only

TEXTS_OF_EACH = 100_000
# One document of FreeSWITCH's model takes as long as its text is long.
A_DOCUMENT = 500
# Of a processor, whatever else the machine does; seen: 2, 2 and 10.
SECONDS = 60

PARTS = [
    *(trick for trick in KNOWN_TRICKS if len(trick) < 100),
    *"<>&\"'$-{}[]()|,;:@/\\^~=%!#*?\n\r\t\x00\x0b\x1b\x7f\x85",
    "${", "$${", "${system ls}", "$${secret}", "<!--#set x=y-->", "<X-PRE-PROCESS", 'cmd="exec"', "<?xml?>",
    "<include>", "]]>", "&#36;", "&#x24;", "&amp;", '"/><user id="root">', "user/", "sofia/gateway/", ":_:", "^^:",
    "%0A", "%27", "\r\n\r\n", "api shutdown", "' muted", "\u2028", "\u202e", "\ud800", "\uffff",
    "１２", "ſ", "ı", "é", "😀", "a", "1", " ",
]  # fmt: skip


def hostile_texts(seed: int, count: int = TEXTS_OF_EACH) -> Iterator[str]:
    dice = random.Random(seed)
    for _ in range(count):
        text = "".join(dice.choices(PARTS, k=dice.randint(1, 6)))
        # Any character at all among them, now and then.
        yield text + chr(dice.randrange(0x110000)) if dice.random() < 0.2 else text


def to_gateway(gateway: str, number: str) -> str:
    return dial_strings.bridge_to_gateway("example.com", gateway, number)


def test_xml_gives_every_text_back_and_nothing_more() -> None:
    began, seen, texts = time.process_time(), 0, list(hostile_texts(1))
    for start in range(0, len(texts), A_DOCUMENT):
        some = texts[start : start + A_DOCUMENT]
        written = xml_curl.user("1", {}, {f"v{number}": text for number, text in enumerate(some)}, "", 0)
        document = xml_curl.document("directory", xml_curl.domain("a", xml_curl.params({}), xml_curl.users(written)))

        root = read_document(document)

        assert [each.attributes["value"] for each in root.all("variable")] == [kept(text) for text in some]
        assert only(root, "user").attributes["id"] == "1"
        seen += len(some)
    assert seen == TEXTS_OF_EACH
    assert time.process_time() - began < SECONDS


def test_dial_strings_take_a_text_whole_or_not_at_all_and_an_assigned_one_never_expands() -> None:
    began, taken, refused, before = time.process_time(), 0, 0, "1000"
    for text in hostile_texts(2):
        sound = 0 < len(text) <= 64 and set(text) <= ALLOWED
        try:
            assert dial_strings.word("number", text) == text
            assert sound
            taken += 1
        except UnsafeWord:
            assert not sound
            refused += 1
        for who, where in ((text, before), (before, text)):
            for make in (dial_strings.bridge_to_user, to_gateway):
                try:
                    bridge = make(who, where)
                except UnsafeWord:
                    continue
                assert not set(bridge) & set("|,{}[]<>$ '\\\n\r^")
        assigned = expand(dial_strings.assignment("video_banner_text", text), {"secret": "x"})
        assert assigned.startswith("video_banner_text=")
        assert not set(assigned.partition("=")[2]) & set("${}\n\r\x00\\")
    assert taken > 100
    assert taken + refused == TEXTS_OF_EACH
    assert time.process_time() - began < SECONDS


def test_the_event_socket_gets_every_text_as_one_word_or_its_field_is_refused() -> None:
    began, refused, carried = time.process_time(), 0, 0
    for number, text in enumerate(hostile_texts(3)):
        told, wished = told_and_wished(TEXTS[number % len(TEXTS)], text)
        assert told == wished
        refused, carried = (refused + 1, carried) if isinstance(told, str) else (refused, carried + 1)
    assert refused > 1000
    assert carried > 1000
    assert time.process_time() - began < SECONDS


class Named(msgspec.Struct):
    """A row of a table in which somebody outside has chosen a name."""

    name: str
    also: str


def test_a_table_for_spreadsheets_has_every_text_in_its_own_cell_and_no_formula() -> None:
    began, texts, neutral = time.process_time(), list(hostile_texts(4)), 0
    # A file has no half of a surrogate pair, and a reader of CSV no NUL.
    texts = [text.encode("utf-8", "replace").decode().replace("\0", "?") for text in texts]
    written = table(Named, [Named(text, texts[-number]) for number, text in enumerate(texts)])
    rows = list(csv.reader(io.StringIO(written, newline="")))[1:]

    assert rows == [[cell(text), cell(texts[-number])] for number, text in enumerate(texts)]
    for text, (first, _) in zip(texts, rows, strict=True):
        assert first[:1] not in FORMULA
        assert first.lstrip()[:1] not in FORMULA
        assert first in (text, f"'{text}")
        neutral += first != text
    assert neutral > 1000
    assert len(rows) == TEXTS_OF_EACH
    assert time.process_time() - began < SECONDS


def test_a_drawing_shows_every_name_as_text_and_nothing_more() -> None:
    began, texts, seen = time.process_time(), list(hostile_texts(5)), 0
    image, canvas = Image(x=0, y=0, scale=360, hscale=360), Size(1280, 720)
    fits = len(drawn([image], canvas, ["m" * 1000])[0])
    for start in range(0, len(texts), A_DOCUMENT):
        some = texts[start : start + A_DOCUMENT]

        assert drawn([image] * len(some), canvas, some) == [printable(text[:fits]) for text in some]
        seen += len(some)
    assert seen == TEXTS_OF_EACH
    assert time.process_time() - began < SECONDS


def drawn(images: list[Image], canvas: Size, names: list[str]) -> list[str]:
    """The texts that a reader of SVG finds in the images, and nothing else but what draws them."""
    root = ET.fromstring(svg(images, canvas, [Caption(name) for name in names], title=names[0]))
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert kinds == {"svg", "title", "style", "rect", "g", "text"}
    assert {name for element in root.iter() for name in element.attrib} <= {
        "viewBox", "role", "class", "x", "y", "width", "height", "font-size",
    }  # fmt: skip
    return [element.text or "" for element in root.iter() if element.tag.endswith("}text")]
