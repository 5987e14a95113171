"""What a provisioning file may say, field by field, from the types that read it."""

from infra.generated.reference.markdown import chapters
from infra.generated.reference.schemas import component, here, shapes_of
from infra.provisioning.file_format import Provisioning

_HEAD = """# The provisioning file

Every field that [a provisioning file](../provisioning.md) may have; the file as a whole is
[Provisioning](#provisioning). A field that is misspelt is an error. Over HTTP the same things have the shapes of
[the API](schemas.md)."""


def page() -> str:
    """Return the page of the file and everything in it."""
    shapes = shapes_of([Provisioning])
    names = ["Provisioning", *sorted(set(shapes) - {"Provisioning"})]
    return chapters(_HEAD, *(part for name in names for part in (f"## {name}", *component(shapes[name], here))))
