"""What FreeSWITCH 1.10 makes of an answer, after docs/freeswitch.md: pre-processor, XML parser, `${}` expansion."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

LINE = re.compile(r"[^\n]*\n|[^\n]+")
GLOBAL = re.compile(r"\$\$\{([^}]*)\}")
TAG = re.compile(r'<(/?)([A-Za-z_-]+)((?:\s+[A-Za-z_-]+="[^"]*")*)\s*(/?)>')
ATTRIBUTE = re.compile(r'([A-Za-z_-]+)="([^"]*)"')
NUMERIC = re.compile(r"&#(x?)([0-9A-Fa-f]+);")
NAMED = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}


@dataclass
class Element:
    """A parsed element; FreeSWITCH keeps attributes as decoded text."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)

    def all(self, name: str) -> list["Element"]:
        found = [self] if self.name == name else []
        return found + [element for child in self.children for element in child.all(name)]


class Executed(Exception):
    """The pre-processor would have run something that stood in the data."""


def preprocess(text: str, global_variables: Mapping[str, str]) -> str:
    """Read line by line: drop lines with `<?` or include tags, run `X-PRE-PROCESS` and `<!--#`, expand `$${}`."""
    kept = []
    for line in LINE.findall(text):
        if "<?" in line or "<include>" in line or "</include>" in line:
            continue
        if re.search("<!--#|<x-pre-process", line, re.IGNORECASE):
            raise Executed(line)
        if "x-pre-process" in line.lower():
            continue
        kept.append(GLOBAL.sub(lambda name: global_variables.get(name[1], ""), line))
    return "".join(kept)


def decode(value: str) -> str:
    """Decode references in an attribute: numeric ones once, named ones, white space to blanks."""
    decoded, at = [], 0
    while at < len(value):
        numeric = NUMERIC.match(value, at)
        if numeric:
            decoded.append(chr(int(numeric[2], 16 if numeric[1] else 10)))
            at = numeric.end()
            continue
        named = re.compile(r"&([a-z]+);").match(value, at)
        if named and named[1] in NAMED:
            decoded.append(NAMED[named[1]])
            at = named.end()
            continue
        decoded.append(" " if value[at] in "\t\n\r\v\f" else value[at])
        at += 1
    return "".join(decoded)


def parse(text: str) -> Element:
    """Parse a document; whatever is not an element or a well-formed attribute is an error here."""
    root, open_elements, at = Element("#"), [], 0
    open_elements.append(root)
    for tag in TAG.finditer(text):
        assert text[at : tag.start()].strip() == "", f"text between elements: {text[at : tag.start()]!r}"
        at = tag.end()
        closing, name, attributes, empty = tag.groups()
        if closing:
            assert open_elements.pop().name == name
            continue
        pairs = ATTRIBUTE.findall(attributes)
        assert len(dict(pairs)) == len(pairs), "an attribute twice"
        element = Element(name, {key: decode(value) for key, value in pairs})
        open_elements[-1].children.append(element)
        if not empty:
            open_elements.append(element)
    assert text[at:].strip() == ""
    assert open_elements == [root]
    return root


def read_document(text: str, global_variables: Mapping[str, str] | None = None) -> Element:
    """Do what FreeSWITCH does with an answer."""
    return parse(preprocess(text, global_variables or {"secret": "TOP-SECRET", "domain": "expanded"}))


def expand(data: str, channel: Mapping[str, str]) -> str:
    """Expand application data at run time: `${name}` from the channel, `${api args}` would run a command."""

    def value(reference: re.Match[str]) -> str:
        name = reference[1]
        if " " in name or "(" in name:
            raise Executed(name)
        return channel.get(name, "")

    return re.sub(r"(?<!\\)\$\{([^}]*)\}", value, data)
