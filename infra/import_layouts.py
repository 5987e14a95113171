"""`python -m infra.import_layouts FILE`: an existing conference_layouts.conf.xml as part of a provisioning file."""

import argparse
import sys
from pathlib import Path

import msgspec
import yaml

from functions.shared.layout_sets.rendering import known
from functions.shared.layouts import Group, Image, Layout
from functions.shared.layouts.imported import CannotImport, import_layouts
from functions.shared.layouts.lint import lint_group, lint_layout
from infra.provisioning.file_format import ImageEntry, LayoutEntry, LayoutGroupEntry


def entries(layouts: tuple[Layout, ...], groups: tuple[Group, ...]) -> dict[str, object]:
    """Return what stands below a domain in a provisioning file, without what is as it would be anyway."""
    return {
        "layouts": [
            msgspec.to_builtins(
                msgspec.structs.replace(
                    msgspec.convert(layout, LayoutEntry, from_attributes=True),
                    images=tuple(_image(image) for image in layout.images),
                )
            )
            for layout in layouts
        ],
        "layout_groups": [
            msgspec.to_builtins(LayoutGroupEntry(name=group.name, layouts=group.layouts)) for group in groups
        ],
    }


def findings(layouts: tuple[Layout, ...], groups: tuple[Group, ...]) -> list[str]:
    """Say in words what provisioning will refuse and what looks wrong."""
    there = known(layouts).layouts
    found = [(layout.name, remark) for layout in layouts for remark in lint_layout(layout)]
    found += [(f"group {group.name}", remark) for group in groups for remark in lint_group(group, there)]
    return [f"{remark.level}: {name}: {remark.field}: {remark.problem}" for name, remark in found]


def _image(image: Image) -> ImageEntry:
    entry = msgspec.convert(image, ImageEntry, from_attributes=True)
    return msgspec.structs.replace(entry, hscale=None) if entry.hscale == entry.scale else entry


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.import_layouts", description=__doc__)
    parser.add_argument("file", type=Path, help="a conference_layouts.conf.xml")
    file = parser.parse_args(arguments).file
    try:
        found = import_layouts(file.read_text(encoding="utf-8"))
    except (CannotImport, OSError, UnicodeDecodeError) as error:
        print(f"{file}: {error}", file=sys.stderr)
        return 2
    layouts, groups = tuple(found.layouts.values()), tuple(found.groups)
    print(yaml.safe_dump(entries(layouts, groups), sort_keys=False, allow_unicode=True), end="")
    told = [f"note: {note}" for note in found.notes] + findings(layouts, groups)
    print("\n".join([f"{len(layouts)} layouts, {len(groups)} groups", *told]), file=sys.stderr)
    return 1 if any(line.startswith("error") for line in told) else 0


if __name__ == "__main__":
    sys.exit(main())
