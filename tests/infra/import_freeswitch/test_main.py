"""`python -m infra.import_freeswitch FOLDER FILE` as somebody calls it."""

import stat
from pathlib import Path

import pytest
import yaml

from infra.import_freeswitch.__main__ import main
from tests.infra.import_freeswitch.folders import CONFERENCES, DIRECTORY, PASSWORD, dialplan, extension, write

ROOMS = dialplan(extension("room", "^300$", "conference 300@default"))
FILES = {"directory/default.xml": DIRECTORY, "autoload_configs/conference.conf.xml": CONFERENCES, **ROOMS}
WEAK = {**FILES, "directory/default.xml": DIRECTORY.replace(PASSWORD, "1234")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "conf", FILES)


def test_a_configuration_becomes_a_file_that_only_its_owner_reads(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "imported.yaml"

    assert main([str(folder), str(file)]) == 0

    told = capsys.readouterr()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [room["name"] for room in yaml.safe_load(file.read_text())["rooms"]] == ["300"]
    assert PASSWORD in file.read_text()
    assert PASSWORD not in told.out + told.err
    assert told.out.splitlines()[-1].startswith("2 users, 1 groups, 0 gateways, 1 rooms")


def test_a_file_that_is_there_is_not_written_over(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "imported.yaml"
    file.write_text("mine")

    assert main([str(folder), str(file)]) == 2

    assert file.read_text() == "mine"
    assert "is there already" in capsys.readouterr().err


def test_what_provisioning_would_refuse_is_said_and_the_file_is_there_to_be_put_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "imported.yaml"

    assert main([str(write(tmp_path / "conf", WEAK)), str(file)]) == 1

    told = capsys.readouterr()
    assert told.err.count("it has 4 characters") == 2
    assert "1234" not in (told.out + told.err).replace(str(tmp_path), "")
    assert "provisioning refuses 2 places of the file" in told.out
    assert file.exists()


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"freeswitch.xml": "<document>\n<a></document>"}, "freeswitch.xml:2: this is no XML"),
        ({"freeswitch.xml": '<!DOCTYPE a [<!ENTITY b "c">]>\n<document/>'}, "freeswitch.xml:1: a DOCTYPE is not read"),
        ({"readme.txt": ""}, "there is neither freeswitch.xml nor directory, dialplan or autoload_configs"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], why: str
) -> None:
    file = tmp_path / "imported.yaml"

    assert main([str(write(tmp_path / "conf", files)), str(file)]) == 2

    assert why in capsys.readouterr().err
    assert not file.exists()


def test_without_a_directory_somebody_must_say_whose_all_of_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "conf", {name: text for name, text in FILES.items() if not name.startswith("directory")})

    assert main([str(folder), str(tmp_path / "one.yaml")]) == 1
    assert "say whose all of it is: --set domain=example.com" in capsys.readouterr().out

    assert main([str(folder), str(tmp_path / "two.yaml"), "--set", "domain=example.com"]) == 0
    (room,) = yaml.safe_load((tmp_path / "two.yaml").read_text())["rooms"]
    assert (room["name"], room["domain"]) == ("300", "example.com")


@pytest.mark.parametrize("wrong", ["domain", "=x"])
def test_a_variable_is_a_name_and_a_value(folder: Path, tmp_path: Path, wrong: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(folder), str(tmp_path / "imported.yaml"), "--set", wrong])

    assert ended.value.code == 2
