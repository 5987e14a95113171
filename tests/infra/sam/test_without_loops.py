"""What checkov is given of template.yaml: everything but its loops, at the same lines."""

from pathlib import Path

import yaml

from infra.sam.without_loops import without_loops

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "template.yaml").read_text(encoding="utf-8")


class _Tags(yaml.SafeLoader):
    """Reads `!Sub` and the like as what follows them."""


_Tags.add_multi_constructor("!", lambda _loader, _suffix, node: getattr(node, "value", None))


def resources(text: str) -> dict[str, object]:
    found = yaml.load(text, Loader=_Tags)["Resources"]  # derived of the safe one
    assert isinstance(found, dict)
    return found


def test_each_resource_is_one_and_no_other_is_left_out() -> None:
    whole, left = resources(TEXT), resources(without_loops(TEXT))

    assert set(whole) - set(left) == {name for name in whole if name.startswith("Fn::")} != set()
    assert all(isinstance(one, dict) and "Type" in one for one in left.values())


def test_a_line_stays_where_it_was() -> None:
    before, after = TEXT.splitlines(), without_loops(TEXT).splitlines()

    assert len(before) == len(after)
    assert all(new in (old, "") for old, new in zip(before, after, strict=True))


def test_what_follows_a_loop_is_there_again() -> None:
    text = "Resources:\n  Fn::ForEach::X:\n    - A\n    - b: c\n\n  # next\n  Next:\n    Type: T\nOutputs: {}\n"

    assert without_loops(text) == "Resources:\n\n\n\n\n  # next\n  Next:\n    Type: T\nOutputs: {}\n"
