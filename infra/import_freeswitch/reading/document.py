"""The preprocessed text as elements that know their file and line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element
from xml.parsers import expat

from infra.import_freeswitch.reading.preprocessing import Segment
from infra.import_freeswitch.report import CannotImport, Place, shown

MOST_DEPTH = 200
# FreeSWITCH takes `&` where no entity begins, `<` in an attribute, and `--` in a comment; the parser here does not.
_AMPERSAND = re.compile("&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);)")
_LENIENT = re.compile(
    r"""(?P<kept><!\[CDATA\[.*?\]\]>)|(?P<comment><!--.*?-->)"""
    r"""|(?P<tag><[A-Za-z_][^\s"'<>/=]*(?:"[^"]*"|'[^']*'|[^"'<>])*>)|""" + _AMPERSAND.pattern,
    re.DOTALL,
)


class Placed(Element):
    """An element with the place of its beginning."""

    place: Place = Place("", 0)

    def children(self, *path: str) -> Iterator["Placed"]:
        """All elements that these names lead to, each the child of the one before."""
        found: list[Placed] = [self]
        for name in path:
            found = [below for one in found for below in one if isinstance(below, Placed) and below.tag == name]
        yield from found

    def others(self, *names: str) -> Iterator["Placed"]:
        """All children of any other name."""
        yield from (below for below in self if isinstance(below, Placed) and below.tag not in names)

    @property
    def shown(self) -> str:
        """As a line of the report shows it: without secrets and without what is in it."""
        return shown(self.tag, self.attrib)


def parse(segments: Sequence[Segment]) -> Placed:
    """Make elements of it. There are no entities but XML's own five: a DOCTYPE is refused.

    Raises:
        CannotImport: it is no XML.
    """
    # One segment is one line of the text, so that the parser's line numbers lead to the places.
    places = [segment.place for segment in segments]
    text = "\n".join(segment.text.rstrip("\r") for segment in segments)
    reader = _Reader(places)
    try:
        reader.parser.Parse(_LENIENT.sub(_strict, text).encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        place = _at(places, error.lineno)
        raise CannotImport(f"{place}: this is no XML: {expat.ErrorString(error.code)}") from None
    return reader.root


def _strict(found: re.Match[str]) -> str:
    if found["kept"]:
        return found["kept"]
    if found["tag"]:
        return "<" + _AMPERSAND.sub("&amp;", found["tag"][1:]).replace("<", "&lt;")
    return "\n" * found["comment"].count("\n") if found["comment"] else "&amp;"


def _at(places: Sequence[Place], line: int) -> Place:
    return places[min(line, len(places)) - 1] if places else Place("the folder", 1)


class _Reader:
    """The handlers of the parser."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places, self._open = places, list[Placed]()
        self.root = Placed("nothing")
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    @property
    def _here(self) -> Place:
        return _at(self._places, self.parser.CurrentLineNumber)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        element = Placed(tag, dict(attributes))
        element.place = self._here
        if self._open:
            self._open[-1].append(element)
        else:
            self.root = element
        self._open.append(element)
        if len(self._open) > MOST_DEPTH:
            raise CannotImport(f"{element.place}: more than {MOST_DEPTH} elements are open")

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].text = (self._open[-1].text or "") + text

    def _doctype(self, *_: object) -> None:
        raise CannotImport(f"{self._here}: a DOCTYPE is not read: its entities could make a small file a large one")
