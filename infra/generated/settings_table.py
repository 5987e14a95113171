"""The table of every environment variable, as docs/settings.md shows it: `python -m infra.generated.settings_table`."""

import inspect
from dataclasses import MISSING, fields, is_dataclass

from functions.shared import settings

HEAD = "| variable | default | read by | meaning |\n|---|---|---|---|"


def groups() -> list[type]:
    """Return every group of settings, in the order of settings.py."""
    return [kind for kind in vars(settings).values() if isinstance(kind, type) and is_dataclass(kind)]


def readers(group: type) -> str:
    """Return who reads a group: its docstring's first clause."""
    described = inspect.getdoc(group) or ""
    return described.removeprefix("Read by ").partition(";")[0].partition(".\n")[0].rstrip(".")


def table() -> str:
    """Return the table in Markdown, one line for each variable."""
    defaults: dict[str, str] = {}
    meanings: dict[str, str] = {}
    read_by: dict[str, list[str]] = {}
    for group in groups():
        for declared in fields(group):
            name = declared.metadata["name"]
            shown = _shown(declared.default)
            meanings.setdefault(name, declared.metadata["meaning"])
            read_by.setdefault(name, []).append(readers(group))
            if shown not in defaults.setdefault(name, shown).split(" / "):
                defaults[name] += f" / {shown}"
    rows = [
        f"| `{name}` | {defaults[name]} | {'; '.join(read_by[name])} | {meanings[name]} |" for name in sorted(defaults)
    ]
    return "\n".join([HEAD, *rows])


def _shown(default: object) -> str:
    if default is MISSING:
        return "mandatory"
    if isinstance(default, tuple):
        return f"`{','.join(default)}`" if default else "empty"
    if isinstance(default, bool):
        return "`1`" if default else "`0`"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`" if default != "" else "empty"


if __name__ == "__main__":
    print(table())
