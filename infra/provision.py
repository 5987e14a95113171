"""`make provision FILE=x.yaml`: show what a file changes in users, rooms and routes, then apply it."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from functions.shared.encoders.dial_strings import as_domain
from functions.shared.observers.ending import end_observers
from functions.shared.observers.right import takes_right
from functions.shared.provisioning.announcements import addresses_changed, user_changes
from functions.shared.provisioning.applying import Overtaken, render
from functions.shared.provisioning.checks.shared_names import shared_names, waiting_names
from functions.shared.provisioning.difference import Change, difference
from functions.shared.provisioning.documents import domain_rows
from functions.shared.provisioning.entries import RoomEntry
from functions.shared.provisioning.findings import Finding, at
from functions.shared.settings import PinSettings, ProvisionSettings, SettingError, read
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.provisioned.users import ADDRESSES_KEY, user_key
from infra.provisioning.applying import apply
from infra.provisioning.assets import NotBrought, asset_changes, bring
from infra.provisioning.checks.all import find
from infra.provisioning.checks.assets import check_assets
from infra.provisioning.checks.remarks import remarks
from infra.provisioning.checks.scenes import check_scenes
from infra.provisioning.conversion import FileConversion
from infra.provisioning.documents import contexts_of, rows_of
from infra.provisioning.file_format import Provisioning
from infra.provisioning.scene_documents import conference_of
from infra.provisioning.source import Problem, Refused, Source
from infra.provisioning.superfluous import superfluous
from infra.provisioning.user_changes import announce


def load(source: Source) -> Provisioning:
    """Read and check a file.

    Raises:
        Refused: with everything that is wrong with it.
    """
    conversion, problems = examined(source)
    if problems:
        raise Refused(problems)
    return conversion.entries


def examined(source: Source) -> tuple[FileConversion, list[Problem]]:
    """Read a file and find everything that is wrong with it, whatever its kind, by line."""
    conversion = FileConversion(source)
    found = [*conversion.findings, *(finding for finding in find(conversion.entries) if not conversion.hides(finding))]
    problems = [source.problem(place, advice) for place, advice in found]
    problems += [source.problem(place, advice, shown=False) for place, advice in conversion.unknown]
    return conversion, sorted([*problems, *source.written_twice()], key=_place)


def changes_of(source: Source, *, prune: bool) -> list[Change]:
    """Compare a file with the tables.

    Raises:
        Refused: the file is wrong.
        TablesUnavailable: the tables do not answer.
    """
    main_domain, pin_key = as_domain(read(ProvisionSettings).main_domain), read(PinSettings).hash_keys[0]
    conversion, problems = examined(source)
    entries = conversion.entries
    try:
        names = [*shared_names(entries.rooms, main_domain, contexts_of(entries)), *_waiting(entries.rooms, main_domain)]
        names += [*check_scenes(entries, main_domain), *check_assets(entries, Path(source.file).parent)]
        shared = [finding for finding in names if not conversion.hides(finding)]
        problems += [source.problem(place, advice) for place, advice in shared]
    except TablesUnavailable as error:
        if not problems:
            raise
        problems.append(Problem(source.file, 1, "the file", "", f"was not compared with the tables: {error}"))
    if problems:
        raise Refused(sorted(problems, key=_place))
    rows = rows_of(entries, main_domain=main_domain, pin_key=pin_key)
    shown_in = (conference_of(room, main_domain) for room in entries.rooms)
    return difference(rows) + (superfluous(entries, rows, shown_in) if prune else [])


def _waiting(rooms: Sequence[RoomEntry], main_domain: str) -> Iterator[Finding]:
    for index, room in enumerate(rooms):
        yield from at(["rooms", index], waiting_names(room, main_domain))


def _place(problem: Problem) -> tuple[int, int]:
    return problem.line, problem.column


def applied(changes: list[Change], also: list[Change]) -> list[str]:
    """Write the changes and tell the nodes which users changed; returns the ids of the commands to the nodes.

    A second run does not see what this one has written, so the nodes are told even where the writing breaks off.

    Raises:
        Overtaken: somebody else has changed something since it was compared.
        TablesUnavailable: not everything was written, or not everything was told.
    """
    try:
        apply(changes)
    finally:
        told = [*changes, *also]
        announced = announce(user_changes(told), now=time.time(), addresses_of=addresses_changed(told))
        if takes_right(changes):
            end_observers(now=time.time())
    return announced


def everybody(source: Source) -> list[Change]:
    """Every user of the file, as if changed, and their fixed addresses."""
    rows = [row for domain in load(source).domains for row in domain_rows(domain)]
    users = [row for row in rows if row.key.startswith(user_key("")) or row.key == ADDRESSES_KEY]
    return [Change("change", row.kind, row.hash_key, row.key, row.body, row.body) for row in users]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.provision", description=__doc__)
    parser.add_argument("file", type=Path, help="the YAML file, see docs/provisioning.md")
    parser.add_argument("--yes", action="store_true", help="apply without asking")
    parser.add_argument("--prune", action="store_true", help="also remove what the file does not name")
    parser.add_argument("--announce", action="store_true", help="tell the nodes about every user of the file again")
    chosen = parser.parse_args(arguments)
    try:
        source = Source.read(chosen.file)
        changes = changes_of(source, prune=chosen.prune)
        files = asset_changes(load(source), chosen.file.parent, prune=chosen.prune, now=time.time())
        for place, advice in remarks(load(source)):
            print(f"warning: {source.problem(place, advice)}", file=sys.stderr)
        if not changes and not files and not chosen.announce:
            print("nothing to change")
            return 0
        print("\n".join(map(str, [*changes, *files])) or "nothing to change")
        if (changes or files) and not chosen.yes and not confirmed(len(changes) + len(files)):
            print("nothing was changed")
            return 1
        announced = applied(changes, everybody(source) if chosen.announce else [])
        if chosen.announce:
            render(domain.name for domain in load(source).domains)
        print("\n".join(bring(files)), end="\n" if files else "")
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    except SettingError as error:
        print(error, file=sys.stderr)
        return 2
    except NotBrought as trouble:
        print(f"not ready:\n{trouble}\neverything else is done", file=sys.stderr)
        return 5
    except Overtaken as overtaken:
        print(f"somebody else has changed this meanwhile, and it was not overwritten:\n{overtaken}", file=sys.stderr)
        print("run it again: what was written before it stays", file=sys.stderr)
        return 4
    except TablesUnavailable as error:
        print(f"the tables do not answer: {error}", file=sys.stderr)
        print("run it again with --announce: what was written stays, and the nodes must hear of it", file=sys.stderr)
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
