"""The configuration as FreeSWITCH's own preprocessor leaves it: one text, and where each line of it stood.

The reader that is followed is preprocess (switch_xml.c:1424-1675): it goes by lines and knows no XML, so it carries out
what stands in a comment, too, and drops whatever else is on the line. `exec` and its kin are never carried out here.
"""

import glob
import re
from dataclasses import dataclass
from pathlib import Path

from infra.import_freeswitch.reading.variables import Variables, is_known, shown_assignment
from infra.import_freeswitch.report import CannotImport, Place, Report, masked

# FreeSWITCH's own depth; the sizes are ours: its largest example has 3,000 files and 6 MB with all languages.
MOST_DEPTH, MOST_FILES, MOST_CHARACTERS = 100, 10_000, 30_000_000
_TAG = "x-pre-process"
_ONLY_FRAME = re.compile(r"\s*(<\?.*?\?>|</?include>|\s)*(<!--.*?-->)?\s*")


@dataclass(frozen=True)
class Segment:
    """A line, or the rest of one, as the XML parser gets it."""

    text: str
    place: Place


class Preprocessor:
    """Reads files into segments; `outside` lets an include leave the folder."""

    def __init__(self, folder: Path, variables: Variables, report: Report, *, outside: bool = False) -> None:
        self._folder, self._variables, self._report, self._outside = folder.resolve(), variables, report, outside
        self.segments: list[Segment] = []
        self._files = self._characters = 0
        self._open: list[Path] = []

    def read(self, path: Path) -> None:
        """Read a file with everything that it includes.

        Raises:
            CannotImport: more than any configuration has.
        """
        self._files += 1
        if self._files > MOST_FILES:
            raise CannotImport(f"{self._named(path)}:1: more than {MOST_FILES} files are included")
        try:
            self._count(path.stat().st_size, path)
            content = path.read_bytes()
        except OSError as error:
            self._report.error(Place(self._named(path), 1), "the file", f"cannot be read: {error.strerror}")
            return
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("latin-1")
            self._report.note(Place(self._named(path), 1), "the file", "is not UTF-8 and is read as Latin-1")
        self._open.append(path.resolve())
        self.read_text(text, self._named(path), path.parent)
        self._open.pop()

    def read_text(self, text: str, file: str, folder: Path) -> None:
        """Read a text as a file that stands in a folder."""
        in_comment = False
        for number, line in enumerate(text.split("\n"), 1):
            in_comment = self._line(line, Place(file, number), folder, in_comment=in_comment)

    def _line(self, raw: str, place: Place, folder: Path, *, in_comment: bool) -> bool:
        """Take one line; tells whether a `<!--#` comment goes on behind it."""
        text, seen = self._variables.expand(raw, place)
        if "<include>" in seen or "</include>" in seen or "<?" in seen:
            if not in_comment and not _ONLY_FRAME.fullmatch(raw):
                self._report.left_out(place, masked(raw), "FreeSWITCH drops a line that has <include> or <? in it")
            return in_comment
        if in_comment:
            _, end, text = seen.partition("-->")
            if not end:
                return True
        if (at := text.lower().find(_TAG)) >= 0:
            self._command_line(text, at, place, folder)
        elif (at := text.find("<!--#")) >= 0:
            return self._comment_line(text, at, place, folder)
        else:
            self._put(text, place)
        return False

    def _put(self, text: str, place: Place) -> None:
        self._count(len(text), self._folder / place.file)
        self.segments.append(Segment(text, place))

    def _command_line(self, text: str, at: int, place: Place, folder: Path) -> None:
        if text[:at][-1:] != "<":
            self._report.left_out(place, masked(text), "FreeSWITCH drops a line that has X-PRE-PROCESS in another word")
            return
        end = text.find("/>", at)
        tag, beside = (text[at : end + 2], text[end + 2 :]) if end >= 0 else (text[at:], "")
        before = text[: at - 1].strip()
        if before.endswith("<!--"):
            self._report.note(place, masked(text), "stands in a comment, and FreeSWITCH carries it out all the same")
        elif before or re.sub("<!--.*?-->", "", beside).strip():
            self._report.left_out(place, masked(text), "FreeSWITCH drops what else is on a line with X-PRE-PROCESS")
        command, rest = _quoted(tag, "cmd")
        data, _ = _quoted(rest, "data")
        if command is None or data is None:
            self._report.left_out(place, masked(text), 'FreeSWITCH carries out cmd="…" data="…" on one line only')
            return
        self._carry_out(command.lower(), data, place, folder)

    def _comment_line(self, text: str, at: int, place: Place, folder: Path) -> bool:
        inside, end, rest = text[at + 5 :].partition("-->")
        self._put(text[:at], place)
        if end:
            self._put(rest, place)
        command, blank, data = inside.rstrip("\r\n").partition(" ")
        if blank and command.lower() in ("set", "exec-set", "stun-set", "include", "exec"):
            quoted = re.search('"([^"]*)"', data)
            self._carry_out(command.lower(), quoted[1] if quoted else data, place, folder)
        return not end

    def _carry_out(self, command: str, data: str, place: Place, folder: Path) -> None:
        name = data.partition("=")[0].strip()
        match command:
            case "set":
                self._variables.assign(data)
            case "include":
                self._include(data, place, folder)
            case "env-set":
                self._variables.set_by_the_switch(name, place, "the environment of the switch has it (env-set)")
            case "exec-set":
                self._variables.set_by_the_switch(
                    name, place, "a program would say it (exec-set), and none is run here"
                )
            case "stun-set":
                self._variables.set_by_the_switch(name, place, "a STUN server would say it, and none is asked here")
            case "exec":
                why = "no program is run here; put what it would write into the file instead"
                self._report.left_out(place, f"exec {masked(data)}", why)
            case _:
                self._report.left_out(place, f"{command} {shown_assignment(data)}", "FreeSWITCH knows no such command")

    def _include(self, pattern: str, place: Place, folder: Path) -> None:
        what = f"include {masked(pattern)}"
        if not is_known(pattern):
            self._report.error(place, what, "only the switch knows that path; say --set NAME=VALUE")
            return
        if len(self._open) > MOST_DEPTH:
            self._report.error(place, what, f"is included {MOST_DEPTH} deep, and FreeSWITCH reads no deeper")
            return
        whole = pattern if pattern.startswith("/") else f"{glob.escape(str(folder))}/{pattern}"
        found = sorted(glob.glob(whole))  # noqa: PTH207  # a pathlib pattern may be neither absolute nor go up
        if not found:
            self._report.note(place, what, "there is no such file, and FreeSWITCH reads none either")
        for path in map(Path, found):
            if not self._outside and not path.resolve().is_relative_to(self._folder):
                self._report.error(place, what, f"{path} is outside of the folder; --outside reads it")
            elif path.resolve() in self._open:
                self._report.error(place, what, f"{self._named(path)} includes itself; it is read once")
            elif path.is_file():
                self.read(path)

    def _count(self, characters: int, path: Path) -> None:
        self._characters += characters
        if self._characters > MOST_CHARACTERS:
            raise CannotImport(f"{self._named(path)}:1: all files together have more than {MOST_CHARACTERS} characters")

    def _named(self, path: Path) -> str:
        """As seen from the folder; an included file may have been found by a way through `..`."""
        resolved = path.resolve()
        return str(resolved.relative_to(self._folder)) if resolved.is_relative_to(self._folder) else str(path)


def _quoted(text: str, name: str) -> tuple[str | None, str]:
    """What stands between the next quotation marks behind a name and a sign, and the rest (switch_xml.c:1504-1541)."""
    at = text.lower().find(name)
    sign = text.find("=", at)
    begin = text.find('"', sign)
    if min(at, sign, begin) < 0:
        return None, ""
    value, _, rest = text[begin + 1 :].partition('"')
    return value, rest
