"""Elements know where they stand; what would make a small file a large one is refused."""

import pytest

from infra.import_freeswitch.reading.document import Placed, parse
from infra.import_freeswitch.reading.preprocessing import Segment
from infra.import_freeswitch.report import CannotImport, Place


def parsed(*lines: str) -> Placed:
    return parse([Segment(line, Place(f"file{number % 2}.xml", number)) for number, line in enumerate(lines, 1)])


def test_an_element_says_in_which_file_and_line_it_begins() -> None:
    root = parsed("<a>", "  <b/><!-- -- is fine", "  here -->", "<c/></a>")

    assert [(one.tag, str(one.place)) for one in root.iter() if isinstance(one, Placed)] == [
        ("a", "file1.xml:1"), ("b", "file0.xml:2"), ("c", "file0.xml:4"),
    ]  # fmt: skip


def test_what_freeswitch_takes_is_taken() -> None:
    root = parsed('<a data="x & y <z> &amp; &lt;">', "<![CDATA[<sip:1>&]]></a>")

    assert (root.get("data"), (root.text or "").strip()) == ("x & y <z> & <", "<sip:1>&")


def test_a_doctype_is_refused() -> None:
    with pytest.raises(CannotImport, match=r"file1\.xml:1: a DOCTYPE is not read"):
        parsed('<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]>', "<a>&b;</a>")


def test_what_is_no_xml_is_refused_with_its_place() -> None:
    with pytest.raises(CannotImport, match=r"file0\.xml:2: this is no XML: mismatched tag"):
        parsed("<a>", "<b></a>")


def test_elements_may_not_be_open_without_end() -> None:
    with pytest.raises(CannotImport, match="more than 200 elements are open"):
        parsed("<a>" * 300)
