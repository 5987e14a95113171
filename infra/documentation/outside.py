"""Pages of the site that stand beside what they describe, and not in `docs`."""

from collections.abc import Mapping

# From the path in this repository to the page of the site.
OUTSIDE: Mapping[str, str] = {
    "README.md": "project/overview.md",
    "ARCHITECTURE.md": "project/architecture.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security.md",
    "CHANGELOG.md": "project/changelog.md",
    "clients/python/README.md": "project/client-python.md",
    "clients/typescript/README.md": "project/client-typescript.md",
    "clients/ffctl/README.md": "project/ffctl.md",
    "clients/examples/README.md": "project/examples.md",
    "freeswitch/README.md": "project/node.md",
    "freeswitch/edge/README.md": "project/edge.md",
    "freeswitch/fail2ban/README.md": "project/fail2ban.md",
    "freeswitch/nftables/README.md": "project/nftables.md",
    "freeswitch/prompts/README.md": "project/prompts.md",
    "freeswitch/scripts/README.md": "project/dial-in-script.md",
    "web/README.md": "project/web-pages.md",
}
DOCS = "docs/"


def place_of(path: str) -> str | None:
    """Return where a file of this repository stands in the site; None where it does not."""
    return path.removeprefix(DOCS) if path.startswith(DOCS) else OUTSIDE.get(path)


def source_of(page: str) -> str:
    """Return the path in this repository of a page of the site."""
    return next((path for path, place in OUTSIDE.items() if place == page), DOCS + page)
