"""`python -m infra.import_freeswitch FOLDER FILE`: a provisioning file from a static FreeSWITCH configuration."""

import argparse
import sys
from pathlib import Path

from infra.import_freeswitch.configuration import Counted, Wishes, read_configuration
from infra.import_freeswitch.provisioning_file import IsThere, problems_of, refuse_to_overwrite, save, written
from infra.import_freeswitch.report import CannotImport, Report


def main(arguments: list[str] | None = None) -> int:
    """Import; 0 if provisioning takes the file, 1 if something is to be put right first, 2 if nothing was written."""
    chosen = _parser().parse_args(arguments)
    report = Report()
    variables = dict(chosen.set)
    try:
        refuse_to_overwrite(chosen.file)
        wishes = Wishes(variables, chosen.outside, chosen.rooms)
        content, counted = read_configuration(chosen.folder, wishes, report)
        text = written(content)
        save(chosen.file, text)
    except (CannotImport, IsThere, OSError) as error:
        print("\n".join(map(str, [*report.lines(), error])), file=sys.stderr)
        return 2
    for told in report.lines():
        print(told)
    problems = problems_of(chosen.file, text)
    if problems:
        print("\n".join(map(str, problems)), file=sys.stderr)
    print(_summary(counted, report, len(problems)))
    return 1 if problems or report.count("error") else 0


def _summary(counted: Counted, report: Report, problems: int) -> str:
    told = (
        f"{counted.users} users, {counted.groups} groups, {counted.gateways} gateways, {counted.rooms} rooms, "
        f"{counted.layouts} layouts of its own; {counted.taken} of {counted.extensions} extensions are routes; "
        f"{report.count('left out')} left out, {report.count('note')} notes, {report.count('error')} errors"
    )
    return told + (f"; provisioning refuses {problems} places of the file" if problems else "")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.import_freeswitch", description=__doc__)
    parser.add_argument("folder", type=Path, help="where freeswitch.xml is, or directory, dialplan, autoload_configs")
    parser.add_argument("file", type=Path, help="the provisioning file to write, readable for its owner only")
    parser.add_argument(
        "--set", type=_variable, action="append", default=[], metavar="NAME=VALUE",
        help="a global variable that only the switch or its environment knows, or another value for one (domain=…)",
    )  # fmt: skip
    parser.add_argument("--outside", action="store_true", help="let includes leave the folder")
    parser.add_argument("--rooms", type=int, default=100, help="how many rooms one extension may make (100)")
    return parser


def _variable(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise argparse.ArgumentTypeError(f"{name[:40]!r} must be NAME=VALUE")
    return name, value


if __name__ == "__main__":
    sys.exit(main())
