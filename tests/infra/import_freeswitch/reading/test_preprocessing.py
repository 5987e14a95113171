"""FreeSWITCH's preprocessor, as its source has it, but nothing is run and nobody is asked."""

from pathlib import Path

import pytest

from infra.import_freeswitch.reading import preprocessing
from infra.import_freeswitch.reading.preprocessing import Preprocessor
from infra.import_freeswitch.reading.variables import Variables
from infra.import_freeswitch.report import CannotImport, Report
from tests.infra.import_freeswitch.folders import write


def read(folder: Path, files: dict[str, str], *, outside: bool = False, **chosen: str) -> tuple[list[str], list[str]]:
    """The lines that are left of main.xml with their places, and what was told."""
    report = Report()
    preprocessor = Preprocessor(write(folder, files), Variables(chosen, report), report, outside=outside)
    preprocessor.read(folder / "main.xml")
    left = [f"{one.place} {one.text.strip()}" for one in preprocessor.segments if one.text.strip()]
    return left, [str(line) for line in report.lines()]


def command(name: str, data: str) -> str:
    return f'<X-PRE-PROCESS cmd="{name}" data="{data}"/>'


def test_what_is_set_is_put_in_from_there_on_and_what_is_not_set_is_nothing(tmp_path: Path) -> None:
    text = "\n".join(["<a $${town}/>", command("set", "town = Mainz"), "<a $${town}$${street}/>"])

    left, told = read(tmp_path, {"main.xml": text})

    assert left == ["main.xml:1 <a />", "main.xml:3 <a Mainz/>"]
    assert [line.partition(" was not set")[0] for line in told] == [
        "main.xml:1: note: $${town}:", "main.xml:3: note: $${street}:",
    ]  # fmt: skip


def test_files_are_included_by_pattern_beside_the_including_file_in_the_order_of_their_names(tmp_path: Path) -> None:
    files = {
        "main.xml": f"<all>\n{command('include', 'sub/first.xml')}\n</all>",
        "sub/first.xml": f"<include>\n{command('include', 'more/*.xml')}\n</include>",
        "sub/more/b.xml": "<b/>",
        "sub/more/a.xml": "<a/>",
    }

    left, told = read(tmp_path, files)

    assert left == ["main.xml:1 <all>", "sub/more/a.xml:1 <a/>", "sub/more/b.xml:1 <b/>", "main.xml:3 </all>"]
    assert told == []


@pytest.mark.parametrize("kind", ["exec", "exec-set"])
def test_no_program_is_run_and_it_is_said(tmp_path: Path, kind: str) -> None:
    proof = tmp_path / "proof"

    left, told = read(tmp_path, {"main.xml": f"{command(kind, f'name=touch {proof}')}\n<a/>"})

    assert not proof.exists()
    assert left == ["main.xml:2 <a/>"]
    assert len(told) == 1
    assert told[0].startswith("main.xml:1: left out:")
    assert "no program is run here" in told[0] or "none is run here" in told[0]


def test_what_only_the_switch_knows_stays_as_it_is_written_until_somebody_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOWN", "Mainz")
    lines = [command("env-set", "town=$TOWN"), command("stun-set", "ip=stun:stun.example"), "<a $${town} $${ip}/>"]

    left, told = read(tmp_path, {"main.xml": "\n".join(lines)})
    said, _ = read(tmp_path, {"main.xml": "\n".join(lines)}, town="Worms", ip="192.0.2.1")

    assert left == ["main.xml:3 <a $${town} $${ip}/>"]
    assert [line.split(": left out: ")[1].split(":")[0] for line in told] == ["$${town}", "$${ip}"]
    assert said == ["main.xml:3 <a Worms 192.0.2.1/>"]


def test_a_command_in_a_comment_is_carried_out_and_what_else_is_on_its_line_is_lost(tmp_path: Path) -> None:
    text = f"<!-- {command('set', 'a=1')} -->\n<b/>{command('set', 'b=2')}\n<c $${{a}}$${{b}}/>"

    left, told = read(tmp_path, {"main.xml": text})

    assert left == ["main.xml:3 <c 12/>"]
    assert "stands in a comment" in told[0]
    assert "drops what else is on a line" in told[1]


def test_a_command_that_goes_over_two_lines_is_none(tmp_path: Path) -> None:
    left, told = read(tmp_path, {"main.xml": '<X-PRE-PROCESS cmd="set"\n data="a=1"/>\n<a $${a}/>'})

    assert left == ['main.xml:2 data="a=1"/>', "main.xml:3 <a />"]
    assert "on one line only" in told[0]


def test_the_older_form_of_commands_is_known_and_their_comments_are_gone(tmp_path: Path) -> None:
    text = '<!--#set "a=1" -->\n<!--#comment\n gone\n-->\n<a $${a}/>'

    left, _ = read(tmp_path, {"main.xml": text})

    assert left == ["main.xml:5 <a 1/>"]


@pytest.mark.parametrize("way", ["../beside/secret.xml", "link.xml", "{absolute}"])
def test_an_include_leaves_the_folder_only_where_that_is_allowed(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "folder"
    outside = write(tmp_path / "beside", {"secret.xml": "<secret/>"}) / "secret.xml"
    write(folder, {"x.xml": ""})
    (folder / "link.xml").symlink_to(outside)
    files = {"main.xml": command("include", way.replace("{absolute}", str(outside)))}

    left, told = read(folder, files)
    allowed, _ = read(folder, files, outside=True)

    assert left == []
    assert "outside of the folder; --outside reads it" in told[0]
    assert [line.partition(" ")[2] for line in allowed] == ["<secret/>"]


def test_a_file_that_includes_itself_is_read_once(tmp_path: Path) -> None:
    left, told = read(tmp_path, {"main.xml": f"<a/>\n{command('include', '*.xml')}"})

    assert left == ["main.xml:1 <a/>"]
    assert "includes itself" in told[0]


def test_more_than_any_configuration_has_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preprocessing, "MOST_CHARACTERS", 50)

    with pytest.raises(CannotImport, match="all files together have more than 50"):
        read(tmp_path, {"main.xml": command("include", "b.xml"), "b.xml": "<b/>" * 20})
