"""What is printed, and what is said beside it."""

import msgspec
import typer

from ffctl.shown import safe


def print_out(text: str) -> None:
    """Print lines for people."""
    typer.echo(_safe_lines(text))


def say(text: str) -> None:
    """Tell it beside what is printed: on standard error."""
    typer.echo(_safe_lines(text), err=True)


def print_exact(text: str) -> None:
    """Print what another program reads, as it is."""
    typer.echo(text)


def print_json(value: object) -> None:
    print_exact(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_json_line(value: object, *, err: bool = False) -> None:
    typer.echo(msgspec.json.encode(value).decode(), err=err)


def _safe_lines(text: str) -> str:
    return "\n".join(safe(line) for line in text.split("\n"))
