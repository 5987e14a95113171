"""How much a page counts in the site's search: who looks for something wants to be shown how it is done."""

# Pages that teach, by how their address begins; and long records, which have every word somewhere.
TEACHES = ("index.md", "tutorial/", "how-to/", "concepts/")
RECORDS = (
    "verified.md",
    "threat-model.md",
    "soak.md",
    "reference/schemas.md",
    "project/changelog.md",
    "project/architecture.md",
    "project/web-pages.md",
)


def weight_of(page: str) -> float:
    """Return by what a page's score is multiplied.

    Args:
        page: its path in the site.
    """
    if page.startswith(TEACHES):
        return 2.0
    return 0.3 if page in RECORDS else 1.0
