"""`make provision FILE=x.yaml`: show what a file changes in users, rooms and routes, then apply it."""

import argparse
import sys
import time
from pathlib import Path

from functions.shared.settings import PinSettings, ProvisionSettings, SettingError, read
from functions.shared.tables.base import TablesUnavailable
from functions.shared.user_changes import announce
from infra.provisioning.announcements import user_changes
from infra.provisioning.checks import find
from infra.provisioning.difference import Change, apply, difference, superfluous
from infra.provisioning.documents import rows_of
from infra.provisioning.file_format import Provisioning
from infra.provisioning.source import Refused, Source


def load(source: Source) -> Provisioning:
    """Read and check a file.

    Raises:
        Refused: with everything that is wrong with it.
    """
    entries = source.entries()
    problems = [source.problem(place, advice) for place, advice in find(entries)]
    if problems:
        raise Refused(problems)
    return entries


def changes_of(source: Source, *, prune: bool) -> list[Change]:
    """Compare a file with the tables.

    Raises:
        Refused: the file is wrong.
        TablesUnavailable: the tables do not answer.
    """
    entries = load(source)
    rows = rows_of(entries, main_domain=read(ProvisionSettings).main_domain, pin_key=read(PinSettings).hash_key)
    return difference(rows) + (superfluous(entries, rows) if prune else [])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.provision", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--yes", action="store_true", help="apply without asking")
    parser.add_argument("--prune", action="store_true", help="also remove what the file does not name")
    chosen = parser.parse_args(arguments)
    try:
        changes = changes_of(Source.read(chosen.file), prune=chosen.prune)
        if not changes:
            print("nothing to change")
            return 0
        print("\n".join(str(change) for change in changes))
        if not chosen.yes and not confirmed(len(changes)):
            print("nothing was changed")
            return 1
        apply(changes)
        announced = announce(user_changes(changes), now=time.time())
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    except SettingError as error:
        print(error, file=sys.stderr)
        return 2
    except TablesUnavailable as error:
        print(f"the tables do not answer: {error}; run it again, what was written stays", file=sys.stderr)
        return 3
    print(f"{len(changes)} changes applied" + (f", {len(announced)} commands to the nodes" if announced else ""))
    return 0


def confirmed(count: int) -> bool:
    if not sys.stdin.isatty():
        print("not a terminal: say --yes to apply", file=sys.stderr)
        return False
    return input(f"apply {count} changes? [y/N] ").strip().lower() == "y"


if __name__ == "__main__":
    sys.exit(main())
