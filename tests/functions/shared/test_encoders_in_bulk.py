"""A hundred thousand hostile texts through each of the three encoders: FreeSWITCH reads each as text, or it is refused.

The property tests beside it look for the smallest fault; this one is for the numbers. Its texts follow from a seed.
"""

import random
import time
from collections.abc import Iterator

from functions.shared import dial_strings, xml_curl
from functions.shared.dial_strings import UnsafeWord
from tests.functions.freeswitch_model import expand, read_document
from tests.functions.shared.commands.examples import TEXTS
from tests.functions.shared.commands.hostile import KNOWN_TRICKS
from tests.functions.shared.commands.test_hostile_text import told_and_wished
from tests.functions.shared.test_dial_strings import ALLOWED
from tests.functions.shared.test_xml_curl import kept, only

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
