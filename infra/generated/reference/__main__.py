"""Writes the pages of docs/reference: `make reference`."""

from pathlib import Path

from infra.generated.reference.pages import pages

FOLDER = Path(__file__).parents[3] / "docs" / "reference"


def main() -> None:
    """Write every page anew, and remove those that are made no more."""
    made = pages()
    for stale in FOLDER.glob("*.md"):
        if stale.name not in made:
            stale.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
