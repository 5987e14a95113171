"""conference_layouts.conf: layouts and groups with every attribute, by the reader of `infra.import_layouts`."""

from xml.etree.ElementTree import Element

from functions.shared.layout_sets.rendering import LIBRARY, LIBRARY_GROUPS
from functions.shared.layouts.imported import CannotImport, layouts_in
from infra.import_freeswitch.reading.document import Placed
from infra.import_freeswitch.report import Place, Report
from infra.import_layouts import entries, findings


def read_layouts(configuration: Placed | None, report: Report) -> dict[str, object]:
    """Return what stands below a domain; what every node has anyway is not written again."""
    if configuration is None:
        return {}
    try:
        found = layouts_in(configuration)
    except CannotImport as error:
        report.error(configuration.place, configuration.shown, str(error))
        return {}
    for note in found.notes:
        report.note(_place(note.element, configuration), configuration.shown, str(note))
    layouts = tuple(layout for layout in found.layouts.values() if LIBRARY.get(layout.name) != layout)
    groups = tuple(group for group in found.groups if LIBRARY_GROUPS.get(group.name) != group)
    same = len(found.layouts) - len(layouts), len(found.groups) - len(groups)
    if any(same):
        why = f"{same[0]} layouts and {same[1]} groups are in every node's library, with the same places; not written"
        report.note(configuration.place, configuration.shown, why)
    places = {element.get("name"): element for element in configuration.iter("layout") if element.get("name")}
    for line in findings(layouts, groups):
        # What is an error is found by provisioning's own checks of the file.
        if not line.startswith("error"):
            level, name, words = line.split(": ", 2)
            report.note(_place(places.get(name), configuration), f"layout {name}", f"{level}: {words}")
    return {key: value for key, value in entries(layouts, groups).items() if value}


def _place(element: Element | None, otherwise: Placed) -> Place:
    return element.place if isinstance(element, Placed) else otherwise.place
