"""Which pages the reference has, and who writes each."""

from collections.abc import Callable, Mapping

from infra.generated.reference import api, commands, errors, events, metrics, provisioning

PAGES: Mapping[str, Callable[[], str]] = {
    "api.md": api.page,
    "schemas.md": api.schemas_page,
    "commands.md": commands.page,
    "events.md": events.page,
    "errors.md": errors.page,
    "metrics.md": metrics.page,
    "provisioning.md": provisioning.page,
}
_ORIGIN = "<!-- Made by `make reference` from {source}: change it there. -->\n\n"


def pages() -> dict[str, str]:
    """Return the text of every page by its file name."""
    return {
        name: _ORIGIN.format(source=write.__module__.replace(".", "/") + ".py") + write() + "\n"
        for name, write in PAGES.items()
    }
