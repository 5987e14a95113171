"""An operator's layouts file becomes part of a provisioning file."""

from pathlib import Path

import pytest
import yaml

from functions.shared.layouts.library import LAYOUTS
from infra.generated.node_layouts import FILE
from infra.import_layouts import main
from infra.provision import load
from infra.provisioning.source import Source

WRONG = (
    "<configuration><layout-settings><layouts><layout name='far'><image x='300' y='0' scale='90'/></layout>"
    "</layouts></layout-settings></configuration>"
)


def test_the_nodes_own_file_can_be_provisioned(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(FILE)]) == 0

    told = capsys.readouterr()
    domain = {"name": "example.com", **yaml.safe_load(told.out)}
    file = load(Source("imported.yaml", yaml.safe_dump({"domains": [domain]})))
    assert len(file.domains[0].layouts) == len(LAYOUTS)
    assert told.err.startswith("102 layouts, 7 groups")


def test_what_is_wrong_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "conference_layouts.conf.xml"
    file.write_text(WRONG)

    assert main([str(file)]) == 1
    assert "error: far: images[0].scale: reaches to 390" in capsys.readouterr().err


def test_what_is_kept_in_another_form_or_lost_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "conference_layouts.conf.xml"
    file.write_text(
        WRONG.replace("scale='90'", "scale='51.42' shadow='1'").replace("name=", "auto-3d-position='true' name=")
    )

    assert main([str(file)]) == 0

    told = capsys.readouterr()
    assert yaml.safe_load(told.out)["layouts"] == [
        {"name": "far", "images": [{"x": 300, "y": 0, "scale": 51}], "auto_3d_position": True}
    ]
    assert "note: far: image number 1: scale '51.42' is read as 51" in told.err
    assert "note: far: image number 1: shadow is nothing that FreeSWITCH reads here" in told.err


def test_what_is_no_layouts_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "nothing.xml"
    file.write_text("<a/>")

    assert main([str(file)]) == 2
    assert "there is no <layout>" in capsys.readouterr().err
